using System.Text;
using Microsoft.Win32.SafeHandles;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Objects.Info;
using MpiWasm.Mpi.PointToPoint;
using MpiWasm.Sandbox;
using MpiWasm.Sandbox.Paths;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// MPI_File_open: the sandbox resolves the guest's path and opens the file, creating it if asked; then the host's library opens that very
/// file by a name of ours (<see cref="FileName"/>), without the modes that create or delete.
/// </summary>
internal static unsafe class FileOpener
{
    public static void Open(FileOpenCall call)
    {
        var environment = call.Environment;
        environment.RequireHost();
        FileSizeLimit.MakeError();
        var processes = new ProcessGroup(environment, call.Comm.RequireIntracommunicator());
        var opening = Opening(call, processes);
        SafeFileHandle? file = null;
        PinnedPath? pinned = null;
        try
        {
            OpenOurselves(processes, opening, out file, out pinned);
            var name = FileName.Agree(processes, environment, ref file!);
            var state = new OpenFile
            {
                Mode = opening.Mode,
                Descriptor = file,
                DeleteOnClose = pinned,
                SideDirectory = name.SideDirectory,
                HasSharedPointer = name.IsShared,
                Hints = opening.Hints,
            };
            state.View = FileViews.Initial(environment);
            (file, pinned) = (null, null);
            try
            {
                call.Fh.Set(Publish(environment, call.Comm, name, opening, state));
            }
            catch (HostCallException)
            {
                state.Dispose();
                throw;
            }
        }
        finally
        {
            file?.Dispose();
            pinned?.Dispose();
            if (opening.Slot is { } slot)
                environment.Table(HandleKind.File).Return(slot);
        }
    }

    /// <summary>MPI_File_close, which every process of the file calls.</summary>
    public static void Close(FileCloseCall call)
    {
        var environment = call.Environment;
        environment.RequireHost();
        var fh = call.Fh.Read();
        environment.Requests.AskOrphans();
        if (environment.Files.Find(fh.Guest) is { IsSplitActive: true })
            throw new RefusedException(ErrorClasses.Other, "a split collective access of the file has not ended");
        if (environment.Files.Find(fh.Guest) is { IsInUse: true })
            throw new RefusedException(ErrorClasses.Other, "a nonblocking access of the file has not been completed");
        var host = fh.Host;
        call.Functions.FileClose(&host);
        var file = environment.Files.Remove(fh.Guest);
        environment.Retire(HandleKind.File, fh.Guest);
        file?.Dispose();
        call.Fh.Set(StandardAbi.FileNull);
    }

    /// <summary>MPI_File_delete.</summary>
    public static void Delete(FileDeleteCall call)
    {
        call.Environment.RequireHost();
        call.Info.Require();
        var path = call.Filename.Read();
        Check(Policy(call.Environment, path).Pin(path, out var pinned), path);
        using (pinned)
            Check(pinned!.Unlink(), path);
    }

    /// <summary>The arguments; processes without a valid one take part until all know.</summary>
    private static Opening Opening(FileOpenCall call, ProcessGroup processes)
    {
        var environment = call.Environment;
        Opening? opening = null;
        Exception? wrong = null;
        try
        {
            call.Fh.Require();
            call.Info.Require();
            var path = call.Filename.Read();
            if (!AccessModes.IsValid(call.Amode) || environment.Constants.ToHost(ParameterKind.Amode, call.Amode) is null)
                throw call.Amode.Error(ErrorClasses.Amode);
            opening = new Opening(Policy(environment, path), path, call.Amode,
                FileHints.None.With(environment.Infos.Find(call.Info.Guest)));
            opening.Slot = environment.Table(HandleKind.File).TryTake(out var slot) ? slot : throw call.Fh.Error(ErrorClasses.NoMem);
        }
        catch (Exception e) when (e is ArgumentCheckException or RefusedException)
        {
            wrong = e;
        }

        try
        {
            processes.Agree(wrong);
            var mode = call.Amode.Value;
            var (highest, lowest) = (processes.Maximum(mode), -processes.Maximum(-mode));
            if (highest != lowest)
                throw new RefusedException(ErrorClasses.NotSame, "the processes give different access modes");
            return opening!;
        }
        catch
        {
            if (opening?.Slot is { } taken)
                environment.Table(HandleKind.File).Return(taken);
            throw;
        }
    }

