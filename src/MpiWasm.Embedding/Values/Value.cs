using System.Globalization;
using MpiWasm.Embedding.Types;
using MpiWasm.Runtime;

namespace MpiWasm;

/// <summary>
/// A WebAssembly value with its kind, for calls whose types are known at run time only. C# numbers become values by themselves.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly Slot _bits;
    private readonly Function? _function;

    private Value(ValueKind kind, Slot bits, Function? function = null)
    {
        Kind = kind;
        _bits = bits;
        _function = function;
    }

    /// <summary>What kind of value it is. The default value is an i32, 0.</summary>
    public ValueKind Kind { get; }

    /// <summary>An i32.</summary>
    public static implicit operator Value(int value) => new(ValueKind.I32, value);

    /// <summary>An i32, given as unsigned.</summary>
    public static implicit operator Value(uint value) => new(ValueKind.I32, value);

    /// <summary>An i64.</summary>
    public static implicit operator Value(long value) => new(ValueKind.I64, value);

    /// <summary>An i64, given as unsigned.</summary>
    public static implicit operator Value(ulong value) => new(ValueKind.I64, value);

    /// <summary>An f32.</summary>
    public static implicit operator Value(float value) => new(ValueKind.F32, value);

    /// <summary>An f64.</summary>
    public static implicit operator Value(double value) => new(ValueKind.F64, value);

    /// <summary>A v128; lane 0 is in the lowest bits.</summary>
    public static implicit operator Value(UInt128 value) => new(ValueKind.V128, value);

    /// <summary>A funcref; null is the null reference.</summary>
    public static implicit operator Value(Function? function) => new(ValueKind.FuncRef, default, function);

    /// <summary>An externref: a number the guest can keep and hand back, but not read.</summary>
    /// <param name="reference">Any number; 0 is the null reference.</param>
    public static Value OfExternal(nint reference) => new(ValueKind.ExternRef, Slot.OfReference(reference));

    /// <summary>The i32.</summary>
    /// <exception cref="InvalidCastException">It is of another kind; so in all <c>As</c> methods.</exception>
    public int AsInt32() => Bits(ValueKind.I32).I32;

    /// <summary>The i32 as an unsigned number, for example an address.</summary>
    public uint AsUInt32() => Bits(ValueKind.I32).U32;

    /// <summary>The i64.</summary>
    public long AsInt64() => Bits(ValueKind.I64).I64;

    /// <summary>The i64 as an unsigned number.</summary>
    public ulong AsUInt64() => Bits(ValueKind.I64).U64;

    /// <summary>The f32.</summary>
    public float AsSingle() => Bits(ValueKind.F32).F32;

    /// <summary>The f64.</summary>
    public double AsDouble() => Bits(ValueKind.F64).F64;

    /// <summary>The v128; lane 0 is in the lowest bits.</summary>
    public UInt128 AsVector() => Bits(ValueKind.V128).V128;

    /// <summary>The function the funcref refers to, or null.</summary>
    public Function? AsFunction()
    {
        _ = Bits(ValueKind.FuncRef);
        return _function;
    }

    /// <summary>The number in the externref; 0 is the null reference.</summary>
    public nint AsExternal() => Bits(ValueKind.ExternRef).Reference;

    /// <summary>Whether kind and bits are the same; two NaNs of the same bits are.</summary>
    public bool Equals(Value other) => Kind == other.Kind && _bits.V128 == other._bits.V128 && Equals(_function, other._function);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _bits.V128, _function);

    /// <summary>See <see cref="Equals(Value)"/>.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>See <see cref="Equals(Value)"/>.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The value as a person reads it, in the invariant culture.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.I32 => _bits.I32.ToString(CultureInfo.InvariantCulture),
        ValueKind.I64 => _bits.I64.ToString(CultureInfo.InvariantCulture),
        ValueKind.F32 => _bits.F32.ToString(CultureInfo.InvariantCulture),
        ValueKind.F64 => _bits.F64.ToString(CultureInfo.InvariantCulture),
        ValueKind.V128 => "0x" + _bits.V128.ToString("x32", CultureInfo.InvariantCulture),
        ValueKind.FuncRef => _function?.Name ?? "null",
        _ => _bits.Reference == 0 ? "null" : "0x" + _bits.Reference.ToString("x", CultureInfo.InvariantCulture),
    };

    /// <summary>What native code left in a slot.</summary>
    internal static Value FromSlot(Store store, ValueKind kind, Slot slot) => kind switch
    {
        ValueKind.I32 => slot.I32,
        ValueKind.I64 => slot.I64,
        ValueKind.F32 => slot.F32,
        ValueKind.F64 => slot.F64,
        ValueKind.V128 => slot.V128,
        ValueKind.FuncRef => Function.FromReference(store, slot.Reference),
        _ => new Value(kind, Slot.OfReference(slot.Reference)),
    };

    /// <exception cref="ArgumentException">The value is of another kind, or a function of another store.</exception>
    internal Slot ToSlot(Store store, ValueKind wanted)
    {
        if (Kind != wanted)
            throw new ArgumentException(
                $"a value of type {Describe.Name(wanted)} is wanted, not {ToString()} of type {Describe.Name(Kind)}");
        return Kind == ValueKind.FuncRef ? Slot.OfReference(Function.ToReference(store, _function)) : _bits;
    }

    private Slot Bits(ValueKind kind) =>
        Kind == kind ? _bits : throw new InvalidCastException($"the value is of type {Describe.Name(Kind)}, not {Describe.Name(kind)}");
}
