using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>
/// A procedure of the API description that no native shim can serve: an error of the description, found when shims are emitted.
/// </summary>
public sealed class ShimException : MpiWasmException
{
    [ErrorText(
        "A procedure of MPI cannot be served by native code.",
        "It is declared via shim in api/mpi.api and has a parameter for which there is no mapper. Only who changes the "
            + "description meets this.",
        "Declare it via managed, or add a mapper.")]
    private const string NoMapper = "MW0750";

    internal ShimException(Procedure procedure, string reason)
        : base(NoMapper, $"{procedure.Name} (mpi.api line {procedure.Line}) {reason}",
            "declare it `via managed`, or add a mapper for its parameters")
    {
    }
}
