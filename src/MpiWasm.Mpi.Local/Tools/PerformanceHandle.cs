using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Tools;

/// <summary>A performance variable as a session reads it: a counter from where the session began or reset it.</summary>
internal sealed class PerformanceHandle
{
    private readonly LocalRank _rank;
    private long _base;

    public PerformanceHandle(LocalRank rank, PerformanceVariable variable)
    {
        _rank = rank;
        Variable = variable;
        if (!variable.IsReadOnly)
            Reset();
    }

    public PerformanceVariable Variable { get; }

    public long Read() => Variable.Value(_rank) - _base;

    public void Reset() => Write(0);

    /// <summary>It goes on from that value.</summary>
    public void Write(long value)
    {
        if (Variable.IsReadOnly)
            throw new MpiFailure(StandardAbi.TErrPvarNoWrite);
        _base = Variable.Value(_rank) - value;
    }
}
