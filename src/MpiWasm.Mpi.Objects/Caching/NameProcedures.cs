using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>Names of objects (MPI 5.0 §7.8). Null handles have names too, and no other procedure may take them.</summary>
internal static class NameProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        CommGetNameCall.ServedBy(call => Get(call.Environment, StandardAbi.CommNull, call.Comm, call.CommName, call.Resultlen)),
        CommSetNameCall.ServedBy(call => Set(call.Environment, call.Comm, call.CommName)),
        TypeGetNameCall.ServedBy(call => Get(call.Environment, StandardAbi.DatatypeNull, call.Datatype, call.TypeName, call.Resultlen)),
        TypeSetNameCall.ServedBy(call => Set(call.Environment, call.Datatype, call.TypeName)),
        WinGetNameCall.ServedBy(call => Get(call.Environment, StandardAbi.WinNull, call.Win, call.WinName, call.Resultlen)),
        WinSetNameCall.ServedBy(call => Set(call.Environment, call.Win, call.WinName)),
    ];

    private static void Get(MpiEnvironment environment, uint nullHandle, HandleArgument handle, TextResult name, IntResult length)
    {
        if (handle.Guest != nullHandle)
            handle.Require();
        name.Write(environment.Names.Find(handle.Guest), length);
    }

    private static void Set(MpiEnvironment environment, HandleArgument handle, TextArgument name)
    {
        handle.Require();
        var text = name.Read();
        environment.Names.Set(handle.Guest, text.Length < StandardAbi.MaxObjectName ? text : text[..(StandardAbi.MaxObjectName - 1)]);
    }
}
