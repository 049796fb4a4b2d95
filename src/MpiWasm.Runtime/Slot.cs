using System.Runtime.InteropServices;

namespace MpiWasm.Runtime;

/// <summary>One argument or result: 16 bytes, of which the type says how many count. Bits above the value are unspecified.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct Slot
{
    [FieldOffset(0)] public int I32;
    [FieldOffset(0)] public uint U32;
    [FieldOffset(0)] public long I64;
    [FieldOffset(0)] public ulong U64;
    [FieldOffset(0)] public float F32;
    [FieldOffset(0)] public double F64;

    /// <summary>A funcref (the address of its record) or an externref; 0 is null.</summary>
    [FieldOffset(0)] public nint Reference;

    /// <summary>Byte 0 of the vector is in the lowest bits.</summary>
    [FieldOffset(0)] public UInt128 V128;

    public static implicit operator Slot(int value) => new() { I32 = value };

    public static implicit operator Slot(uint value) => new() { U32 = value };

    public static implicit operator Slot(long value) => new() { I64 = value };

    public static implicit operator Slot(ulong value) => new() { U64 = value };

    public static implicit operator Slot(float value) => new() { F32 = value };

    public static implicit operator Slot(double value) => new() { F64 = value };

    public static implicit operator Slot(UInt128 value) => new() { V128 = value };

    public static Slot OfReference(nint value) => new() { Reference = value };
}
