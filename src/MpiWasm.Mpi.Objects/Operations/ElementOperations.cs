using System.Numerics;
using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>Operations on single elements: <c>right = left op right</c>, as MPI has it. Addresses may be unaligned.</summary>
internal static unsafe class ElementOperations
{
    /// <summary>The operation on elements of a scalar type, or null where there is none.</summary>
    public static delegate*<byte*, byte*, void> Of(Scalar scalar, ReductionOperation operation) => (scalar.Form, scalar.Size) switch
    {
        (DataForm.Signed, 1) => Integer<sbyte>(operation),
        (DataForm.Signed, 2) => Integer<short>(operation),
        (DataForm.Signed, 4) => Integer<int>(operation),
        (DataForm.Signed, 8) => Integer<long>(operation),
        (DataForm.Signed, 16) => Integer<Int128>(operation),
        (DataForm.Unsigned, 1) => Integer<byte>(operation),
        (DataForm.Unsigned, 2) => Integer<ushort>(operation),
        (DataForm.Unsigned, 4) => Integer<uint>(operation),
        (DataForm.Unsigned, 8) => Integer<ulong>(operation),
        (DataForm.Float, 2) => Number<Half>(operation),
        (DataForm.Float, 4) => Number<float>(operation),
        (DataForm.Float, 8) => Number<double>(operation),
        (DataForm.Float, 16) => Quadruple(operation),
        (DataForm.Complex, 4) => ComplexNumber<Half>(operation),
        (DataForm.Complex, 8) => ComplexNumber<float>(operation),
        (DataForm.Complex, 16) => ComplexNumber<double>(operation),
        (DataForm.Complex, 32) => ComplexNumber<Binary128>(operation),
        (DataForm.Logical, 1) => Truth<byte>(operation),
        (DataForm.Logical, 2) => Truth<ushort>(operation),
        (DataForm.Logical, 4) => Truth<uint>(operation),
        (DataForm.Logical, 8) => Truth<ulong>(operation),
        (DataForm.Logical, 16) => Truth<UInt128>(operation),
        (DataForm.Bytes, _) => Bits<byte>(operation),
        _ => null,
    };

    /// <summary>Whether the first of two scalars is less; null where they have no order.</summary>
    public static delegate*<byte*, byte*, bool> Order(Scalar scalar) => (scalar.Form, scalar.Size) switch
    {
        (DataForm.Signed, 1) => &IsLess<sbyte>,
        (DataForm.Signed, 2) => &IsLess<short>,
        (DataForm.Signed, 4) => &IsLess<int>,
        (DataForm.Signed, 8) => &IsLess<long>,
        (DataForm.Signed, 16) => &IsLess<Int128>,
        (DataForm.Unsigned, 1) => &IsLess<byte>,
        (DataForm.Unsigned, 2) => &IsLess<ushort>,
        (DataForm.Unsigned, 4) => &IsLess<uint>,
        (DataForm.Unsigned, 8) => &IsLess<ulong>,
        (DataForm.Float, 2) => &IsLess<Half>,
        (DataForm.Float, 4) => &IsLess<float>,
        (DataForm.Float, 8) => &IsLess<double>,
        (DataForm.Float, 16) => &IsLessQuadruple,
        _ => null,
    };

    /// <summary>MINLOC or MAXLOC: the extreme value, and of equal values the least index (§6.9.4).</summary>
    public static void Extreme(PredefinedDatatype pair, bool least, byte* left, byte* right)
    {
        var (value, index) = (pair.Scalars[0], pair.Scalars[1]);
        var order = Order(value);
        var a = least ? left : right;
        var b = least ? right : left;
        if (order(a, b))
        {
            Unsafe.CopyBlockUnaligned(right, left, (uint)value.Size);
            Unsafe.CopyBlockUnaligned(right + index.Offset, left + index.Offset, (uint)index.Size);
        }
        else if (!order(b, a) && Order(index)(left + index.Offset, right + index.Offset))
        {
            Unsafe.CopyBlockUnaligned(right + index.Offset, left + index.Offset, (uint)index.Size);
        }
    }

    private static delegate*<byte*, byte*, void> Integer<T>(ReductionOperation operation)
        where T : unmanaged, IBinaryInteger<T> => operation switch
        {
            ReductionOperation.BitAnd or ReductionOperation.BitOr or ReductionOperation.BitXor => Bits<T>(operation),
            ReductionOperation.And or ReductionOperation.Or or ReductionOperation.Xor => Truth<T>(operation),
            _ => Number<T>(operation),
        };

    private static delegate*<byte*, byte*, void> Number<T>(ReductionOperation operation)
        where T : unmanaged, INumber<T> => operation switch
        {
            ReductionOperation.Sum => &Add<T>,
            ReductionOperation.Prod => &Multiply<T>,
            ReductionOperation.Min => &Min<T>,
            ReductionOperation.Max => &Max<T>,
            // The standard does not define these on floating point numbers; other libraries have some of them.
            _ => Truth<T>(operation),
        };

    private static delegate*<byte*, byte*, void> Quadruple(ReductionOperation operation) => operation switch
    {
        ReductionOperation.Sum => &Add<Binary128>,
        ReductionOperation.Prod => &Multiply<Binary128>,
        ReductionOperation.Min => &MinQuadruple,
        ReductionOperation.Max => &MaxQuadruple,
        ReductionOperation.And => &AndQuadruple,
        ReductionOperation.Or => &OrQuadruple,
        ReductionOperation.Xor => &XorQuadruple,
        _ => null,
    };

