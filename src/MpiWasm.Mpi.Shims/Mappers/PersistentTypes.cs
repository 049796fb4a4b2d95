using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// A persistent collective of a derived datatype is a managed procedure where the library does not keep the type:
/// <see cref="HostDefects.PersistentLosesTypes"/>.
/// </summary>
internal static class PersistentTypes
{
    public static void Emit(ShimEmitter e)
    {
        var procedure = e.Procedure;
        if (!e.Host.Defects.HasFlag(HostDefects.PersistentLosesTypes) || !procedure.BaseName.EndsWith("_init", StringComparison.Ordinal)
            || procedure.Parameters.All(p => p.Kind != ParameterKind.Comm) || procedure.Parameters.Any(p => p.Kind == ParameterKind.Tag))
            return;
        foreach (var type in procedure.Parameters.Where(p => p.Kind == ParameterKind.Datatype && !p.IsArray))
            e.FallBackIf(e.Function.Value($"icmp uge i32 {ShimEmitter.Argument(type.Index)}, {Handle.PredefinedCount}"));
    }
}
