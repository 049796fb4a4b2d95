using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>
/// MPI_UNWEIGHTED and MPI_WEIGHTS_EMPTY in place of an array of weights (MPI 5.0 §8.5.4). The latter is the address of a variable of the
/// library, or of nothing at all: where there are weights to copy it would copy them from there, or to there. So it stands only for an
/// array without elements, and never for one of results.
/// </summary>
internal static class Weights
{
    private const uint Unweighted = StandardAbi.Unweighted;
    private const uint Empty = StandardAbi.WeightsEmpty;

    /// <summary>The host's address for what the guest gives in place of an array; null where it gives an array.</summary>
    public static ulong? ToHost(Call call, Parameter parameter, int count)
    {
        if (parameter.Sentinel != Sentinel.Unweighted)
            return null;
        var given = call[parameter.Index];
        if (given == Empty && count > 0)
            throw call.Error(ErrorClasses.Arg, parameter.Index);
        return given == Unweighted ? AddressOf(call, ConstantNames.Unweighted)
            : given == Empty && parameter.Direction == ParameterDirection.In ? AddressOf(call, ConstantNames.WeightsEmpty)
            : null;
    }

    private static ulong AddressOf(Call call, string name) => call.Environment.Library.Address(name) ?? throw new HostLacksException(name);
}
