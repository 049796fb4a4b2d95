using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Dispatch;

/// <summary>The host's library carries out what guests call: through shims, or bodies in C# that call it.</summary>
/// <param name="shims">The shims that are made for the library; null where nothing is called through them.</param>
internal sealed unsafe class HostCarrier(Shims? shims) : IProcedureCarrier
{
    private static readonly Lazy<ManagedBody?>[] Bodies = [
        .. MpiApi.Standard.Procedures.Select(p => new Lazy<ManagedBody?>(() => ManagedProcedures.Find(p)))];

    public void* NativeCode(Procedure procedure) => shims is null ? null : shims.Find(procedure);

    public ManagedBody? Body(Procedure procedure) => Bodies[procedure.Index].Value;
}
