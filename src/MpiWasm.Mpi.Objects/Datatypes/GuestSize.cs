using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// A number of bytes, or of elements or blocks that hold data, that a guest gave or that follows from what it gave. It lies within ±2^45
/// by construction: what a guest gives is refused before anything is multiplied, and so is what leaves the range. A sum of two never
/// leaves 64 bits, and a product of two is computed with 128, so that no result can wrap around to something small. Numbers that do not
/// matter (the stride of a single block, the place of an empty one) may be anything: they never become one of these.
/// </summary>
internal readonly record struct GuestSize : IComparable<GuestSize>
{
    /// <summary>
    /// Twice what an element may reach over (<see cref="DatatypeEntry.Limit"/>) on either side: more than any distance between two bytes
    /// that an accepted datatype touches.
    /// </summary>
    public const long Limit = 4 * DatatypeEntry.Limit;

    private GuestSize(long value) => Value = value;

    public long Value { get; }

    /// <exception cref="GuestSizeException">It is beyond ±<see cref="Limit"/>.</exception>
    public static GuestSize Of(long value) => value is >= -Limit and <= Limit ? new GuestSize(value) : throw new GuestSizeException(value);

    /// <summary>Every int is within the range.</summary>
    public static implicit operator GuestSize(int value) => new(value);

    public static GuestSize operator +(GuestSize left, GuestSize right) => Of(left.Value + right.Value);

    public static GuestSize operator -(GuestSize left, GuestSize right) => Of(left.Value - right.Value);

    public static GuestSize operator *(GuestSize left, GuestSize right) =>
        Math.BigMul(left.Value, right.Value) is var product && product >= -Limit && product <= Limit
            ? new GuestSize((long)product)
            : throw new GuestSizeException(left.Value, right.Value);

    public static bool operator <(GuestSize left, GuestSize right) => left.Value < right.Value;

    public static bool operator >(GuestSize left, GuestSize right) => left.Value > right.Value;

    public static bool operator <=(GuestSize left, GuestSize right) => left.Value <= right.Value;

    public static bool operator >=(GuestSize left, GuestSize right) => left.Value >= right.Value;

    public static GuestSize Min(GuestSize left, GuestSize right) => left <= right ? left : right;

    public static GuestSize Max(GuestSize left, GuestSize right) => left >= right ? left : right;

    public int CompareTo(GuestSize other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A number of the guest, or what was computed of it, is beyond every limit (see <see cref="GuestSize"/>).</summary>
internal sealed class GuestSizeException(
    long first, long second = 0) : ArgumentCheckException(ErrorClasses.Arg, -1, (ulong)first, (ulong)second);
