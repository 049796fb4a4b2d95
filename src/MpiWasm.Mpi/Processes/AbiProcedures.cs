using System.Globalization;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Objects.Info;

namespace MpiWasm.Mpi.Processes;

/// <summary>What a program can ask of the ABI and of the machine (MPI 5.0 §9.1, §20): the ABI is ours, whatever the host's.</summary>
internal static unsafe class AbiProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        AbiGetVersionCall.ServedBy(GetVersion),
        AbiGetInfoCall.ServedBy(GetInfo),
        AbiGetFortranInfoCall.ServedBy(GetFortranInfo),
        AbiSetFortranInfoCall.ServedBy(SetFortranInfo),
        AbiGetFortranBooleansCall.ServedBy(GetBooleans),
        AbiSetFortranBooleansCall.ServedBy(SetBooleans),
        GetHwResourceInfoCall.ServedBy(call => InfoProcedures.New(call.Environment, call.HwInfo, new InfoObject())),
    ];

    private static void GetVersion(AbiGetVersionCall call)
    {
        call.AbiMinor.Require();
        call.AbiMajor.Set(StandardAbi.AbiVersion);
        call.AbiMinor.Set(StandardAbi.AbiSubversion);
    }

    private static void GetInfo(AbiGetInfoCall call)
    {
        var content = new InfoObject();
        content.Set("mpi_aint_size", call.Call.Guest.PointerBytes.ToString(CultureInfo.InvariantCulture));
        content.Set("mpi_count_size", "8");
        content.Set("mpi_offset_size", "8");
        InfoProcedures.New(call.Environment, call.Info, content);
    }

    /// <summary>MPI_INFO_NULL until somebody has set it.</summary>
    private static void GetFortranInfo(AbiGetFortranInfoCall call)
    {
        call.Info.Require();
        if (call.Environment.Fortran.Info is not { } known)
        {
            call.Info.Set(StandardAbi.InfoNull);
            return;
        }

        var copy = new InfoObject();
        foreach (var (key, value) in known.Pairs)
            copy.Set(key, value);
        InfoProcedures.New(call.Environment, call.Info, copy);
    }

    /// <summary>Once only (MPI 5.0 §20.4).</summary>
    private static void SetFortranInfo(AbiSetFortranInfoCall call)
    {
        call.Info.Require();
        var given = call.Environment.Infos.Find(call.Info.Guest) ?? throw call.Info.Error(ErrorClasses.Info);
        if (call.Environment.Fortran.Info is not null)
            throw new RefusedException(ErrorClasses.Abi, "the Fortran information is set already");
        var copy = new InfoObject();
        foreach (var (key, value) in given.Pairs)
            copy.Set(key, value);
        call.Environment.Fortran.Info = copy;
    }

    private static void GetBooleans(AbiGetFortranBooleansCall call)
    {
        var size = LogicalSize(call.LogicalSize);
        call.IsSet.Require();
        var known = call.Environment.Fortran.Booleans is { } set && set.Size == size;
        if (known)
        {
            var (_, whenTrue, whenFalse) = call.Environment.Fortran.Booleans!.Value;
            whenTrue.CopyTo(call.LogicalTrue.Bytes(size));
            whenFalse.CopyTo(call.LogicalFalse.Bytes(size));
        }

        call.IsSet.Set(known);
    }

    private static void SetBooleans(AbiSetFortranBooleansCall call)
    {
        var size = LogicalSize(call.LogicalSize);
        var whenTrue = call.LogicalTrue.Bytes(size).ToArray();
        var whenFalse = call.LogicalFalse.Bytes(size).ToArray();
        if (call.Environment.Fortran.Booleans is not null)
            throw new RefusedException(ErrorClasses.Abi, "the Fortran logical values are set already");
        call.Environment.Fortran.Booleans = (size, whenTrue, whenFalse);
    }

    private static int LogicalSize(IntArgument size) => size.Value is 1 or 2 or 4 or 8 or 16 ? size : throw size.Error(ErrorClasses.Arg);
}
