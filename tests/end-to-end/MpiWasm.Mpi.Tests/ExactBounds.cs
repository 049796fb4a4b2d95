using System.Numerics;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Tests;

/// <summary>
/// Size and bounds of a datatype in integers of any length, from the corners of its blocks: what no fixed width can get wrong. Types
/// without data or markers have neither hull nor bounds.
/// </summary>
internal sealed record ExactBounds
{
    public BigInteger Size { get; init; }

    public (BigInteger Low, BigInteger High)? Hull { get; init; }

    public (BigInteger Low, BigInteger High)? Marks { get; init; }

    public int Alignment { get; init; } = 1;

    public BigInteger Lower => Marks?.Low ?? Hull?.Low ?? 0;

    public BigInteger Upper =>
        Marks?.High ?? (Hull is { } hull ? hull.Low + (((hull.High - hull.Low) + Alignment - 1) / Alignment * Alignment) : 0);

    public BigInteger Extent => Upper - Lower;

    /// <summary>Whether each of them is within a limit.</summary>
    public bool Within(BigInteger limit) =>
        new[] { Size, Hull?.Low ?? 0, Hull?.High ?? 0, Lower, Upper, Extent }.All(v => BigInteger.Abs(v) <= limit);

    public static ExactBounds Basic(PredefinedDatatype type) =>
        new() { Size = type.Size, Hull = (0, type.Span), Alignment = type.Alignment };

    /// <summary>Blocks of elements one extent apart, their starts <paramref name="stride"/> bytes apart.</summary>
    public ExactBounds Blocks(BigInteger at, BigInteger count, BigInteger stride, BigInteger length)
    {
        if (count <= 0 || length <= 0)
            return new ExactBounds();
        BigInteger[] corners = [
            .. new[] { 0, (count - 1) * stride }.SelectMany(row => new[] { 0, (length - 1) * Extent }, (row, column) => at + row + column)];
        return this with { Size = count * length * Size, Hull = Moved(Hull), Marks = Moved(Marks) };

        (BigInteger Low, BigInteger High)? Moved((BigInteger Low, BigInteger High)? range) => range is { } r
            ? (corners.Min() + r.Low, corners.Max() + r.High)
            : null;
    }

    public static ExactBounds operator +(ExactBounds left, ExactBounds right) => new()
    {
        Size = left.Size + right.Size,
        Hull = Union(left.Hull, right.Hull),
        Marks = Union(left.Marks, right.Marks),
        Alignment = Math.Max(left.Hull is null ? 1 : left.Alignment, right.Hull is null ? 1 : right.Alignment),
    };

    public ExactBounds Resized(BigInteger lower, BigInteger extent) => this with { Marks = (lower, lower + extent) };

    private static (BigInteger Low, BigInteger High)? Union(
        (BigInteger Low, BigInteger High)? left, (BigInteger Low, BigInteger High)? right) =>
        left is { } l && right is { } r ? (BigInteger.Min(l.Low, r.Low), BigInteger.Max(l.High, r.High)) : left ?? right;
}
