using System.Runtime.CompilerServices;
using MpiWasm.Image;

namespace MpiWasm.Wasi.State;

/// <summary>
/// The calling instance's memory 0 with its length at the time of the call. A memory never moves and never shrinks, so a range that was
/// inside stays so; its bytes may change at any time, so each is read once.
/// </summary>
internal readonly unsafe ref struct CallerMemory
{
    private readonly byte* _base;
    private readonly ulong _length;
    private readonly ulong _lowest;

    public CallerMemory(InstanceContext* instance)
    {
        var entry = (byte*)instance + InstanceContext.Memory0BaseOffset;
        _base = *(byte**)entry;
        // A module without a memory has a null record: every address is then out of bounds.
        var record = *(MemoryRecord**)(entry + (InstanceContext.Memory0RecordOffset - InstanceContext.Memory0BaseOffset));
        _length = record == null ? 0 : Volatile.Read(ref record->Bytes);
        _lowest = record == null ? 0 : record->Lowest;
    }

    /// <summary>Whether all of [address, address + size) lies in the memory, and not where null pointers point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(ulong address, ulong size) => size <= _length && address <= _length - size && (address >= _lowest || size == 0);

    /// <summary>Whether all of an array lies in it, however many elements the guest says there are.</summary>
    public bool ContainsArray(ulong address, ulong count, uint size) => count <= _length / size && Contains(address, count * size);

    /// <summary>The host's address of a guest address that <see cref="Contains"/> accepted.</summary>
    public byte* At(ulong address) => _base + address;

    public bool TrySpan(ulong address, ulong length, out Span<byte> span)
    {
        // A span holds at most 2 GiB; nothing that is handed out as one (paths, names) comes near.
        if (length > int.MaxValue || !Contains(address, length))
        {
            span = default;
            return false;
        }
        span = new Span<byte>(_base + address, (int)length);
        return true;
    }

    /// <summary>Reads a value at an address that <see cref="Contains"/> accepted; the guest's addresses need no alignment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>(ulong address)
        where T : unmanaged => Unsafe.ReadUnaligned<T>(_base + address);

    /// <summary>Writes a value at an address that <see cref="Contains"/> accepted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(ulong address, T value)
        where T : unmanaged => Unsafe.WriteUnaligned(_base + address, value);
}
