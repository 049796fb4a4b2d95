using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Files;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Files but for their data (MPI 5.0, chapter 14).</summary>
internal static unsafe class FileEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Register_datarep", (nint)(delegate* unmanaged<byte*, void*, void*, void*, void*, int>)&RegisterDatarep),
        ("MPI_File_open", (nint)(delegate* unmanaged<int, byte*, int, int, int*, int>)&FileOpen),
        ("MPI_File_close", (nint)(delegate* unmanaged<int*, int>)&FileClose),
        ("MPI_File_get_size", (nint)(delegate* unmanaged<int, long*, int>)&FileGetSize),
        ("MPI_File_set_size", (nint)(delegate* unmanaged<int, long, int>)&FileSetSize),
        ("MPI_File_preallocate", (nint)(delegate* unmanaged<int, long, int>)&FilePreallocate),
        ("MPI_File_get_group", (nint)(delegate* unmanaged<int, int*, int>)&FileGetGroup),
        ("MPI_File_get_amode", (nint)(delegate* unmanaged<int, int*, int>)&FileGetAmode),
        ("MPI_File_set_info", (nint)(delegate* unmanaged<int, int, int>)&FileSetInfo),
        ("MPI_File_set_view", (nint)(delegate* unmanaged<int, long, int, int, byte*, int, int>)&FileSetView),
        ("MPI_File_get_view", (nint)(delegate* unmanaged<int, long*, int*, int*, byte*, int>)&FileGetView),
        ("MPI_File_seek", (nint)(delegate* unmanaged<int, long, int, int>)&FileSeek),
        ("MPI_File_seek_shared", (nint)(delegate* unmanaged<int, long, int, int>)&FileSeekShared),
        ("MPI_File_get_position", (nint)(delegate* unmanaged<int, long*, int>)&FileGetPosition),
        ("MPI_File_get_position_shared", (nint)(delegate* unmanaged<int, long*, int>)&FileGetPositionShared),
        ("MPI_File_get_byte_offset", (nint)(delegate* unmanaged<int, long, long*, int>)&FileGetByteOffset),
        ("MPI_File_set_atomicity", (nint)(delegate* unmanaged<int, int, int>)&FileSetAtomicity),
        ("MPI_File_get_atomicity", (nint)(delegate* unmanaged<int, int*, int>)&FileGetAtomicity),
        ("MPI_File_sync", (nint)(delegate* unmanaged<int, int>)&FileSync),
    ];

    [UnmanagedCallersOnly]
    private static int FileOpen(int comm, byte* path, int mode, int info, int* made) =>
        Entry.RunToCode(() => Opening.Open(comm, path, mode, made));

    [UnmanagedCallersOnly]
    private static int FileClose(int* file) =>
        Entry.Run(() => Close(file));

    [UnmanagedCallersOnly]
    private static int FileGetSize(int file, long* size) =>
        Entry.Run(() => *size = RandomAccess.GetLength(Of(file).Handle));

    [UnmanagedCallersOnly]
    private static int FileSetSize(int file, long size) =>
        Entry.Run(() => Resize(Of(file), size, takesSpace: false));

    [UnmanagedCallersOnly]
    private static int FilePreallocate(int file, long size) =>
        Entry.Run(() => Resize(Of(file), size, takesSpace: true));

    [UnmanagedCallersOnly]
    private static int FileGetGroup(int file, int* group) =>
        Entry.Run(() => *group = Entry.Objects.HandleOf(Of(file).Communicator.Group));

    [UnmanagedCallersOnly]
    private static int FileGetAmode(int file, int* mode) =>
        Entry.Run(() => *mode = Of(file).Mode);

    [UnmanagedCallersOnly]
    private static int FileSetInfo(int file, int info) =>
        Entry.Run(() => FileMeeting.Hold(Of(file)));

    [UnmanagedCallersOnly]
    private static int FileSetView(int file, long displacement, int elementary, int filetype, byte* representation, int info) =>
        Entry.Run(() => SetView(Of(file), displacement, elementary, filetype));

    [UnmanagedCallersOnly]
    private static int FileGetView(int file, long* displacement, int* elementary, int* filetype, byte* representation) =>
        Entry.Run(() =>
        {
            var view = Of(file).View;
            *displacement = view.Displacement;
            *elementary = Entry.Objects.Datatypes.Add(view.Elementary);
            *filetype = Entry.Objects.Datatypes.Add(view.Filetype);
            "native\0"u8.CopyTo(new Span<byte>(representation, 7));
        });

    [UnmanagedCallersOnly]
    private static int FileSeek(int file, long offset, int whence) =>
        Entry.Run(() => Seek(Of(file), offset, whence));

    [UnmanagedCallersOnly]
    private static int FileSeekShared(int file, long offset, int whence) =>
        Entry.Run(() => SeekShared(Of(file), offset, whence));

    [UnmanagedCallersOnly]
    private static int FileGetPosition(int file, long* offset) =>
        Entry.Run(() => *offset = Of(file).Pointer);

    [UnmanagedCallersOnly]
    private static int FileGetPositionShared(int file, long* offset) =>
        Entry.Run(() => *offset = Of(file).Core.Pointer);

    [UnmanagedCallersOnly]
    private static int FileGetByteOffset(int file, long offset, long* place) =>
        Entry.Run(() => *place = Of(file).View.PlaceOf(offset));

    [UnmanagedCallersOnly]
    private static int FileSetAtomicity(int file, int flag) =>
        Entry.Run(() =>
        {
            Of(file).IsAtomic = flag != 0;
            FileMeeting.Hold(Of(file));
        });

    [UnmanagedCallersOnly]
    private static int FileGetAtomicity(int file, int* flag) =>
        Entry.Run(() => *flag = Of(file).IsAtomic ? 1 : 0);

    [UnmanagedCallersOnly]
    private static int FileSync(int file) =>
        Entry.Run(() =>
        {
            RandomAccess.FlushToDisk(Of(file).Handle);
            FileMeeting.Hold(Of(file));
        });

    // The layer above knows it, and gives views of it to nobody.
    [UnmanagedCallersOnly]
    private static int RegisterDatarep(byte* name, void* read, void* write, void* extent, void* state) => StandardAbi.Success;

    private static LocalFile Of(int handle) => Entry.Objects.Files[handle];

    /// <summary>Nobody closes while another still accesses: what one writes, those that open the file afterwards find.</summary>
    private static void Close(int* handle)
    {
        var file = Of(*handle);
        FileMeeting.Hold(file);
        file.Dispose();
        _ = Entry.Objects.Files.TryRemove(*handle, out _);
        *handle = StandardAbi.FileNull;
    }

    /// <summary>By the rank that comes last; the file is the same for all.</summary>
    private static void Resize(LocalFile file, long size, bool takesSpace) =>
        FileMeeting.Hold(file, (file, size, takesSpace), static parts => Resize(parts));

    private static void Resize(Part[] parts)
    {
        var (file, size, takesSpace) = ((LocalFile, long, bool))parts[0].Value!;
        if (!Array.TrueForAll(parts, part => ((LocalFile, long Size, bool))part.Value! is var (_, other, _) && other == size))
            throw new MpiFailure(StandardAbi.ErrNotSame);
        try
        {
            if (takesSpace)
                Allocate(file, size);
            else
                RandomAccess.SetLength(file.Handle, size);
        }
        catch (IOException e)
        {
            throw new MpiFailure(FileErrors.ClassOf(e));
        }
    }

    private static void Allocate(LocalFile file, long size)
    {
        int error;
        do
            error = size == 0 ? 0 : Libc.Allocate((int)file.Handle.DangerousGetHandle(), 0, size);
        while (error == HostErrno.EINTR);
        if (error != 0)
            throw new MpiFailure(FileErrors.ClassOf(error));
    }

    private static void SetView(LocalFile file, long displacement, int elementary, int filetype)
    {
        var types = Entry.Objects.Datatypes;
        // In a file that is only read or written in sequence, the next byte is where the view begins.
        var start = displacement == StandardAbi.DisplacementCurrent ? file.View.PlaceOf(file.Core.Pointer) : displacement;
        file.View = new FileView(start, types[elementary], types[filetype]);
        file.Pointer = 0;
        FileMeeting.SetPointer(file, 0);
    }

    private static void Seek(LocalFile file, long offset, int whence) => file.Pointer = Target(file, file.Pointer, offset, whence);

    private static void SeekShared(LocalFile file, long offset, int whence)
    {
        var target = Target(file, file.Core.Pointer, offset, whence);
        FileMeeting.SetPointer(file, target);
    }

    private static long Target(LocalFile file, long current, long offset, int whence)
    {
        var from = whence switch
        {
            StandardAbi.SeekSet => 0,
            StandardAbi.SeekCur => current,
            StandardAbi.SeekEnd => file.End,
            _ => throw new MpiFailure(StandardAbi.ErrArg),
        };
        return from + offset >= 0 ? from + offset : throw new MpiFailure(StandardAbi.ErrArg);
    }
}
