using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// The data of one access: the guest's own memory, checked with the hull of the datatype, or for external32 a copy that we convert. It
/// stays until the access is over, and the datatype with it.
/// </summary>
internal sealed unsafe class FileTransfer
{
    private readonly MpiEnvironment _environment;
    private readonly HostedDatatype _type;
    private readonly byte* _memory;
    private readonly ulong _memoryLowest;
    private readonly ulong _memoryBytes;
    private readonly ulong _guest;
    private readonly long _elements;
    private readonly bool _reads;
    private byte* _copy;

    private FileTransfer(Call call, HostedDatatype type, ulong guest, long elements, long bytes, bool reads)
    {
        Bytes = bytes;
        _environment = call.Environment;
        _type = type;
        // Guest memory never moves nor shrinks.
        _memory = call.MemoryBase;
        _memoryLowest = call.MemoryLowest;
        _memoryBytes = call.MemoryBytes;
        _guest = guest;
        _elements = elements;
        _reads = reads;
    }

    /// <summary>The size of the data in memory.</summary>
    public long Bytes { get; }

    /// <summary>What the host gets.</summary>
    public ulong Buffer { get; private set; }

    public long Count { get; private set; }

    public ulong Type { get; private set; }

    /// <summary>Checks buffer, count and datatype of an access; end it with <see cref="End"/> or <see cref="Abandon"/>.</summary>
    /// <param name="call">The guest's call.</param>
    /// <param name="data">What of memory it is about.</param>
    /// <param name="view">The file's view.</param>
    /// <param name="offset">Where the access begins, in etypes; 0 where that is not said.</param>
    /// <param name="reads">Whether data come from the file.</param>
    public static FileTransfer Begin(Call call, FileData data, FileView view, long offset, bool reads)
    {
        var buffer = data.Buffer;
        var count = data.Count.NotNegative();
        var type = data.Datatype.Hosted();
        var entry = data.Datatype.EntryFor(buffer);
        var address = buffer.Hold(count, entry);
        var bytes = (Int128)count * type.Shadow.Size;
        if (bytes > long.MaxValue)
            throw data.Count.Error(ErrorClasses.Count);
        if (bytes % view.Elementary.Shadow.Size != 0)
            throw new RefusedException(ErrorClasses.Io, "only a whole number of etypes can be accessed");
        if (!view.CanReach(offset + (long)(bytes / view.Elementary.Shadow.Size)))
            throw data.Count.Error(ErrorClasses.Count);
        if (FlattenedPieces.Of(type.Shadow) > FlattenedPieces.Most)
            throw FlattenedPieces.TooMany();
        if (bytes > 0 && view.IsEmpty)
            throw new RefusedException(ErrorClasses.Io, "the filetype of this process holds no data");
        if (view.Converts && type.Shadow.ExternalSize != type.Shadow.Size)
            throw new RefusedException(ErrorClasses.Conversion, "a datatype whose size in external32 differs from the one in memory");
        CheckReach(call.MemoryBytes, buffer.Address, count, type.Shadow);
        var host = call.Environment.Datatypes.ForFiles(type, buffer.IsBottom) ?? entry->Head.Host;
        var transfer = new FileTransfer(call, DatatypeRegistry.Borrow(type), buffer.Address, count, (long)bytes, reads)
        {
            Buffer = (ulong)address,
            Count = count,
            Type = host,
        };
        // Open MPI 4 divides by the size of the datatype, MPICH 4 asserts that the count is small.
        if (bytes == 0)
            (transfer.Count, transfer.Type) = (0, call.Environment.Host.Byte);
        if (!view.Converts)
            return transfer;
        // Elements that overlap may hold more data than there is memory: of those no copy is made.
        if (bytes > call.MemoryBytes)
        {
            transfer.Abandon();
            throw buffer.Error(ErrorClasses.NoMem, (ulong)bytes);
        }

        transfer.Convert((long)bytes, buffer);
        return transfer;
    }

    /// <summary>
    /// ROMIO (MPICH's, and in other libraries) takes the place of a lower bound for that of data: with one far from the data it writes
    /// there, outside of the guest's memory, too.
    /// </summary>
    private static void CheckReach(ulong memoryBytes, ulong address, long count, DatatypeShadow type)
    {
        if (!type.HasReach || type.Size == 0 || count == 0)
            return;
        var span = (Int128)(count - 1) * type.Extent;
        var low = (Int128)address + type.ReachLow + Int128.Min(span, 0);
        var high = (Int128)address + type.ReachHigh + Int128.Max(span, 0) + type.Size;
        if (low < 0 || high > memoryBytes)
            throw new RefusedException(ErrorClasses.Type,
                "a lower bound of the datatype lies outside of memory, which libraries do not expect of accesses to files");
    }

    /// <summary>The access is over.</summary>
    public void End()
    {
        if (_copy is not null && _reads)
            _ = Converter().TryUnpack(_type.Shadow, (long)_guest, _elements, _copy);
        Abandon();
    }

    /// <summary>The access did not take place.</summary>
    public void Abandon()
    {
        NativeMemory.Free(_copy);
        _copy = null;
        _environment.Datatypes.Return(_type);
    }

    /// <summary>A read begins with what memory holds, so that elements behind the end of the file stay as they were.</summary>
    private void Convert(long bytes, BufferArgument buffer)
    {
        try
        {
            _copy = (byte*)NativeMemory.Alloc((nuint)Math.Max(bytes, 1));
        }
        catch (OutOfMemoryException)
        {
            Abandon();
            throw buffer.Error(ErrorClasses.NoMem, (ulong)bytes);
        }

        if (!Converter().TryPack(_type.Shadow, (long)_guest, _elements, _copy))
        {
            Abandon();
            throw buffer.Error(ErrorClasses.Buffer, (ulong)_elements);
        }

        (Buffer, Count, Type) = ((ulong)_copy, bytes, _environment.Host.Byte);
    }

    private External32 Converter() =>
        new(_memory, _memoryLowest, _memoryBytes, _guest == StandardAbi.Bottom && !_environment.GuestAbi.Is64);
}

/// <summary>The arguments of an access that say what of memory it is about.</summary>
internal readonly ref struct FileData(BufferArgument buffer, LongArgument count, DatatypeArgument datatype)
{
    public BufferArgument Buffer { get; } = buffer;

    public LongArgument Count { get; } = count;

    public DatatypeArgument Datatype { get; } = datatype;
}
