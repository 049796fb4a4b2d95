using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Runtime.Memories;
using MpiWasm.Unix;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Externs;

/// <summary>A table of references. Its maximum is reserved, so that its base never moves.</summary>
public sealed unsafe class Table : Extern, IDisposable
{
    /// <summary>The most elements a table may have, as in browsers.</summary>
    public const ulong ImplementationLimit = 10_000_000;

    private const ulong ElementBytes = 8;

    private readonly nuint _reserved;
    private readonly MemoryBudget? _budget;

    /// <param name="type">Its type.</param>
    /// <param name="budget">Where its bytes are counted; null for no limit.</param>
    /// <exception cref="LinkException">It is larger than the limit, or there is no memory or address space for it.</exception>
    public Table(TableType type, MemoryBudget? budget = null)
    {
        Type = type;
        _budget = budget;
        if (type.Limits.Minimum > ImplementationLimit)
            throw new LinkException(
                LinkException.TooLarge, $"a table of {type.Limits.Minimum} elements is larger than the limit of {ImplementationLimit}");
        var maximum = Math.Min(type.Limits.Maximum ?? ImplementationLimit, ImplementationLimit);
        if (budget?.TryTake(type.Limits.Minimum * ElementBytes) == false)
        {
            throw new LinkException(
                LinkException.TooLarge,
                $"a table of {type.Limits.Minimum} elements is more than what is left of the {budget.Most} bytes the program may have",
                "run it with a larger --max-memory");
        }

        _reserved = (nuint)(((Math.Max(maximum, 1) * ElementBytes) + 4095) & ~4095UL);
        var address = Libc.Map(0, _reserved, Libc.ProtectReadWrite, Libc.MapPrivate | Libc.MapAnonymous | Libc.MapNoReserve, -1, 0);
        if (address == -1)
        {
            var message = $"cannot reserve {_reserved} bytes for a table: {Marshal.GetLastPInvokeErrorMessage()}";
            budget?.Return(type.Limits.Minimum * ElementBytes);
            throw new LinkException(LinkException.NoAddressSpace, message, "raise the limit on address space (ulimit -v)");
        }

        Record = (TableRecord*)NativeMemory.AllocZeroed((nuint)sizeof(TableRecord));
        *Record = new TableRecord { Base = (void**)address, Size = type.Limits.Minimum, Maximum = maximum };
    }

    public TableType Type { get; }

    public override ExternalKind Kind => ExternalKind.Table;

    public override string TypeText =>
        $"table {(Type.Is64 ? "i64 " : "")}{Text(new Limits(Size, Type.Limits.Maximum))} {ValueTypes.Name(Type.ElementType)}";

    /// <summary>Current number of elements.</summary>
    public ulong Size => Record->Size;

    internal TableRecord* Record { get; private set; }

    /// <summary>The element, 0 for null.</summary>
    public nint this[ulong index]
    {
        get => index < Size ? (nint)Record->Base[index] : throw new ArgumentOutOfRangeException(nameof(index));
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
            Record->Base[index] = (void*)value;
        }
    }

    /// <summary>Adds elements; the old size, or -1 when the maximum or the budget does not allow it.</summary>
    public long Grow(ulong delta, nint value)
    {
        var old = Size;
        if (delta > Record->Maximum - old || _budget?.TryTake(delta * ElementBytes) == false)
            return -1;
        Elements(old, delta).Fill(value);
        Record->Size = old + delta;
        return (long)old;
    }

    internal bool Contains(ulong start, ulong length) => start <= Size && length <= Size - start;

    /// <summary>The elements of a range that was checked.</summary>
    internal Span<nint> Elements(ulong start, ulong length) => new(Record->Base + start, (int)length);

    public void Dispose()
    {
        if (Record is null)
            return;
        _budget?.Return(Size * ElementBytes);
        _ = Libc.Unmap((nint)Record->Base, _reserved);
        NativeMemory.Free(Record);
        Record = null;
    }
}
