using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Objects.Info;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// Files but for their data (MPI 5.0 §14.2, §14.3, §14.6): see <see cref="FileOpener"/> and <see cref="FileViews"/>. What needs no check of
/// ours is served from its description.
/// </summary>
internal static unsafe class FileProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        FileOpenCall.ServedBy(FileOpener.Open),
        FileCloseCall.ServedBy(FileOpener.Close),
        FileDeleteCall.ServedBy(FileOpener.Delete),
        FileSetViewCall.ServedBy(FileViews.Set),
        FileGetViewCall.ServedBy(FileViews.Get),
        FileGetAmodeCall.ServedBy(call => call.Amode.Set(OpenFile(call.Environment, call.Fh).Mode)),
        FileGetInfoCall.ServedBy(GetInfo),
        FileSetInfoCall.ServedBy(SetInfo),
        FileGetTypeExtentCall.ServedBy(GetTypeExtent),
        FileSetSizeCall.ServedBy(call => Resize(call, call.Fh, call.Size, takesSpace: false)),
        FilePreallocateCall.ServedBy(call => Resize(call, call.Fh, call.Size, takesSpace: true)),
        FileSeekCall.ServedBy(Seek),
        FileGetPositionCall.ServedBy(call => Individual(call, call.Fh)),
        FileGetByteOffsetCall.ServedBy(ByteOffset),
        FileSeekSharedCall.ServedBy(SeekShared),
        FileGetPositionSharedCall.ServedBy(call => Shared(call, call.Fh)),
    ];

    /// <summary>The open file that a handle means.</summary>
    public static OpenFile OpenFile(MpiEnvironment environment, HandleArgument fh)
    {
        environment.RequireHost();
        return environment.Files.Find(fh.Require().Guest) ?? throw fh.Error(ErrorClasses.File);
    }

    /// <summary>Throws unless the library can keep a shared file pointer of the file.</summary>
    public static void RequireSharedPointer(OpenFile file)
    {
        if (!file.HasSharedPointer)
        {
            throw new RefusedException(
                ErrorClasses.UnsupportedOperation,
                "shared file pointers need a directory that all processes see and the guest does not; "
                    + "give one with the variable MPIWASM_SHARED_TMPDIR");
        }
    }

    private static void GetInfo(FileGetInfoCall call)
    {
        var file = OpenFile(call.Environment, call.Fh);
        call.InfoUsed.Require();
        call.InfoUsed.Set(call.Environment.Infos.Create(file.Hints.Copy()));
    }

    private static void SetInfo(FileSetInfoCall call)
    {
        var file = OpenFile(call.Environment, call.Fh);
        call.Info.Require();
        var hints = file.Hints.With(call.Environment.Infos.Find(call.Info.Guest));
        var (functions, host) = (call.Functions, call.Fh.Host);
        hints.Use(call.Environment, info => functions.FileSetInfo(host, info));
        file.Hints = hints;
    }

    /// <summary>Of types that have another size in external32 nothing is known, as they are refused there.</summary>
    private static void GetTypeExtent(FileGetTypeExtentCall call)
    {
        var file = OpenFile(call.Environment, call.Fh);
        var type = call.Datatype.Hosted().Shadow;
        if (file.View.Converts && type.ExternalSize != type.Size)
            throw new RefusedException(
                ErrorClasses.UnsupportedDatarep, "external32 for datatypes whose size there differs from the one in memory");
        call.Extent.Set(type.Extent);
    }

    private static void Resize(Call call, HandleArgument fh, LongArgument size, bool takesSpace)
    {
        var file = OpenFile(call.Environment, fh);
        if (size < 0)
            throw size.Error(ErrorClasses.Arg);
        if (!file.CanWrite)
            throw new RefusedException(ErrorClasses.ReadOnly, "the file is open to read only");
        if (FileSizeLimit.Refusal(file.Descriptor, size, takesSpace) is { } refusal)
            throw new RefusedException(ErrorClasses.NoSpace, refusal);
        if (takesSpace && call.Environment.Host.Has(HostDefects.PreallocationSpoilsFiles))
            Preallocate(call.Functions, file, fh, size);
        else
            GenericProcedure.Serve(call);
    }

    /// <summary>
    /// Each process takes the space itself, which one after the other finds taken. Then the library sets the size that the file has
    /// already: that changes nothing, and none returns before all are done.
    /// </summary>
    private static void Preallocate(HostFunctions functions, OpenFile file, HandleArgument fh, long size)
    {
        var error = FileSizeLimit.TakeSpace(file.Descriptor, size);
        functions.FileSetSize(fh, Math.Max(RandomAccess.GetLength(file.Descriptor), size));
        if (error != 0)
            throw new RefusedException(FileSizeLimit.ClassOf(error), System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error));
    }

    private static void Individual(Call call, HandleArgument fh)
    {
        if (OpenFile(call.Environment, fh).IsSequential)
            throw new RefusedException(ErrorClasses.UnsupportedOperation, "the file is open with MPI_MODE_SEQUENTIAL");
        GenericProcedure.Serve(call);
    }

    private static void Shared(Call call, HandleArgument fh)
    {
        RequireSharedPointer(OpenFile(call.Environment, fh));
        Individual(call, fh);
    }

    private static void Seek(FileSeekCall call)
    {
        var file = OpenFile(call.Environment, call.Fh);
        long current = 0;
        if (call.Whence == StandardAbi.SeekCur)
            call.Functions.FileGetPosition(call.Fh, &current);
        RequireReach(file, call.Offset, current);
        Individual(call, call.Fh);
    }

    private static void SeekShared(FileSeekSharedCall call)
    {
        var file = OpenFile(call.Environment, call.Fh);
        long current = 0;
        if (call.Whence == StandardAbi.SeekCur)
            call.Functions.FileGetPositionShared(call.Fh, &current);
        RequireReach(file, call.Offset, current);
        Shared(call, call.Fh);
    }

    /// <summary>Libraries move the pointer by any offset, and fail over where they are then.</summary>
    private static void RequireReach(OpenFile file, LongArgument offset, long from)
    {
        var place = (Int128)offset.Value + from;
        if (place < long.MinValue || place > long.MaxValue || !file.View.CanReach((long)place))
            throw offset.Error(ErrorClasses.Arg);
    }

    private static void ByteOffset(FileGetByteOffsetCall call)
    {
        if (call.Offset < 0 || !OpenFile(call.Environment, call.Fh).View.CanReach(call.Offset))
            throw call.Offset.Error(ErrorClasses.Arg);
        Individual(call, call.Fh);
    }
}
