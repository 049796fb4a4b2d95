using System.Numerics;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>
/// IEEE 754 binary128, a guest's <c>long double</c>: one bit sign, 15 bits exponent, 112 bits fraction. What reductions need: addition,
/// subtraction, multiplication, rounded to nearest, ties to even, and order. A NaN operand comes back quiet.
/// </summary>
internal readonly struct Binary128(UInt128 bits) :
    IAdditionOperators<Binary128, Binary128, Binary128>,
    ISubtractionOperators<Binary128, Binary128, Binary128>,
    IMultiplyOperators<Binary128, Binary128, Binary128>
{
    private const int FractionBits = 112;
    private const int MaxExponent = 0x7FFF;
    private const int Bias = 16383;

    /// <summary>Bits below the last one of a result on its way: guard, round and sticky.</summary>
    private const int ExtraBits = 3;

    private static readonly UInt128 One = UInt128.One;
    private static readonly UInt128 SignBit = One << 127;
    private static readonly UInt128 ImplicitBit = One << FractionBits;
    private static readonly UInt128 Infinity = (UInt128)MaxExponent << FractionBits;
    private static readonly UInt128 QuietBit = One << (FractionBits - 1);

    public UInt128 Bits { get; } = bits;

    /// <summary>Of either sign.</summary>
    public bool IsZero => Magnitude == UInt128.Zero;

    private UInt128 Magnitude => Bits & ~SignBit;

    private bool IsNegative => (Bits & SignBit) != 0;

    private bool IsNaN => Magnitude > Infinity;

    private bool IsInfinity => Magnitude == Infinity;

    public static Binary128 operator +(Binary128 left, Binary128 right)
    {
        if (left.IsNaN || right.IsNaN)
            return Quiet(left, right);
        if (left.IsInfinity || right.IsInfinity)
        {
            var opposite = left.IsInfinity && right.IsInfinity && left.IsNegative != right.IsNegative;
            return opposite ? new Binary128(Infinity | QuietBit) : left.IsInfinity ? left : right;
        }

        var (big, small) = left.Magnitude >= right.Magnitude ? (left, right) : (right, left);
        var (exponent, high) = big.Unpack();
        var (lower, low) = small.Unpack();
        high <<= ExtraBits;
        low = ShiftRight(low << ExtraBits, exponent - lower);
        if (big.IsNegative == small.IsNegative)
            return Round(big.IsNegative, exponent, high + low);
        var difference = high - low;
        // An exact zero is positive in this rounding mode.
        return difference == 0 ? default : Round(big.IsNegative, exponent, difference);
    }

    public static Binary128 operator -(Binary128 left, Binary128 right) =>
        left + (right.IsNaN ? right : new Binary128(right.Bits ^ SignBit));

    public static Binary128 operator *(Binary128 left, Binary128 right)
    {
        if (left.IsNaN || right.IsNaN)
            return Quiet(left, right);
        var negative = left.IsNegative != right.IsNegative;
        var sign = negative ? SignBit : 0;
        if (left.IsInfinity || right.IsInfinity)
            return left.Magnitude == 0 || right.Magnitude == 0 ? new Binary128(Infinity | QuietBit) : new Binary128(Infinity | sign);
        if (left.Magnitude == 0 || right.Magnitude == 0)
            return new Binary128(sign);
        var (x, a) = left.Normalize();
        var (y, b) = right.Normalize();
        var (high, low) = Multiply(a, b);

        // The product has its leading bit at 224 or 225; Round wants it at 115 or 116.
        const int Drop = (2 * FractionBits) - FractionBits - ExtraBits;
        var sticky = (low & ((One << Drop) - 1)) != 0 ? One : 0;
        return Round(negative, x + y - Bias, (high << (128 - Drop)) | (low >> Drop) | sticky);
    }

    /// <summary>1 or 0.</summary>
    public static Binary128 OfTruth(bool value) => new(value ? (UInt128)Bias << FractionBits : UInt128.Zero);

    /// <summary>Whether the first is less; false where one is not a number.</summary>
    public static bool IsLess(Binary128 left, Binary128 right)
    {
        if (left.IsNaN || right.IsNaN || (left.Magnitude | right.Magnitude) == 0)
            return false;
        if (left.IsNegative != right.IsNegative)
            return left.IsNegative;
        return left.IsNegative ? left.Magnitude > right.Magnitude : left.Magnitude < right.Magnitude;
    }

    public override string ToString() => Bits.ToString("x32", null);

    private static Binary128 Quiet(Binary128 left, Binary128 right) => new((left.IsNaN ? left : right).Bits | QuietBit);

    /// <summary>Exponent of the field, at least 1, and significand with the implicit bit where there is one.</summary>
    private (int Exponent, UInt128 Significand) Unpack()
    {
        var exponent = (int)(Magnitude >> FractionBits);
        var fraction = Bits & (ImplicitBit - 1);
        return exponent == 0 ? (1, fraction) : (exponent, fraction | ImplicitBit);
    }

    /// <summary>The same with the leading bit in place for subnormal numbers too, at the cost of exponents below 1. Not for zero.</summary>
    private (int Exponent, UInt128 Significand) Normalize()
    {
        var (exponent, significand) = Unpack();
        var shift = (int)UInt128.LeadingZeroCount(significand) - (127 - FractionBits);
        return (exponent - shift, significand << shift);
    }

    /// <summary>
    /// Packs a number whose significand, not zero, has <see cref="ExtraBits"/> bits below the last one and any number of leading ones
    /// missing or one too many.
    /// </summary>
    private static Binary128 Round(bool negative, int exponent, UInt128 significand)
    {
        const int Leading = FractionBits + ExtraBits;
        var excess = 127 - (int)UInt128.LeadingZeroCount(significand) - Leading;
        if (excess > 0)
        {
            significand = ShiftRight(significand, excess);
            exponent += excess;
        }
        else
        {
            // Down to the least exponent; what is left is subnormal.
            var shift = Math.Min(-excess, Math.Max(exponent - 1, 0));
            significand <<= shift;
            exponent -= shift;
        }

        if (exponent < 1)
        {
            significand = ShiftRight(significand, 1 - exponent);
            exponent = 1;
        }

        var dropped = (int)(significand & ((1 << ExtraBits) - 1));
        significand >>= ExtraBits;
        if (dropped > 4 || (dropped == 4 && !UInt128.IsEvenInteger(significand)))
            significand++;

        // The implicit bit and a carry out of the fraction both count the exponent up.
        var result = exponent >= MaxExponent ? Infinity : ((UInt128)(exponent - 1) << FractionBits) + significand;
        if (result > Infinity)
            result = Infinity;
        return new Binary128(negative ? result | SignBit : result);
    }

    /// <summary>Shifts right and keeps in the last bit whether anything was lost.</summary>
    private static UInt128 ShiftRight(UInt128 value, int shift)
    {
        if (shift == 0 || value == 0)
            return value;
        if (shift > 127)
            return One;
        var lost = (value & ((One << shift) - 1)) != 0;
        return (value >> shift) | (lost ? One : 0);
    }

    private static (UInt128 High, UInt128 Low) Multiply(UInt128 a, UInt128 b)
    {
        var (a1, a0) = ((ulong)(a >> 64), (ulong)a);
        var (b1, b0) = ((ulong)(b >> 64), (ulong)b);
        // Significands have 113 bits: the sum of the middle products fits.
        var middle = Product(a1, b0) + Product(a0, b1);
        var low = Product(a0, b0);
        var sum = low + (middle << 64);
        return (Product(a1, b1) + (middle >> 64) + (sum < low ? One : 0), sum);
    }

    private static UInt128 Product(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return new UInt128(high, low);
    }
}
