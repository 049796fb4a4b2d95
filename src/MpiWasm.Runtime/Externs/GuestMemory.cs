using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Image;
using MpiWasm.Runtime.Memories;
using MpiWasm.Unix;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Externs;

/// <summary>
/// A linear memory: a reservation of address space of which the first pages are accessible, so that its base never moves. A 32-bit memory
/// reserves 8 GiB + 64 KiB: whatever a guest adds up (32-bit address, 32-bit offset, up to 16 bytes of access) lies inside, and the MMU
/// checks every access. A 64-bit memory reserves its maximum, or its part of what there is room for, and a guard: generated code compares
/// addresses with the length, and the guard takes small offsets from a checked address.
/// </summary>
public sealed unsafe class GuestMemory : Extern, IDisposable
{
    public const ulong PageSize = 65536;
    private const ulong ReservedBytes32 = MemoryRecord.Reserved32;
    /// <summary>The most pages a 64-bit memory gets: 4 TiB.</summary>
    private const ulong Most64Pages = 1UL << 26;
    /// <summary>
    /// What the 64-bit memories of a process reserve together: half of an address space of 47 bits. The rest is
    /// for 32-bit memories, stacks and the host.
    /// </summary>
    private const ulong Most64Together = 1UL << 46;
    /// <summary>One gets this part of what is left, so that many fit beside each other.</summary>
    private const ulong PartOfRest64 = 16;
    private const ulong GuardBytes64 = MemoryRecord.GuardedOffset + PageSize;
    // Huge pages need it, and it costs only address space.
    private const ulong Alignment = 2UL << 20;

    private static ulong _reserved64;

    private readonly Lock _growing = new();
    private readonly MemoryBudget? _budget;

    private readonly ulong _reserved;

    /// <param name="type">Its type.</param>
    /// <param name="budget">Where its bytes are counted; null for no limit.</param>
    /// <param name="isChecked">
    /// Whether all code that will use it checks bounds itself: then a 32-bit memory too may reserve only what there is room for.
    /// </param>
    /// <exception cref="LinkException">There is no address space or no memory.</exception>
    public GuestMemory(MemoryType type, MemoryBudget? budget = null, bool isChecked = false)
    {
        Type = type;
        _budget = budget;
        IsSmall = isChecked && !type.Is64;
        var most = type.Is64 ? Most64Pages : ImplementationLimits.Memory32Pages;
        if (type.Limits.Minimum > most)
            throw new LinkException(
                LinkException.TooLarge, $"a memory of {type.Limits.Minimum} pages (64 KiB each) is larger than the limit of {most}");
        var pages = Math.Min(type.Limits.Maximum ?? most, most);
        var guard = type.Is64 ? GuardBytes64 : PageSize;
        var isFixed = !type.Is64 && !isChecked;
        if (IsSmall && AddressSpace.Share is { } share)
            pages = Math.Max(Math.Min(pages, share / PageSize), type.Limits.Minimum);
        if (type.Is64)
            pages = Math.Max(
                Math.Min(pages, (Most64Together - Math.Min(Volatile.Read(ref _reserved64), Most64Together)) / PartOfRest64 / PageSize),
                type.Limits.Minimum);
        _reserved = isFixed ? ReservedBytes32 : (pages * PageSize) + guard;
        var mapped = Reserve();
        // One whose bounds are checked can do with less than it may have, so that many fit beside each other.
        while (mapped == -1 && !isFixed && pages / 2 >= type.Limits.Minimum && pages > 1)
        {
            pages /= 2;
            _reserved = (pages * PageSize) + guard;
            mapped = Reserve();
        }
        if (mapped == -1)
        {
            var reason = type.Is64
                ? $"memories with 64-bit addresses may have {Most64Together >> 40} TiB together, or the system refused"
                : Marshal.GetLastPInvokeErrorMessage();
            throw new LinkException(
                LinkException.NoAddressSpace,
                $"cannot reserve {_reserved >> 20} MiB of address space for a memory: {reason}",
                "raise the limit on address space (ulimit -v unlimited); no physical memory is used for it");
        }
        var low = ((ulong)mapped + Alignment - 1) & ~(Alignment - 1);
        var head = low - (ulong)mapped;
        if (head > 0)
            _ = Libc.Unmap(mapped, (nuint)head);
        if (head < Alignment)
            _ = Libc.Unmap((nint)(low + _reserved), (nuint)(Alignment - head));
        // Large arrays span thousands of small pages; where the system leaves the choice of huge ones to
        // programs, a refusal does not matter.
        _ = Libc.Advise((nint)low, (nuint)_reserved, Libc.AdviseHugePages);
        Record = (MemoryRecord*)NativeMemory.AllocZeroed((nuint)sizeof(MemoryRecord));
        *Record = new MemoryRecord
        {
            Base = (byte*)low,
            MaximumPages = pages,
            ReservedBytes = _reserved,
            Limit = pages * PageSize,
        };
        var range = FaultRanges.Add(low, low + _reserved);
        if (range && Grow(type.Limits.Minimum) >= 0)
            return;
        Dispose();
        throw new LinkException(
            range ? LinkException.TooLarge : LinkException.NoAddressSpace,
            !range ? $"more than {SupportState.MaxRanges} memories at the same time"
            : budget is not null && type.Limits.Minimum * PageSize > budget.Most ? $"a memory of {type.Limits.Minimum * PageSize} bytes is "
                + $"more than the {budget.Most} bytes the program may have"
            : $"cannot allocate a memory of {type.Limits.Minimum} pages (64 KiB each)",
            range && budget is not null && type.Limits.Minimum * PageSize > budget.Most
                ? "run it with a larger --max-memory, or link it with less static data and stack"
                : null);
    }

    public MemoryType Type { get; }

