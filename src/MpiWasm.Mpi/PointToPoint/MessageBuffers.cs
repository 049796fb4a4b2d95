using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Buffers for buffered sends (MPI 5.0 §3.6). The host never gets the guest's memory for them: libraries keep lists with their own pointers
/// in the buffer, which a guest could change. It gets as much memory of ours, and the guest its own address back. Buffers of communicators
/// and sessions, which hosts before MPI 4.1 lack, and MPI_BUFFER_AUTOMATIC share one that is large. A library that cannot go on after a
/// message for which it found no room in its buffer keeps one from the first attachment on, with room to spare, and whether the guest's
/// could hold a message is checked before (see <see cref="MpiContext.LargestBuffered"/>).
/// </summary>
internal sealed unsafe class MessageBuffers(MpiEnvironment environment)
{
    /// <summary>Pages that no message uses cost nothing.</summary>
    private const long Shared = 1L << 30;

    /// <summary>For messages that have not left yet.</summary>
    private const long Spare = 1L << 26;

    private readonly Dictionary<uint, (ulong Address, long Size)> _attached = [];
    private readonly Lock _lock = new();
    private byte* _memory;

    /// <summary>How much of it is not for sparing.</summary>
    private long _size;

    /// <summary>What a host without MPI_Buffer_attach_c can be given, less what is to spare.</summary>
    private long MostForHost =>
        environment.Host.Has(Procedures.BufferAttachC) ? long.MaxValue : int.MaxValue - (KeepsOne ? Spare : 0);

    private bool KeepsOne => environment.Host.Has(HostDefects.BufferedSendIsFinal);

    /// <summary>Where the bytes of the largest message stand that some attached buffer can hold; negative where none is.</summary>
    public long* Largest { get; } = MakeLargest();

    /// <summary>Attaches a buffer to a communicator or session, or with 0 to the process. False where one is attached.</summary>
    public bool Attach(uint owner, ulong address, long size)
    {
        lock (_lock)
        {
            if (_attached.ContainsKey(owner))
                return false;
            var isPlain = owner == 0 && _attached.Count == 0 && address != StandardAbi.BufferAutomatic;
            if (_memory is null)
                AttachHost(isPlain ? size : Shared);
            else if (_size < (isPlain ? size : Shared))
                Replace(isPlain ? size : Shared);
            _attached[owner] = (address, size);
            *Largest = isPlain ? Math.Min(size, MostForHost) : Shared;
            return true;
        }
    }

    /// <summary>Waits until all messages have left the buffer; null where none is attached.</summary>
    public (ulong Address, long Size)? Detach(uint owner)
    {
        lock (_lock)
        {
            if (!_attached.Remove(owner, out var buffer))
                return null;
            if (_attached.Count > 0)
                Replace(Shared);
            else if (KeepsOne)
                Replace(0);
            else
                DetachHost();
            if (_attached.Count == 0)
                *Largest = -1;
            return buffer;
        }
    }

    /// <summary>Waits until all messages have left the buffer.</summary>
    public void Flush(uint owner)
    {
        lock (_lock)
        {
            if (_attached.TryGetValue(owner, out var buffer))
                Replace(owner == 0 && _attached.Count == 1 && buffer.Size > 0 ? buffer.Size : Shared);
        }
    }

    /// <summary>At the end of the host's MPI, which detaches what is attached.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (_memory is not null)
                DetachHost();
            _attached.Clear();
            *Largest = -1;
        }
    }

    private void Replace(long size)
    {
        DetachHost();
        AttachHost(size);
    }

    private void AttachHost(long size)
    {
        _size = size;
        if (KeepsOne)
            size += Spare;
        byte* memory;
        try
        {
            memory = (byte*)NativeMemory.Alloc((nuint)Math.Max(size, 1));
        }
        catch (OutOfMemoryException)
        {
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, (ulong)size);
        }

        var code = size > int.MaxValue && environment.Host.Has(Procedures.BufferAttachC)
            ? environment.Functions.Codes.BufferAttachC(memory, size)
            : environment.Functions.Codes.BufferAttach(memory, (int)Math.Min(size, int.MaxValue));
        if (code != 0)
            NativeMemory.Free(memory);
        Call.Check(code);
        _memory = memory;
    }

    /// <summary>Shims of all threads read it, to the end of the process.</summary>
    private static long* MakeLargest()
    {
        var place = (long*)NativeMemory.Alloc(sizeof(long));
        *place = -1;
        return place;
    }

    private void DetachHost()
    {
        void* address;
        int size;
        environment.Functions.BufferDetach(&address, &size);
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
