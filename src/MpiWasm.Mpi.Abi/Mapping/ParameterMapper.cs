using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Mapping;

/// <summary>
/// Translates one argument of a procedure between guest and host. Two families of mappers do, in the same steps: those of shims emit them,
/// once for all calls (<c>MpiWasm.Mpi.Shims</c>); those of managed procedures take them in each call (GenericMapper).
/// <list type="number">
/// <item>
/// <c>Before</c>, by <see cref="InOrder"/>: checks what the guest gave and sets what the host gets. What can fail fails
/// here, so that no result of the host is lost.
/// </item>
/// <item>
/// <c>Claim</c>, of shims: takes away from the guest what cannot be given back. Another thread may have been first: then slots go back.
/// </item>
/// <item>The host's function is called.</item>
/// <item>
/// <c>AfterSuccess</c> brings results back. After an error, shims have <c>AfterError</c>, as completion has results then too; a managed
/// call leaves its frame, which gives back what was taken.
/// </item>
/// </list>
/// </summary>
internal abstract class ParameterMapper(Parameter parameter)
{
    public Parameter Parameter { get; } = parameter;

    public int Index => Parameter.Index;

    public abstract MapperPhase Phase { get; }

    /// <summary>The order of <c>Before</c>: by phase, and within one as the standard lists the parameters.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> mappers)
        where T : ParameterMapper => mappers.OrderBy(m => m.Phase).ThenBy(m => m.Index);
}
