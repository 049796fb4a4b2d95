using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>Looks at what the host is about to get, and throws where it must not.</summary>
internal delegate void ArgumentCheck(Call call, GenericFrame frame);

/// <summary>
/// Serves a procedure from its description alone: a mapper per parameter translates what the guest gave, the host's function of the same
/// name is called, results go back. A large procedure of a host that lacks it is served by the one with narrow counts.
/// </summary>
internal sealed unsafe class GenericProcedure
{
    private static readonly Lazy<GenericProcedure?>[] ByIndex = [
        .. MpiApi.Standard.Procedures.Select(p => new Lazy<GenericProcedure?>(() => Create(p)))];

    private readonly Procedure _procedure;
    private readonly Procedure? _narrow;
    private readonly ImmutableArray<GenericMapper> _before;
    private readonly ImmutableArray<GenericMapper> _mappers;

    private GenericProcedure(Procedure procedure, Procedure? narrow, ImmutableArray<GenericMapper> mappers)
    {
        _procedure = procedure;
        _narrow = narrow;
        _mappers = mappers;
        _before = [.. ParameterMapper.InOrder(mappers)];
    }

    /// <summary>What serves the procedure without a body; null where it takes more than its description to do so.</summary>
    public static GenericProcedure? Find(Procedure procedure) => GenericTable.CanServe(procedure) ? ByIndex[procedure.Index].Value : null;

    private static GenericProcedure? Create(Procedure procedure)
    {
        var mappers = procedure.Parameters.Select(p => GenericTable.Create(procedure, p)).ToArray();
        if (Array.Exists(mappers, m => m is null))
            return null;
        var narrow = procedure.IsLarge ? MpiApi.Standard.Find(procedure.BaseName) : null;
        return new GenericProcedure(procedure, narrow?.Parameters.Length == procedure.Parameters.Length ? narrow : null, [.. mappers!]);
    }

    /// <summary>
    /// Serves a procedure whose body adds something. The body has not looked at guest memory that is read here: another thread, or another
    /// process through a shared window, may change it meanwhile. What must be checked of it is checked in <paramref name="check"/>, on the
    /// copies that the host gets.
    /// </summary>
    /// <returns>The guest's handle of the object that was made; 0 where none is.</returns>
    public static uint Serve(Call call, ArgumentCheck? check = null) =>
        (ByIndex[call.Procedure.Index].Value ?? throw new HostLacksException(call.Procedure.Name)).Invoke(call, check);

    public void Invoke(Call call) => _ = Invoke(call, check: null);

    private uint Invoke(Call call, ArgumentCheck? check)
    {
        if (!ToolErrors.Concern(_procedure))
            call.Environment.RequireHost();
        var (function, host) = Find(call.Environment);
        using var frame = new GenericFrame(host, _procedure.Parameters.Length);
        foreach (var mapper in _before)
            mapper.Before(call, frame);
        // Only now: a wrong argument is the nearer cause, and the same on every host.
        if (function == 0)
            throw new HostLacksException(_procedure.Name);
        check?.Invoke(call, frame);
        Call.Check(NativeCall.Invoke((void*)function, frame.Arguments));
        foreach (var mapper in _mappers)
            mapper.AfterSuccess(call, frame);
        return frame.Made;
    }

    private (nint Function, Procedure Host) Find(MpiEnvironment environment)
    {
        var address = environment.Library.Function(_procedure.Name);
        return address == 0 && _narrow is not null ? (environment.Library.Function(_narrow.Name), _narrow) : (address, _procedure);
    }
}
