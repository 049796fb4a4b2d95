using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Local.Datatypes;

/// <summary>The predefined datatypes, by the handles of the standard's ABI. <c>long</c> and MPI_Aint have 8 bytes, as the host's.</summary>
internal static class Predefined
{
    public static FrozenDictionary<int, Datatype> All { get; } = PredefinedDatatypes.Of(GuestAbi.Wasm64).All.ToFrozenDictionary(
        basic => MpiApi.Standard.Value(basic.Name), Datatype.Of);

    public static Datatype Byte { get; } = All[MpiApi.Standard.Value(ConstantNames.Byte)];
}
