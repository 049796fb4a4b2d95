using System.Text;
using MpiWasm.Embedding.Types;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Memories;

namespace MpiWasm;

/// <summary>
/// A linear memory (Wasm 3.0 §4.2.8). Its place in the host's memory never changes, so that spans stay valid when it grows; they end with
/// the store. Addresses are guest addresses in bytes: an address that comes as i32 is a <see cref="uint"/>. Every access is checked.
/// </summary>
public sealed class Memory
{
    private readonly Store? _store;
    private readonly SharedMemory? _shared;
    private readonly GuestMemory _native;

    internal Memory(Store store, GuestMemory native)
    {
        _store = store;
        _native = native;
    }

    internal Memory(SharedMemory shared, GuestMemory native)
    {
        _shared = shared;
        _native = native;
    }

    /// <summary>Creates a memory of the host's for instances to import. It lives as long as the store.</summary>
    /// <param name="store">Where the instances will be.</param>
    /// <param name="minimumPages">Pages of 64 KiB it has at first.</param>
    /// <param name="maximumPages">Pages it cannot grow beyond; null for the engine's limit. Importers may ask for one.</param>
    /// <param name="is64">Whether addresses are i64.</param>
    /// <exception cref="LinkException">MW0403, MW0405: there is no address space, or no memory, for it.</exception>
    public Memory(Store store, ulong minimumPages, ulong? maximumPages = null, bool is64 = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPages ?? minimumPages, minimumPages, nameof(maximumPages));
        store.Check();
        _store = store;
        _native = store.Own(new GuestMemory(
            new Wasm.Model.MemoryType(new Wasm.Model.Limits(minimumPages, maximumPages), IsShared: false, is64),
            isChecked: !AddressSpace.HasRoomForReservation));
    }

    /// <summary>Current size and what it may grow to.</summary>
    public MemoryType Type => Describe.Memory(Native.Type) with { MinimumPages = Native.Pages };

    /// <summary>Current size in bytes.</summary>
    public ulong Length => Native.Bytes;

    /// <summary>Current size in pages of 64 KiB.</summary>
    public ulong Pages => Native.Pages;

    internal Store? Store => _store;

    internal GuestMemory Native
    {
        get
        {
            _store?.Check();
            _shared?.Check();
            return _native;
        }
    }

    /// <summary>Adds pages of zeros, as memory.grow does (Wasm 3.0 §4.6.9).</summary>
    /// <param name="pages">How many, of 64 KiB.</param>
    /// <returns>The old size in pages, or -1 if the maximum or the system does not allow it.</returns>
    public long Grow(ulong pages) => Native.Grow(pages);

    /// <summary>The bytes of a range, to read and write in place. Must not be used after the store is disposed.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches beyond the end.</exception>
    public Span<byte> GetSpan(ulong address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Native.TrySpan(address, (ulong)length, out var span) ? span : throw Beyond(address, (ulong)length);
    }

    /// <summary>Copies out of the memory.</summary>
    /// <inheritdoc cref="GetSpan" path="/exception"/>
    public void Read(ulong address, Span<byte> destination) => GetSpan(address, destination.Length).CopyTo(destination);

    /// <summary>Copies into the memory.</summary>
    /// <inheritdoc cref="GetSpan" path="/exception"/>
    public void Write(ulong address, ReadOnlySpan<byte> source) => source.CopyTo(GetSpan(address, source.Length));

    /// <summary>Reads a number or structure at any alignment, little-endian, laid out as C# lays it out.</summary>
    /// <inheritdoc cref="GetSpan" path="/exception"/>
    public unsafe T Read<T>(ulong address)
        where T : unmanaged => Native.TryRead<T>(address, out var value) ? value : throw Beyond(address, (ulong)sizeof(T));

    /// <summary>Writes a number or structure at any alignment, little-endian, laid out as C# lays it out.</summary>
    /// <inheritdoc cref="GetSpan" path="/exception"/>
    public unsafe void Write<T>(ulong address, T value)
        where T : unmanaged
    {
        if (!Native.TryWrite(address, value))
            throw Beyond(address, (ulong)sizeof(T));
    }

    /// <summary>Reads UTF-8 text; malformed bytes become U+FFFD.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <inheritdoc cref="GetSpan" path="/exception"/>
    public string ReadString(ulong address, int length) => Encoding.UTF8.GetString(GetSpan(address, length));

    /// <summary>Reads UTF-8 text that ends before a zero byte; malformed bytes become U+FFFD.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="maximum">The most bytes it may have, the zero not counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no zero byte within that many bytes or before the memory's end.</exception>
    public string ReadZeroTerminatedString(ulong address, int maximum = 1 << 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximum);
        ArgumentOutOfRangeException.ThrowIfEqual(maximum, int.MaxValue);
        return Native.TryReadZeroTerminated(address, maximum, out var text)
            ? text
            : throw new ArgumentOutOfRangeException(
                nameof(address), address, $"no text of at most {maximum} bytes with a zero byte behind it begins at address 0x{address:x}");
    }

    /// <summary>Writes text as UTF-8, without a zero byte.</summary>
    /// <returns>How many bytes were written.</returns>
    /// <inheritdoc cref="GetSpan" path="/exception"/>
    public int WriteString(ulong address, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(address, bytes);
        return bytes.Length;
    }

    private ArgumentOutOfRangeException Beyond(ulong address, ulong length) =>
        new(nameof(address), address, $"{length} bytes at address 0x{address:x} reach beyond the end of the memory at 0x{Native.Bytes:x}");
}