    /// <summary>Process 0 creates the file if it is to be created, then all open it.</summary>
    private static void OpenOurselves(ProcessGroup processes, Opening opening, out SafeFileHandle? file, out PinnedPath? pinned)
    {
        var mode = opening.Mode;
        var access = (mode & AccessModes.ReadOnly) != 0
            ? SandboxAccess.Read
            : (mode & AccessModes.WriteOnly) != 0 ? SandboxAccess.Write
            : SandboxAccess.Read | SandboxAccess.Write;
        var create = (mode & AccessModes.Create) == 0
            ? 0
            : (mode & AccessModes.Exclusive) == 0 ? SandboxAccess.Create
            : SandboxAccess.Create | SandboxAccess.Exclusive;
        (file, pinned) = (null, null);
        try
        {
            Exception? failure = null;
            if (processes.Rank == 0)
                failure = TryOpen(opening, access | create, out file);
            processes.Agree(failure);
            if (processes.Rank != 0)
                failure = TryOpen(opening, access | (create & SandboxAccess.Create), out file);
            else if ((mode & AccessModes.DeleteOnClose) != 0)
                failure = Failure(opening.Policy.Pin(opening.Path, out pinned), opening.Path);
            processes.Agree(failure);
        }
        catch
        {
            file?.Dispose();
            pinned?.Dispose();
            throw;
        }
    }

    private static RefusedException? TryOpen(Opening opening, SandboxAccess access, out SafeFileHandle? file)
    {
        if (Failure(opening.Policy.OpenFile(opening.Path, access, out file), opening.Path) is { } failure)
            return failure;
        if (SandboxPolicy.IsRegular(file!))
            return null;
        file!.Dispose();
        file = null;
        return new RefusedException(ErrorClasses.BadFile, $"{Quote(opening.Path)} is no ordinary file");
    }

    private static uint Publish(MpiEnvironment environment, ulong comm, FileName name, Opening opening, OpenFile state)
    {
        var ours = AccessModes.Create | AccessModes.Exclusive | AccessModes.DeleteOnClose;
        var mode = environment.Constants.ToHost(ParameterKind.Amode, opening.Mode & ~ours)!.Value;
        ulong host = 0;
        opening.Hints.Use(environment, info =>
        {
            ulong made = 0;
            fixed (byte* path = Encoding.UTF8.GetBytes(name.Path + '\0'))
                environment.Functions.FileOpen(comm, path, mode, info, &made);
            host = made;
        });
        var table = environment.Table(HandleKind.File);
        var slot = opening.Slot!.Value;
        opening.Slot = null;
        // The state must be there before the handle is.
        var guest = Handle.Make(HandleKind.File, table.Entry(Handle.PredefinedCount + slot)->Meta, slot);
        environment.Files.Add(guest, state);
        environment.Errors.SetHandler(guest, environment.Errors.Handler(StandardAbi.FileNull));
        return table.Publish(slot, host);
    }

    private static SandboxPolicy Policy(MpiEnvironment environment, byte[] path) =>
        environment.Sandbox ?? throw Failure(NoEntry, path)!;

    private static void Check(int errno, byte[] path)
    {
        if (Failure(errno, path) is { } failure)
            throw failure;
    }

    /// <summary>The standard's class for an error of the file system (MPI 5.0 §14.7).</summary>
    private static RefusedException? Failure(int errno, byte[] path) => errno switch
    {
        0 => null,
        NoEntry => new(ErrorClasses.NoSuchFile, $"there is no {Quote(path)} in the directories given with --dir"),
        Exists => new(ErrorClasses.FileExists, $"{Quote(path)} exists"),
        ReadOnlyFileSystem => new(ErrorClasses.ReadOnly, $"{Quote(path)} is below a directory given with --dir to read only"),
        CrossDevice => new(ErrorClasses.Access, $"{Quote(path)} leads out of the directory given with --dir"),
        AccessDenied or NotPermitted => new(ErrorClasses.Access, $"no permission for {Quote(path)}"),
        NoSpace => new(ErrorClasses.NoSpace, $"no space for {Quote(path)}"),
        QuotaExceeded => new(ErrorClasses.Quota, $"no quota for {Quote(path)}"),
        _ => new(ErrorClasses.BadFile, $"{Quote(path)}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno)}"),
    };

    private static string Quote(byte[] path) => $"'{Encoding.UTF8.GetString(path)}'";

    private const int NotPermitted = 1, NoEntry = 2, AccessDenied = 13, Exists = 17, CrossDevice = 18, NoSpace = 28,
        ReadOnlyFileSystem = 30, QuotaExceeded = 122;
}

/// <summary>Arguments of MPI_File_open.</summary>
internal sealed record Opening(SandboxPolicy Policy, byte[] Path, int Mode, FileHints Hints)
{
    /// <summary>The slot of the handle, until it is published.</summary>
    public uint? Slot { get; set; }
}
