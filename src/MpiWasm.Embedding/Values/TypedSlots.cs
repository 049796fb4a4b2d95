using System.Runtime.CompilerServices;
using MpiWasm.Runtime;

namespace MpiWasm.Embedding.Values;

/// <summary>
/// C# values of typed delegates in the slots of a call. The comparisons of types cost nothing: the compiler
/// makes code for each type by itself.
/// </summary>
internal static class TypedSlots
{
    /// <summary>The kind of value that a C# type stands for.</summary>
    /// <exception cref="ArgumentException">None.</exception>
    public static ValueKind Kind<T>()
    {
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint))
            return ValueKind.I32;
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong))
            return ValueKind.I64;
        if (typeof(T) == typeof(float))
            return ValueKind.F32;
        if (typeof(T) == typeof(double))
            return ValueKind.F64;
        if (typeof(T) == typeof(UInt128))
            return ValueKind.V128;
        if (typeof(T) == typeof(Function))
            return ValueKind.FuncRef;
        if (typeof(T) == typeof(nint))
            return ValueKind.ExternRef;
        throw new ArgumentException(
            $"{typeof(T)} is no type of WebAssembly; use int or uint (i32), long or ulong (i64), float, double, UInt128 (v128), "
                + $"Function (funcref) or nint (externref)");
    }

    /// <summary>Stores an argument or result of a type that <see cref="Kind{T}"/> accepts.</summary>
    public static void Put<T>(Store store, ref Slot slot, T value)
    {
        if (typeof(T) == typeof(Function))
            slot.Reference = Function.ToReference(store, (Function?)(object?)value);
        else
            Unsafe.WriteUnaligned(ref Unsafe.As<Slot, byte>(ref slot), value);
    }

    /// <summary>Loads what native code stored.</summary>
    public static T Take<T>(Store store, ref Slot slot) => typeof(T) == typeof(Function)
        ? (T)(object?)Function.FromReference(store, slot.Reference)!
        : Unsafe.ReadUnaligned<T>(ref Unsafe.As<Slot, byte>(ref slot));
}