    /// <summary>Whether it is a 32-bit memory that only code with bounds checks may use.</summary>
    internal bool IsSmall { get; }

    public override ExternalKind Kind => ExternalKind.Memory;

    public override string TypeText =>
        $"memory {(Type.Is64 ? "i64 " : "")}{Text(new Limits(Pages, Type.Limits.Maximum))}{(Type.IsShared ? " shared" : "")}";

    /// <summary>What generated code and shims work with.</summary>
    public MemoryRecord* Record { get; private set; }

    /// <summary>Host address of guest address 0; constant.</summary>
    public byte* Base => Record->Base;

    /// <summary>Current length in bytes.</summary>
    public ulong Bytes => Volatile.Read(ref Record->Bytes);

    /// <summary>Current length in pages of 64 KiB.</summary>
    public ulong Pages => Volatile.Read(ref Record->Pages);

    /// <summary>Adds zeroed pages. Returns the old number of pages, or -1 when the maximum or the system does not allow it.</summary>
    public long Grow(ulong delta)
    {
        lock (_growing)
        {
            var old = Record->Pages;
            if (delta > Record->MaximumPages - old)
                return -1;
            if (_budget is not null && !_budget.TryTake(delta * PageSize))
                return -1;
            if (delta > 0 && Libc.Protect((nint)(Base + (old * PageSize)), (nuint)(delta * PageSize), Libc.ProtectReadWrite) != 0)
            {
                _budget?.Return(delta * PageSize);
                return -1;
            }
            Volatile.Write(ref Record->Bytes, (old + delta) * PageSize);
            Volatile.Write(ref Record->Pages, old + delta);
            return (long)old;
        }
    }

    /// <summary>
    /// Makes the lowest 64 KiB inaccessible, for a module whose linker left them unused. Where the system refuses, they stay as they are.
    /// Called by each thread's instance: once is enough.
    /// </summary>
    internal void ProtectNullPage()
    {
        lock (_growing)
        {
            if (Record->Lowest != 0 || Bytes < MemoryRecord.NullPageBytes
                || Libc.Protect((nint)Base, (nuint)MemoryRecord.NullPageBytes, Libc.ProtectNone) != 0)
                return;
            FaultRanges.SetNullEnd((ulong)Base, (ulong)Base + MemoryRecord.NullPageBytes);
            Volatile.Write(ref Record->Lowest, MemoryRecord.NullPageBytes);
        }
    }

    private nint Reserve()
    {
        if (Type.Is64 && Interlocked.Add(ref _reserved64, _reserved) > Most64Together)
        {
            Unreserve();
            return -1;
        }

        var mapped = Libc.Map(
            0, (nuint)(_reserved + Alignment), Libc.ProtectNone, Libc.MapPrivate | Libc.MapAnonymous | Libc.MapNoReserve, -1, 0);
        if (mapped == -1)
            Unreserve();
        return mapped;
    }

    private void Unreserve()
    {
        if (Type.Is64)
            _ = Interlocked.Add(ref _reserved64, 0 - _reserved);
    }

    /// <summary>Whether a range lies inside the memory. Memories never shrink, so the answer stays true.</summary>
    public bool Contains(ulong address, ulong length)
    {
        var bytes = Bytes;
        return address <= bytes && length <= bytes - address;
    }

    /// <summary>A window on guest memory; false when it would reach beyond the end.</summary>
    public bool TrySpan(ulong address, ulong length, out Span<byte> span)
    {
        var inside = length <= int.MaxValue && Contains(address, length);
        span = inside ? new Span<byte>(Base + address, (int)length) : default;
        return inside;
    }

    /// <summary>Copies out of guest memory.</summary>
    public bool TryRead(ulong address, Span<byte> destination)
    {
        if (!TrySpan(address, (ulong)destination.Length, out var source))
            return false;
        source.CopyTo(destination);
        return true;
    }

    /// <summary>Copies into guest memory.</summary>
    public bool TryWrite(ulong address, ReadOnlySpan<byte> source)
    {
        if (!TrySpan(address, (ulong)source.Length, out var destination))
            return false;
        source.CopyTo(destination);
        return true;
    }

    /// <summary>Reads a little-endian value at any alignment.</summary>
    public bool TryRead<T>(ulong address, out T value)
        where T : unmanaged
    {
        var inside = Contains(address, (ulong)sizeof(T));
        value = inside ? Unsafe.ReadUnaligned<T>(Base + address) : default;
        return inside;
    }

    /// <summary>Writes a little-endian value at any alignment.</summary>
    public bool TryWrite<T>(ulong address, T value)
        where T : unmanaged
    {
        if (!Contains(address, (ulong)sizeof(T)))
            return false;
        Unsafe.WriteUnaligned(Base + address, value);
        return true;
    }

    /// <summary>
    /// Reads a zero-terminated UTF-8 string of at most <paramref name="maximum"/> bytes; malformed ones become replacement characters.
    /// </summary>
    public bool TryReadZeroTerminated(ulong address, int maximum, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var bytes = Bytes;
        if (address >= bytes)
            return false;
        var window = new ReadOnlySpan<byte>(Base + address, (int)Math.Min((ulong)maximum + 1, bytes - address));
        var end = window.IndexOf((byte)0);
        if (end < 0)
            return false;
        text = Encoding.UTF8.GetString(window[..end]);
        return true;
    }

    /// <summary>Gives the address space back. No guest code, no MPI operation and no window may still refer to it.</summary>
    public void Dispose()
    {
        if (Record is null)
            return;
        FaultRanges.Remove((ulong)Base);
        _budget?.Return(Bytes);
        _ = Libc.Unmap((nint)Base, (nuint)_reserved);
        Unreserve();
        NativeMemory.Free(Record);
        Record = null;
    }
}
