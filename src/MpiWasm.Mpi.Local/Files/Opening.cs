using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>
/// MPI_File_open. The file is there, and whether the rank may open it was decided: the layer above has opened it, and names it by its
/// descriptor.
/// </summary>
internal static unsafe class Opening
{
    public static int Open(int comm, byte* path, int mode, int* made)
    {
        *made = StandardAbi.FileNull;
        var part = Parts.Of(CollectiveKind.Custom, comm);
        // Who cannot open it comes all the same, or others would wait.
        SafeFileHandle? handle = null;
        var error = StandardAbi.Success;
        try
        {
            handle = File.OpenHandle(
                Marshal.PtrToStringUTF8((nint)path)!, FileMode.Open, AccessOf(mode), FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = FileErrors.ClassOf(e);
        }

        part.Value = new Opened(handle, mode, error);
        part.Together = Together;
        var result = Parts.Finish(part);
        if (result == StandardAbi.Success && ((Opened)part.Value).File is { } file)
            *made = LocalRank.Current.Objects.Files.Add(file);
        else
            handle?.Dispose();
        return result;
    }

    private static void Together(Part[] parts)
    {
        if (Array.Find(parts, part => ((Opened)part.Value!).Error != StandardAbi.Success) is { Value: Opened failed })
            throw new MpiFailure(failed.Error);
        var old = parts[0].Communicator.Core;
        var core = new FileCore(new CommunicatorCore(old.Job, old.Groups[0], null));
        foreach (var part in parts)
        {
            var opened = (Opened)part.Value!;
            var file = new LocalFile(core, new Communicator(core.Communicator, 0, part.Rank), opened.Handle!, opened.Mode);
            if ((opened.Mode & StandardAbi.ModeAppend) != 0)
                core.Pointer = file.Pointer = file.End;
            part.Value = opened with { File = file };
        }
    }

    private static FileAccess AccessOf(int mode) =>
        (mode & StandardAbi.ModeRdonly) != 0 ? FileAccess.Read
        : (mode & StandardAbi.ModeWronly) != 0 ? FileAccess.Write : FileAccess.ReadWrite;

    private sealed record Opened(SafeFileHandle? Handle, int Mode, int Error)
    {
        public LocalFile? File { get; init; }
    }
}
