using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Collectives;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Files;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Objects.Info;
using MpiWasm.Mpi.Objects.Operations;
using MpiWasm.Mpi.OneSided;
using MpiWasm.Mpi.PointToPoint;
using MpiWasm.Mpi.Processes;
using MpiWasm.Mpi.Tools;
using MpiWasm.Runtime.Threads;

namespace MpiWasm.Mpi.Dispatch;

/// <summary>
/// The procedures served by C#, by name, and the way into them. Those of procedures declared `via shim` serve what their shims cannot: see
/// <see cref="MpiContext.Fallback"/>.
/// </summary>
internal static unsafe class ManagedProcedures
{
    private static readonly FrozenDictionary<string, ManagedBody> Bodies =
        EnvironmentalProcedures.All.Concat(CommunicatorProcedures.All).Concat(GroupProcedures.All).Concat(TopologyProcedures.All)
        .Concat(ExposureProcedures.All).Concat(DatatypeProcedures.All)
        .Concat(DatatypeInquiryProcedures.All).Concat(DatatypeSelectionProcedures.All).Concat(PackExternalProcedures.All)
        .Concat(StatusProcedures.All)
        .Concat(InfoProcedures.All).Concat(WindowProcedures.All).Concat(NameProcedures.All).Concat(SessionProcedures.All)
        .Concat(BufferProcedures.All).Concat(AbiProcedures.All).Concat(PortProcedures.All).Concat(SplitTypeProcedures.All)
        .Concat(ControlVariableProcedures.All).Concat(PerformanceVariableProcedures.All).Concat(CategoryProcedures.All)
        .Concat(CompletionProcedures.All).Concat(RequestInquiryProcedures.All).Concat(SendReceiveProcedures.All)
        .Concat(PartitionedProcedures.All).Concat(PersistentProcedures.All)
        .Concat(OperationProcedures.All).Concat(AttributeProcedures.All).Concat(ErrorProcedures.All)
        .Concat(GeneralizedRequestProcedures.All).Concat(DataRepresentationProcedures.All)
        .Concat(NeighbourProcedures.All).Concat(ReduceScatterProcedures.All).Concat(FileProcedures.All).Concat(FileAccessProcedures.All)
        .Concat(SpawnProcedures.All)
        .SelectMany(p => p.Forms.Select(form => (form.Name, p.Body)))
        .ToFrozenDictionary(b => b.Name, b => b.Body, StringComparer.Ordinal);

    /// <summary>Names of the procedures that have a body.</summary>
    public static IEnumerable<string> Names => Bodies.Keys;

    /// <summary>What serves a procedure in C#: a body of its own, else its description; null where neither does.</summary>
    public static ManagedBody? Find(Procedure procedure) =>
        Bodies.TryGetValue(procedure.Name, out var body) ? body
        : procedure.Service == ProcedureService.Managed && GenericProcedure.Find(procedure) is { } generic ? generic.Invoke : null;

    /// <summary>Runs a procedure. Guest and native frames are below: no exception may leave.</summary>
    public static int Dispatch(ManagedContext* context, Span<ulong> arguments)
    {
        try
        {
            var environment = MpiEnvironment.From(context->Mpi);
            // Linking tells the instance to the contexts of imports. Of a program without shims the other one is none of them.
            if (context->Mpi->Host.Instance is null)
                context->Mpi->Host.Instance = context->Host.Instance;
            var call = new Call(environment, context, arguments);
            GuestCode.RunDeferred();
            if (environment.Tools.Forbids(call.Procedure))
                return ToolErrors.NotInitialized;
            try
            {
                GuestCode.Require(environment, call.Procedure);
                environment.HostMemory?.Check(call.Procedure);
                var body = environment.Carrier.Body(call.Procedure) ?? throw new HostLacksException(call.Procedure.Name);
                body(call);
                return ErrorClasses.Success;
            }
            catch (ArgumentCheckException e) when (ToolErrors.Concern(call.Procedure))
            {
                return ToolErrors.Own(e.ErrorClass);
            }
            catch (HostCallException e) when (ToolErrors.Concern(call.Procedure))
            {
                return ToolErrors.Host(environment, e.Code);
            }
            catch (HostLacksException) when (ToolErrors.Concern(call.Procedure))
            {
                return ToolErrors.NotSupported;
            }
            catch (ArgumentCheckException e)
            {
                return environment.Errors.Own(
                    context->Procedure, e.Argument, e.ErrorClass, call.ErrorObject(), e.First, e.Second, call.MemoryBytes);
            }
            catch (OutOfMemoryException)
            {
                return environment.Errors.Own(context->Procedure, -1, ErrorClasses.NoMem, call.ErrorObject(), 0, 0, call.MemoryBytes);
            }
            catch (RefusedException e)
            {
                return environment.Errors.Refused(context->Procedure, e.ErrorClass, call.ErrorObject(), e.Message);
            }
            catch (HostCallException e)
            {
                return environment.Errors.Host(context->Procedure, e.Code, call.ErrorObject());
            }
            catch (GuestCodeException e)
            {
                return environment.Errors.Guest(context->Procedure, e.Code, call.ErrorObject(), e.Message);
            }
            catch (HandledException e)
            {
                return e.Code;
            }
            catch (HostLacksException e)
            {
                return environment.Errors.Refused(
                    context->Procedure, ErrorClasses.UnsupportedOperation, call.ErrorObject(),
                    $"{environment.Library.Title} of this machine has no {e.Function}");
            }
        }
        catch (Exception e)
        {
            GuestThread.Fail(&context->Host, e);
            return ErrorClasses.Intern;
        }
    }
}
