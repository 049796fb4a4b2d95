using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <content>The guest's memory. Null is refused: address 0 is ordinary memory to Wasm, but never an argument a C program means.</content>
internal readonly unsafe ref partial struct Call
{
    /// <summary>Where guest address 0 is.</summary>
    public byte* MemoryBase => *(byte**)((byte*)_context->Host.Instance + InstanceContext.Memory0BaseOffset);

    /// <summary>Length of guest memory. It only grows.</summary>
    public ulong MemoryBytes => (*(MemoryRecord**)((byte*)_context->Host.Instance + InstanceContext.Memory0RecordOffset))->Bytes;

    /// <summary>Where it begins: 0, or the end of the null page.</summary>
    public ulong MemoryLowest => (*(MemoryRecord**)((byte*)_context->Host.Instance + InstanceContext.Memory0RecordOffset))->Lowest;

    /// <summary>Whether bytes lie in guest memory, and not at a null pointer; a negative number of them never does.</summary>
    public bool IsMemory(ulong address, long bytes) =>
        address != 0 && address >= MemoryLowest && (ulong)bytes <= MemoryBytes && address <= MemoryBytes - (ulong)bytes;

    /// <summary>The host's address of guest memory an argument refers to.</summary>
    public byte* Memory(int argument, ulong address, long bytes)
    {
        if (!IsMemory(address, bytes))
            throw new ArgumentCheckException(ErrorClasses.Arg, argument, address, address + (ulong)bytes);
        HostMemory.Note(bytes);
        return MemoryBase + address;
    }

    /// <summary>An int of guest memory the call may write.</summary>
    public int* OutInt(int argument) => (int*)Memory(argument, this[argument], 4);

    /// <summary>The place of a word of guest memory that the call reads or writes: a pointer, a handle or an MPI_Aint.</summary>
    public byte* OutWord(int argument) => Memory(argument, this[argument], Guest.PointerBytes);

    /// <summary>A word at a place that was checked.</summary>
    public ulong ReadWord(byte* place) => new GuestWord(Guest, place).Value;

    /// <summary>Writes a word at a place that was checked.</summary>
    public void StoreWord(byte* place, ulong value) => new GuestWord(Guest, place).Store(value);

    /// <summary>Writes a word to where an argument says.</summary>
    public void WriteWord(int argument, ulong value) => StoreWord(OutWord(argument), value);

    /// <summary>The handle that lies where an argument says.</summary>
    public uint ReadHandle(int argument) => HandleTable.FromWord(ReadWord(OutWord(argument)));

    /// <summary>A copy of an array of words in guest memory.</summary>
    public ulong[] Words(int argument, int count)
    {
        if (count == 0)
            return [];
        var from = Memory(argument, this[argument], (long)Guest.PointerBytes * count);
        // As many as of ints: .NET counts the bytes of what comes of them in an int.
        if (count > int.MaxValue / 8)
            throw new ArgumentCheckException(ErrorClasses.NoMem, argument, (ulong)Guest.PointerBytes * (uint)count);
        var copy = GC.AllocateUninitializedArray<ulong>(count);
        for (var i = 0; i < count; i++)
            copy[i] = ReadWord(from + ((long)Guest.PointerBytes * i));
        return copy;
    }

    /// <summary>A copy of an array of handles in guest memory.</summary>
    public uint[] Handles(int argument, int count) => Array.ConvertAll(Words(argument, count), HandleTable.FromWord);

    /// <summary>A copy of an array of ints in guest memory.</summary>
    public int[] Ints(int argument, int count)
    {
        if (count == 0)
            return [];
        var from = Memory(argument, this[argument], 4L * count);
        // .NET counts the bytes of a span in an int.
        if (count > int.MaxValue / 4)
            throw new ArgumentCheckException(ErrorClasses.NoMem, argument, 4UL * (uint)count);
        var copy = GC.AllocateUninitializedArray<int>(count);
        new ReadOnlySpan<byte>(from, 4 * count).CopyTo(MemoryMarshal.AsBytes(copy.AsSpan()));
        return copy;
    }

    /// <summary>An array of ints of guest memory the call writes.</summary>
    public Span<int> OutInts(int argument, int count) => count == 0 ? default : new(Memory(argument, this[argument], 4L * count), count);

    /// <summary>Bytes of guest memory the call writes.</summary>
    public Span<byte> OutBytes(int argument, int count) => new(Memory(argument, this[argument], count), count);

    /// <summary>Writes an int whose place was checked.</summary>
    public void WriteInt(int argument, int value) => Unsafe.WriteUnaligned(Memory(argument, this[argument], 4), value);

    /// <summary>A copy of a string in guest memory, without its terminating zero.</summary>
    public byte[] Text(int argument) => Text(argument, this[argument]);

    /// <summary>A copy of the string at an address of guest memory.</summary>
    /// <exception cref="ArgumentCheckException">It is null, or does not end within guest memory or <see cref="MaxText"/> bytes.</exception>
    public byte[] Text(int argument, ulong address)
    {
        var end = Math.Min(MemoryBytes, address + (ulong)MaxText);
        if (address == 0 || address < MemoryLowest || address >= end)
            throw new ArgumentCheckException(ErrorClasses.Arg, argument, address);
        // Copied first: another thread could move the end.
        var copy = new ReadOnlySpan<byte>(MemoryBase + address, (int)Math.Min(end - address, FirstTextPiece)).ToArray();
        if (Array.IndexOf(copy, (byte)0) < 0)
            copy = new ReadOnlySpan<byte>(MemoryBase + address, (int)(end - address)).ToArray();
        var length = Array.IndexOf(copy, (byte)0);
        HostMemory.Note(copy.Length);
        return length >= 0 ? copy[..length] : throw new ArgumentCheckException(ErrorClasses.Arg, argument, address);
    }

    /// <summary>Writes as much of a string as there is room for, with the terminating zero.</summary>
    public void WriteText(int argument, ReadOnlySpan<byte> text, int room)
    {
        var length = Math.Min(text.Length, room - 1);
        if (length < 0)
            return;
        var at = Memory(argument, this[argument], length + 1);
        text[..length].CopyTo(new Span<byte>(at, length));
        at[length] = 0;
    }

    /// <summary>
    /// The host's address of a choice buffer, all of whose elements lie within guest memory. Its start may be MPI_BOTTOM, address 0.
    /// </summary>
    public byte* Buffer(int argument, long count, DatatypeEntry* type)
    {
        if (!type->Holds(count, Guest))
            throw new ArgumentCheckException(ErrorClasses.Buffer, argument, this[argument], (ulong)count);
        if (type->Touched((Int128)this[argument], count) is var (low, high) && (low < MemoryLowest || high > MemoryBytes))
            throw new ArgumentCheckException(ErrorClasses.Buffer, argument, this[argument], (ulong)count);
        return Place(this[argument]);
    }

    /// <summary>The host's address of what may lie outside, but is then not touched: no guest's number leads far from its memory.</summary>
    public byte* Place(ulong address) => MemoryBase + Math.Min(address, (ulong)DatatypeEntry.MostAddress);

    /// <summary>No string a guest passes is longer.</summary>
    private const int MaxText = 1 << 20;

    private const int FirstTextPiece = 1024;
}
