using MpiWasm.Mpi.Api;

namespace MpiWasm.Mpi.Shims;

/// <summary>A procedure of the API description that no native shim can serve: an error of the description, found when shims are emitted.</summary>
public sealed class ShimException : MpiWasmException
{
    internal ShimException(Procedure procedure, string reason)
        : base("MW0750", $"{procedure.Name} (mpi.api line {procedure.Line}) {reason}", "declare it `via managed`, or add a mapper for its parameters")
    {
    }
}
