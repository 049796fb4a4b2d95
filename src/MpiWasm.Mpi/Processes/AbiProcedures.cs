using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Info;

namespace MpiWasm.Mpi.Processes;

/// <summary>What a program can ask of the ABI and of the machine (MPI 5.0 §9.1, §20): the ABI is ours, whatever the host's.</summary>
internal static unsafe class AbiProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Abi_get_version", GetVersion),
        ("MPI_Abi_get_info", GetInfo),
        ("MPI_Abi_get_fortran_info", GetFortranInfo),
        ("MPI_Abi_set_fortran_info", SetFortranInfo),
        ("MPI_Abi_get_fortran_booleans", GetBooleans),
        ("MPI_Abi_set_fortran_booleans", SetBooleans),
        ("MPI_Get_hw_resource_info", call => InfoProcedures.New(call, 0, new InfoObject())),
    ];

    private static void GetVersion(Call call)
    {
        _ = call.OutInt(1);
        call.WriteInt(0, MpiApi.Standard.Value("MPI_ABI_VERSION"));
        call.WriteInt(1, MpiApi.Standard.Value("MPI_ABI_SUBVERSION"));
    }

    private static void GetInfo(Call call)
    {
        var content = new InfoObject();
        content.Set("mpi_aint_size", "4");
        content.Set("mpi_count_size", "8");
        content.Set("mpi_offset_size", "8");
        InfoProcedures.New(call, 0, content);
    }

    /// <summary>MPI_INFO_NULL until somebody has set it.</summary>
    private static void GetFortranInfo(Call call)
    {
        _ = call.OutInt(0);
        if (call.Environment.Fortran.Info is not { } known)
        {
            call.WriteInt(0, MpiApi.Standard.Value("MPI_INFO_NULL"));
            return;
        }

        var copy = new InfoObject();
        foreach (var (key, value) in known.Pairs)
            copy.Set(key, value);
        InfoProcedures.New(call, 0, copy);
    }

    /// <summary>Once only (MPI 5.0 §20.4).</summary>
    private static void SetFortranInfo(Call call)
    {
        _ = call.Handle(0);
        var given = call.Environment.Infos.Find(call[0]) ?? throw call.Error(ErrorClasses.Info, 0);
        if (call.Environment.Fortran.Info is not null)
            throw new RefusedException(ErrorClasses.Abi, "the Fortran information is set already");
        var copy = new InfoObject();
        foreach (var (key, value) in given.Pairs)
            copy.Set(key, value);
        call.Environment.Fortran.Info = copy;
    }

    private static void GetBooleans(Call call)
    {
        var size = LogicalSize(call);
        _ = call.OutInt(3);
        var known = call.Environment.Fortran.Booleans is { } set && set.Size == size;
        if (known)
        {
            var (_, whenTrue, whenFalse) = call.Environment.Fortran.Booleans!.Value;
            whenTrue.CopyTo(new Span<byte>(call.Memory(1, call[1], size), size));
            whenFalse.CopyTo(new Span<byte>(call.Memory(2, call[2], size), size));
        }

        call.WriteInt(3, known ? 1 : 0);
    }

    private static void SetBooleans(Call call)
    {
        var size = LogicalSize(call);
        var whenTrue = new ReadOnlySpan<byte>(call.Memory(1, call[1], size), size).ToArray();
        var whenFalse = new ReadOnlySpan<byte>(call.Memory(2, call[2], size), size).ToArray();
        if (call.Environment.Fortran.Booleans is not null)
            throw new RefusedException(ErrorClasses.Abi, "the Fortran logical values are set already");
        call.Environment.Fortran.Booleans = (size, whenTrue, whenFalse);
    }

    private static int LogicalSize(Call call) => call.Int(0) is var size and (1 or 2 or 4 or 8 or 16) ? size : throw call.Error(ErrorClasses.Arg, 0);
}
