using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// Memory outside of the guest's that MPI takes on its behalf: objects of the library and ours (communicators, datatypes, hints,
/// attributes, error strings), requests, messages that nobody has received. It is measured, not counted: what the C library's and .NET's
/// heaps hold, less what they held after MPI_Init.
/// </summary>
/// <remarks>
/// At the limit, procedures that make something return MPI_ERR_NO_MEM, until enough is freed; requests have a limit of their own, as shims
/// make them. What the library takes without being asked (messages that arrive, and are not received) is looked at now and then, and ends
/// the rank when it is far beyond.
/// </remarks>
public sealed class HostMemory : IDisposable
{
    /// <summary>Without --max-host-memory and --max-memory: as much as a guest may have itself.</summary>
    public const ulong UsualLimit = 4UL << 30;

    /// <summary>With --max-memory alone, at least this much: an MPI library has pools of some MiB that grow by their own rules.</summary>
    public const ulong LeastLimit = 64UL << 20;

    /// <summary>The limit where only that of the guest's own memory is given.</summary>
    /// <param name="guest">In bytes; null where it has none.</param>
    public static ulong LimitBeside(ulong? guest) => guest is { } given ? Math.Max(given, LeastLimit) : UsualLimit;

    /// <summary>What any call may take, to be taken for more when it reads arrays.</summary>
    private const long PerCall = 2 << 10;

    /// <summary>Likewise of calls that make communicators, windows and files.</summary>
    private const long PerCommunicator = 64 << 10;

    /// <summary>Measured that often by the timer, if the process has so much memory at all.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private static readonly bool[] Makes = [.. MpiApi.Standard.Procedures.Select(MakesSomething)];
    private static readonly bool[] MakesMuch = [.. MpiApi.Standard.Procedures.Select(MakesCommunicator)];

    [ThreadStatic]
    private static long _noted;

    private readonly long _step;
    private long _start = -1;
    private volatile bool _isFull;
    private Timer? _timer;

    /// <param name="limit">In bytes.</param>
    public HostMemory(ulong limit)
    {
        Limit = (long)Math.Min(limit, long.MaxValue / 4);
        _step = Math.Clamp(Limit / 32, 256 << 10, 64 << 20);
    }

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; }

    /// <summary>Told when the library has taken so much more by itself that the rank must end. Called on a thread of the pool.</summary>
    public Action<string>? Exceeded { get; set; }

    /// <summary>
    /// How many requests there may be at a time: one takes up to 1.5 KiB in the library, with what its message leaves there.
    /// </summary>
    internal int Requests => (int)Math.Clamp(Limit / 2048, 4096, Handle.SlotCount);

    /// <summary>The current thread has read so many bytes of arguments, which may have been kept.</summary>
    internal static void Note(long bytes) => _noted += bytes;

    /// <summary>After MPI_Init: what there is now is the library's own.</summary>
    internal void Start()
    {
        if (_start >= 0)
            return;
        _start = InUse();
        _timer = new Timer(_ => Look(), null, Period, Period);
    }

    /// <summary>Before a procedure runs.</summary>
    /// <exception cref="RefusedException">It makes something, and the limit is reached.</exception>
    internal void Check(Procedure procedure)
    {
        if (!Makes[procedure.Index] || _start < 0)
            return;
        _noted += MakesMuch[procedure.Index] ? PerCommunicator : PerCall;
        if (_noted >= _step || _isFull)
        {
            _noted = 0;
            _isFull = IsBeyond(Limit);
        }

        if (_isFull)
        {
            throw new RefusedException(
                ErrorClasses.NoMem,
                $"MPI holds {Limit >> 20} MiB for this program outside of its memory, the most that --max-host-memory allows");
        }
    }

    /// <summary>After MPI_Finalize.</summary>
    public void Dispose() => _timer?.Dispose();

    private static bool MakesSomething(Procedure procedure) =>
        procedure.Parameters.Any(p => p.Direction == ParameterDirection.Out && (p.IsHandle || p.Kind == ParameterKind.Keyval))
        || procedure.BaseName is ProcedureNames.InfoSet or ProcedureNames.AddErrorClass or ProcedureNames.AddErrorCode
        or ProcedureNames.AddErrorString
            or ProcedureNames.RegisterDatarep or ProcedureNames.OpenPort or ProcedureNames.WinAttach or ProcedureNames.BufferAttach
        || Array.Exists(["_set_attr", "_set_name", "_set_info", "_attach_buffer"],
            end => procedure.BaseName.EndsWith(end, StringComparison.Ordinal));

    private static bool MakesCommunicator(Procedure procedure) =>
        procedure.Parameters.Any(p => p is
        { Direction: ParameterDirection.Out, Kind: ParameterKind.Comm or ParameterKind.Win or ParameterKind.File });

    private void Look()
    {
        // Reading a line of the kernel's is cheaper than asking the allocator, which stops others meanwhile.
        if (Environment.WorkingSet < Limit || !IsBeyond(Limit + Math.Max(Limit / 4, 32 << 20)))
            return;
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Exceeded?.Invoke($"MPI has taken more than the {Limit >> 20} MiB outside of the program's memory that --max-host-memory allows");
    }

    private bool IsBeyond(long limit) => InUse() - _start > limit && InUse(collect: true) - _start > limit;

    private static long InUse(bool collect = false)
    {
        var heap = Libc.Allocator();
        return (long)(heap.Used + heap.Mapped) + GC.GetTotalMemory(collect);
    }
}
