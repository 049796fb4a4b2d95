using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Tools;

/// <summary>A performance variable (MPI 5.0 §15.3.7): a number of the rank that asks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">For people.</param>
/// <param name="Class">MPI_T_PVAR_CLASS_*.</param>
/// <param name="Value">Its value.</param>
internal sealed record PerformanceVariable(string Name, string Description, int Class, Func<LocalRank, long> Value)
{
    public static PerformanceVariable[] All { get; } =
    [
        Counter("messages_sent", "Messages that the rank has sent.", rank => rank.Counters.Messages),
        Counter("bytes_sent", "Bytes of data in them.", rank => rank.Counters.Bytes),
        Counter("collectives", "Collective operations that the rank has come to.", rank => rank.Counters.Collectives),
        Counter("sleeps", "How often a thread of the rank gave its processor away in MPI.", rank => rank.Counters.Sleeps),
        Level("requests", "Requests that have handles.", rank => rank.Objects.Requests.Count),
        Level("communicators", "Communicators that have handles, but for the predefined ones.", rank => rank.Objects.Communicators.Count),
        Level("datatypes", "Datatypes that have handles, but for the predefined ones.", rank => rank.Objects.Datatypes.Count),
        Level("windows", "Windows that have handles.", rank => rank.Objects.Windows.Count),
        Level("files", "Open files.", rank => rank.Objects.Files.Count),
    ];

    /// <summary>Whether it only says how things are: nothing to set or reset.</summary>
    public bool IsReadOnly => Class == StandardAbi.TPvarClassLevel;

    private static PerformanceVariable Counter(string name, string description, Func<LocalRank, long> value) =>
        new(name, description, StandardAbi.TPvarClassCounter, value);

    private static PerformanceVariable Level(string name, string description, Func<LocalRank, long> value) =>
        new(name, description, StandardAbi.TPvarClassLevel, value);
}