    private static delegate*<byte*, byte*, void> ComplexNumber<T>(ReductionOperation operation)
        where T : unmanaged, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T> => operation switch
        {
            ReductionOperation.Sum => &AddComplex<T>,
            ReductionOperation.Prod => &MultiplyComplex<T>,
            _ => null,
        };

    private static delegate*<byte*, byte*, void> Bits<T>(ReductionOperation operation)
        where T : unmanaged, IBitwiseOperators<T, T, T> => operation switch
        {
            ReductionOperation.BitAnd => &And<T>,
            ReductionOperation.BitOr => &Or<T>,
            ReductionOperation.BitXor => &Xor<T>,
            _ => null,
        };

    private static delegate*<byte*, byte*, void> Truth<T>(ReductionOperation operation)
        where T : unmanaged, INumberBase<T> => operation switch
        {
            ReductionOperation.And => &LogicalAnd<T>,
            ReductionOperation.Or => &LogicalOr<T>,
            ReductionOperation.Xor => &LogicalXor<T>,
            _ => null,
        };

    private static T Read<T>(byte* at) => Unsafe.ReadUnaligned<T>(at);

    private static void Write<T>(byte* at, T value) => Unsafe.WriteUnaligned(at, value);

    private static void Add<T>(byte* a, byte* b)
        where T : IAdditionOperators<T, T, T> => Write(b, Read<T>(a) + Read<T>(b));

    private static void Multiply<T>(byte* a, byte* b)
        where T : IMultiplyOperators<T, T, T> => Write(b, Read<T>(a) * Read<T>(b));

    private static void Min<T>(byte* a, byte* b)
        where T : IComparisonOperators<T, T, bool> => Write(b, Read<T>(a) < Read<T>(b) ? Read<T>(a) : Read<T>(b));

    private static void Max<T>(byte* a, byte* b)
        where T : IComparisonOperators<T, T, bool> => Write(b, Read<T>(a) > Read<T>(b) ? Read<T>(a) : Read<T>(b));

    private static void And<T>(byte* a, byte* b)
        where T : IBitwiseOperators<T, T, T> => Write(b, Read<T>(a) & Read<T>(b));

    private static void Or<T>(byte* a, byte* b)
        where T : IBitwiseOperators<T, T, T> => Write(b, Read<T>(a) | Read<T>(b));

    private static void Xor<T>(byte* a, byte* b)
        where T : IBitwiseOperators<T, T, T> => Write(b, Read<T>(a) ^ Read<T>(b));

    private static void LogicalAnd<T>(byte* a, byte* b)
        where T : INumberBase<T> => Write(b, !T.IsZero(Read<T>(a)) && !T.IsZero(Read<T>(b)) ? T.One : T.Zero);

    private static void LogicalOr<T>(byte* a, byte* b)
        where T : INumberBase<T> => Write(b, !T.IsZero(Read<T>(a)) || !T.IsZero(Read<T>(b)) ? T.One : T.Zero);

    private static void LogicalXor<T>(byte* a, byte* b)
        where T : INumberBase<T> => Write(b, T.IsZero(Read<T>(a)) != T.IsZero(Read<T>(b)) ? T.One : T.Zero);

    private static void AddComplex<T>(byte* a, byte* b)
        where T : IAdditionOperators<T, T, T>
    {
        var half = Unsafe.SizeOf<T>();
        Add<T>(a, b);
        Add<T>(a + half, b + half);
    }

    private static void MultiplyComplex<T>(byte* a, byte* b)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>
    {
        var half = Unsafe.SizeOf<T>();
        var (x, y) = (Read<T>(a), Read<T>(a + half));
        var (u, v) = (Read<T>(b), Read<T>(b + half));
        Write(b, (x * u) - (y * v));
        Write(b + half, (x * v) + (y * u));
    }

    private static void MinQuadruple(byte* a, byte* b) =>
        Write(b, Binary128.IsLess(Read<Binary128>(a), Read<Binary128>(b)) ? Read<Binary128>(a) : Read<Binary128>(b));

    private static void MaxQuadruple(byte* a, byte* b) =>
        Write(b, Binary128.IsLess(Read<Binary128>(b), Read<Binary128>(a)) ? Read<Binary128>(a) : Read<Binary128>(b));

    private static void AndQuadruple(byte* a, byte* b) => Write(b, Binary128.OfTruth(!IsZero(a) && !IsZero(b)));

    private static void OrQuadruple(byte* a, byte* b) => Write(b, Binary128.OfTruth(!IsZero(a) || !IsZero(b)));

    private static void XorQuadruple(byte* a, byte* b) => Write(b, Binary128.OfTruth(IsZero(a) != IsZero(b)));

    private static bool IsZero(byte* at) => Read<Binary128>(at).IsZero;

    private static bool IsLess<T>(byte* a, byte* b)
        where T : IComparisonOperators<T, T, bool> => Read<T>(a) < Read<T>(b);

    private static bool IsLessQuadruple(byte* a, byte* b) => Binary128.IsLess(Read<Binary128>(a), Read<Binary128>(b));
}
