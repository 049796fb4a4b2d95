using System.Collections.Frozen;
using MpiWasm.Mpi.Native;
using MpiWasm.Runtime;

namespace MpiWasm.Mpi.Managed;

/// <summary>Body of a managed procedure: does the work and throws on errors.</summary>
internal delegate void ManagedBody(Call call);

/// <summary>The procedures served by C#, by name, and the way into them.</summary>
internal static unsafe class ManagedProcedures
{
    private static readonly FrozenDictionary<string, ManagedBody> Bodies =
        EnvironmentalProcedures.All.Concat(CommunicatorProcedures.All).Concat(GroupProcedures.All).Concat(DatatypeProcedures.All).Concat(TopologyProcedures.All)
        .ToFrozenDictionary(b => b.Name, b => b.Body, StringComparer.Ordinal);

    /// <summary>By procedure index; null for those served by shims.</summary>
    private static readonly ManagedBody?[] ByIndex = [.. MpiEnvironment.Api.Procedures.Select(p => Bodies.GetValueOrDefault(p.Name))];

    /// <summary>Names of the procedures that have a body.</summary>
    public static IEnumerable<string> Names => Bodies.Keys;

    /// <summary>Runs a procedure. Guest and native frames are below: no exception may leave.</summary>
    public static int Dispatch(ManagedContext* context, ReadOnlySpan<ulong> arguments)
    {
        try
        {
            var environment = MpiEnvironment.From(context->Mpi);
            var call = new Call(environment, context, arguments);
            try
            {
                if (ByIndex[context->Procedure] is not { } body)
                    throw new HostLacksException(call.Procedure.Name);
                body(call);
                return ErrorClasses.Success;
            }
            catch (ArgumentCheckException e)
            {
                return environment.Errors.Own(context->Procedure, e.Argument, e.ErrorClass, call.ValidCommunicator(), e.First, e.Second);
            }
            catch (HostCallException e)
            {
                return environment.Errors.Host(context->Procedure, e.Code, call.ValidCommunicator());
            }
            catch (HostLacksException)
            {
                return environment.Errors.Own(context->Procedure, -1, ErrorClasses.UnsupportedOperation, call.ValidCommunicator(), 0, 0);
            }
        }
        catch (Exception e)
        {
            GuestThread.Fail(&context->Host, e);
            return ErrorClasses.Intern;
        }
    }
}
