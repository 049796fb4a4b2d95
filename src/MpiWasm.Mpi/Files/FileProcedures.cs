using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Datatypes;
using MpiWasm.Mpi.Core.Described;
using MpiWasm.Mpi.Core.Info;

namespace MpiWasm.Mpi.Files;

/// <summary>Files but for their data (MPI 5.0 §14.2, §14.3, §14.6): see <see cref="FileOpener"/> and <see cref="FileViews"/>. What needs no check of ours is served from its description.</summary>
internal static unsafe class FileProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_File_open", FileOpener.Open),
        ("MPI_File_close", FileOpener.Close),
        ("MPI_File_delete", FileOpener.Delete),
        ("MPI_File_set_view", FileViews.Set),
        ("MPI_File_get_view", FileViews.Get),
        ("MPI_File_get_amode", call => *call.OutInt(1) = call.OpenFile(out _).Mode),
        ("MPI_File_get_info", GetInfo),
        ("MPI_File_set_info", SetInfo),
        ("MPI_File_get_type_extent", GetTypeExtent),
        ("MPI_File_get_type_extent_c", GetTypeExtent),
        ("MPI_File_set_size", Resize),
        ("MPI_File_preallocate", Resize),
        ("MPI_File_seek", call => Seek(call, "MPI_File_get_position", Individual)),
        ("MPI_File_get_position", Individual),
        ("MPI_File_get_byte_offset", ByteOffset),
        ("MPI_File_seek_shared", call => Seek(call, "MPI_File_get_position_shared", Shared)),
        ("MPI_File_get_position_shared", Shared),
    ];

    /// <summary>The open file of the first argument.</summary>
    public static OpenFile OpenFile(this Call call, out ulong host)
    {
        call.Environment.RequireHost();
        host = call.Handle(0);
        return call.Environment.Files.Find(call[0]) ?? throw call.Error(ErrorClasses.File, 0);
    }

    /// <summary>Throws unless the library can keep a shared file pointer of the file.</summary>
    public static void RequireSharedPointer(OpenFile file)
    {
        if (!file.HasSharedPointer)
        {
            throw new RefusedException(
                ErrorClasses.UnsupportedOperation,
                "shared file pointers need a directory that all processes see and the guest does not; give one with the variable MPIWASM_SHARED_TMPDIR");
        }
    }

    private static void GetInfo(Call call)
    {
        var file = call.OpenFile(out _);
        _ = call.OutInt(1);
        call.WriteInt(1, (int)call.Environment.Infos.Create(file.Hints.Copy()));
    }

    private static void SetInfo(Call call)
    {
        var file = call.OpenFile(out var host);
        _ = call.Handle(1);
        var hints = file.Hints.With(call.Environment.Infos.Find(call[1]));
        var set = (nint)call.Host();
        hints.Use(call.Environment, info => Call.Check(((delegate* unmanaged<ulong, ulong, int>)set)(host, info)));
        file.Hints = hints;
    }

    /// <summary>Of types that have another size in external32 nothing is known, as they are refused there.</summary>
    private static void GetTypeExtent(Call call)
    {
        var file = call.OpenFile(out _);
        var type = DatatypeProcedures.Datatype(call, 1).Shadow;
        if (file.View.Converts && type.ExternalSize != type.Size)
            throw new RefusedException(ErrorClasses.UnsupportedDatarep, "external32 for datatypes whose size there differs from the one in memory");
        call.Result(2).Set(type.Extent);
    }

    private static void Resize(Call call)
    {
        var file = call.OpenFile(out _);
        if (call.Wide(1) < 0)
            throw new ArgumentCheckException(ErrorClasses.Arg, 1, (ulong)call.Wide(1));
        if (!file.CanWrite)
            throw new RefusedException(ErrorClasses.ReadOnly, "the file is open to read only");
        if (FileSizeLimit.Refusal(file.Descriptor, call.Wide(1), takesSpace: call.Procedure.Name == "MPI_File_preallocate") is { } refusal)
            throw new RefusedException(ErrorClasses.NoSpace, refusal);
        if (call.Procedure.Name == "MPI_File_preallocate" && call.Environment.Host.Has(HostDefects.PreallocationSpoilsFiles))
            Preallocate(call, file);
        else
            GenericProcedure.Serve(call);
    }

    /// <summary>
    /// Each process takes the space itself, which one after the other finds taken. Then the library sets the size that the file has already: that changes nothing, and none returns before all are done.
    /// </summary>
    private static void Preallocate(Call call, OpenFile file)
    {
        var error = FileSizeLimit.TakeSpace(file.Descriptor, call.Wide(1));
        var size = Math.Max(RandomAccess.GetLength(file.Descriptor), call.Wide(1));
        Call.Check(((delegate* unmanaged<ulong, long, int>)call.Host("MPI_File_set_size"))(call.Handle(0), size));
        if (error != 0)
            throw new RefusedException(FileSizeLimit.ClassOf(error), System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error));
    }

    private static void Individual(Call call)
    {
        if (call.OpenFile(out _).IsSequential)
            throw new RefusedException(ErrorClasses.UnsupportedOperation, "the file is open with MPI_MODE_SEQUENTIAL");
        GenericProcedure.Serve(call);
    }

    /// <summary>Libraries move the pointer by any offset, and fail over where they are then.</summary>
    private static void Seek(Call call, string position, ManagedBody seek)
    {
        var file = call.OpenFile(out var host);
        long current = 0;
        if (call.Int(2) == Current)
            Call.Check(((delegate* unmanaged<ulong, long*, int>)call.Host(position))(host, &current));
        var offset = (Int128)call.Wide(1) + current;
        if (offset < long.MinValue || offset > long.MaxValue || !file.View.CanReach((long)offset))
            throw new ArgumentCheckException(ErrorClasses.Arg, 1, (ulong)call.Wide(1));
        seek(call);
    }

    private static readonly int Current = MpiApi.Standard.Value("MPI_SEEK_CUR");

    private static void ByteOffset(Call call)
    {
        if (call.Wide(1) < 0 || !call.OpenFile(out _).View.CanReach(call.Wide(1)))
            throw new ArgumentCheckException(ErrorClasses.Arg, 1, (ulong)call.Wide(1));
        Individual(call);
    }

    private static void Shared(Call call)
    {
        RequireSharedPointer(call.OpenFile(out _));
        Individual(call);
    }
}
