using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Objects.Operations;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Collectives;

/// <summary>
/// Reduce-scatter (MPI 5.0 §6.10) in the order of the ranks, of two steps: each process gets its block from all others (MPI_Alltoallv), and
/// reduces them by itself. One operation of the library, so that nonblocking ones meet in the order in which they are started.
/// </summary>
internal sealed unsafe class OrderedReduceScatter : EmulatedRequest
{
    private readonly MpiEnvironment _environment;
    private readonly HostedDatatype _type;
    private readonly ElementLayout _layout;
    private readonly ulong _hostType;
    private readonly ulong _operation;
    private readonly byte* _send;
    private readonly byte* _result;
    private readonly ulong _comm;
    private readonly int _processes;
    private readonly int _own;

    /// <summary>Counts and displacements of the exchange, four arrays.</summary>
    private readonly int* _arrays;
    private readonly byte* _memory;

    /// <summary>The first element of the block from rank 0; the others follow.</summary>
    private readonly byte* _blocks;

    private ulong _request;
    private bool _reduces;
    private bool _over;

    /// <param name="environment">The process' MPI.</param>
    /// <param name="arguments">The arguments, which the shim has checked.</param>
    /// <param name="counts">Elements of each process' block.</param>
    public OrderedReduceScatter(MpiEnvironment environment, ReductionArguments arguments, int[] counts)
    {
        var send = arguments.Send;
        var receive = arguments.Receive;
        var datatype = arguments.Datatype;
        var inPlace = send.IsInPlace;
        var entry = datatype.EntryFor(!inPlace && send.IsBottom ? send : receive);
        _environment = environment;
        _type = datatype.Hosted();
        _layout = new ElementLayout(
            datatype.Guest, _type.Shadow, isAbsolute: entry->Head.Host != _type.Host, entry->HullLow, entry->HullHigh);
        _operation = environment.Reductions.HostOperation(arguments.Operation.Guest, datatype.Guest, oneSided: false);
        (_hostType, _comm, _processes, _own) = (entry->Head.Host, arguments.Comm.Host, counts.Length, counts[arguments.Comm.Rank]);
        _result = receive.Unchecked;
        _send = inPlace ? _result : send.Unchecked;
        var (total, gathered) = (counts.Sum(c => (long)c), (long)_processes * _own);
        if (Math.Max(total, gathered) > int.MaxValue)
            throw new ArgumentCheckException(ErrorClasses.ValueTooLarge, -1, (ulong)Math.Max(total, gathered));
        try
        {
            _arrays = (int*)NativeMemory.Alloc((nuint)(4 * _processes), sizeof(int));
            _memory = (byte*)NativeMemory.AllocZeroed((nuint)Math.Max(1, gathered == 0 ? 0 : _layout.SpanOf(gathered)));
        }
        catch (OutOfMemoryException)
        {
            NativeMemory.Free(_arrays);
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, (ulong)gathered);
        }

        _blocks = gathered == 0 ? _memory : _memory - _layout.LowOf(gathered);
        var place = 0;
        for (var i = 0; i < _processes; i++)
        {
            (_arrays[i], _arrays[_processes + i], _arrays[(2 * _processes) + i], _arrays[(3 * _processes) + i]) =
                (counts[i], place, _own, i * _own);
            place += counts[i];
        }

        // The guest may free it meanwhile; operations stay.
        _ = DatatypeRegistry.Borrow(_type);
    }

    /// <summary>The whole operation.</summary>
    public void Run()
    {
        _environment.Functions.Alltoallv(_send, _arrays, _arrays + _processes, _hostType, _blocks, _arrays + (2 * _processes),
            _arrays + (3 * _processes), _hostType, _comm);
        Reduce();
        Call.Check(Error);
    }

    /// <summary>Starts it.</summary>
    public void Start()
    {
        ulong request = 0;
        _environment.Functions.Ialltoallv(_send, _arrays, _arrays + _processes, _hostType, _blocks, _arrays + (2 * _processes),
            _arrays + (3 * _processes), _hostType, _comm, &request);
        _request = request;
    }

    public override bool Advance()
    {
        // A reduction of the guest's may ask for the request that it is part of.
        if (_over || _reduces)
            return _over;
        if (!AskHost(_environment, ref _request, HostStatus))
            return false;
        if (Error != 0)
            _over = true;
        else
            Reduce();
        return _over;
    }

    public override void Release()
    {
        if (!_over)
            return;
        Free();
    }

    /// <summary>Nothing was started, or all is over.</summary>
    public void Free()
    {
        NativeMemory.Free(_arrays);
        NativeMemory.Free(_memory);
        _environment.Datatypes.Return(_type);
    }

    private void Reduce()
    {
        _reduces = true;
        var distance = _own * _layout.Extent;
        var last = _blocks + ((_processes - 1) * distance);
        for (var i = _processes - 2; i >= 0 && _own > 0 && Error == 0; i--)
            Error = _environment.Functions.Codes.ReduceLocal(_blocks + (i * distance), last, _own, _hostType, _operation);
        if (_own > 0 && Error == 0)
            _layout.Copy(last, _result, _own);
        _over = true;
    }
}

/// <summary>The arguments that the procedures of reduce-scatter have in common.</summary>
internal readonly ref struct ReductionArguments
{
    public required BufferArgument Send { get; init; }

    public required BufferArgument Receive { get; init; }

    public required DatatypeArgument Datatype { get; init; }

    public required HandleArgument Operation { get; init; }

    public required CommArgument Comm { get; init; }
}
