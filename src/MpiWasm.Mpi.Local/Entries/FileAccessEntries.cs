using System.Runtime.InteropServices;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Data access of files (MPI 5.0 §14.4).</summary>
internal static unsafe class FileAccessEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_File_read_at", (nint)(delegate* unmanaged<int, long, void*, int, int, Status*, int>)&FileReadAt),
        ("MPI_File_iread_at", (nint)(delegate* unmanaged<int, long, void*, int, int, int*, int>)&FileIreadAt),
        ("MPI_File_read_at_all", (nint)(delegate* unmanaged<int, long, void*, int, int, Status*, int>)&FileReadAtAll),
        ("MPI_File_iread_at_all", (nint)(delegate* unmanaged<int, long, void*, int, int, int*, int>)&FileIreadAtAll),
        ("MPI_File_read_at_all_begin", (nint)(delegate* unmanaged<int, long, void*, int, int, int>)&FileReadAtAllBegin),
        ("MPI_File_read_at_all_end", (nint)(delegate* unmanaged<int, void*, Status*, int>)&FileReadAtAllEnd),
        ("MPI_File_read", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileRead),
        ("MPI_File_iread", (nint)(delegate* unmanaged<int, void*, int, int, int*, int>)&FileIread),
        ("MPI_File_read_all", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileReadAll),
        ("MPI_File_iread_all", (nint)(delegate* unmanaged<int, void*, int, int, int*, int>)&FileIreadAll),
        ("MPI_File_read_all_begin", (nint)(delegate* unmanaged<int, void*, int, int, int>)&FileReadAllBegin),
        ("MPI_File_read_all_end", (nint)(delegate* unmanaged<int, void*, Status*, int>)&FileReadAllEnd),
        ("MPI_File_read_shared", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileReadShared),
        ("MPI_File_iread_shared", (nint)(delegate* unmanaged<int, void*, int, int, int*, int>)&FileIreadShared),
        ("MPI_File_read_ordered", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileReadOrdered),
        ("MPI_File_read_ordered_begin", (nint)(delegate* unmanaged<int, void*, int, int, int>)&FileReadOrderedBegin),
        ("MPI_File_read_ordered_end", (nint)(delegate* unmanaged<int, void*, Status*, int>)&FileReadOrderedEnd),
        ("MPI_File_write_at", (nint)(delegate* unmanaged<int, long, void*, int, int, Status*, int>)&FileWriteAt),
        ("MPI_File_iwrite_at", (nint)(delegate* unmanaged<int, long, void*, int, int, int*, int>)&FileIwriteAt),
        ("MPI_File_write_at_all", (nint)(delegate* unmanaged<int, long, void*, int, int, Status*, int>)&FileWriteAtAll),
        ("MPI_File_iwrite_at_all", (nint)(delegate* unmanaged<int, long, void*, int, int, int*, int>)&FileIwriteAtAll),
        ("MPI_File_write_at_all_begin", (nint)(delegate* unmanaged<int, long, void*, int, int, int>)&FileWriteAtAllBegin),
        ("MPI_File_write_at_all_end", (nint)(delegate* unmanaged<int, void*, Status*, int>)&FileWriteAtAllEnd),
        ("MPI_File_write", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileWrite),
        ("MPI_File_iwrite", (nint)(delegate* unmanaged<int, void*, int, int, int*, int>)&FileIwrite),
        ("MPI_File_write_all", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileWriteAll),
        ("MPI_File_iwrite_all", (nint)(delegate* unmanaged<int, void*, int, int, int*, int>)&FileIwriteAll),
        ("MPI_File_write_all_begin", (nint)(delegate* unmanaged<int, void*, int, int, int>)&FileWriteAllBegin),
        ("MPI_File_write_all_end", (nint)(delegate* unmanaged<int, void*, Status*, int>)&FileWriteAllEnd),
        ("MPI_File_write_shared", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileWriteShared),
        ("MPI_File_iwrite_shared", (nint)(delegate* unmanaged<int, void*, int, int, int*, int>)&FileIwriteShared),
        ("MPI_File_write_ordered", (nint)(delegate* unmanaged<int, void*, int, int, Status*, int>)&FileWriteOrdered),
        ("MPI_File_write_ordered_begin", (nint)(delegate* unmanaged<int, void*, int, int, int>)&FileWriteOrderedBegin),
        ("MPI_File_write_ordered_end", (nint)(delegate* unmanaged<int, void*, Status*, int>)&FileWriteOrderedEnd),
    ];

    [UnmanagedCallersOnly]
    private static int FileReadAt(int file, long offset, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(false, Place.Explicit, file, offset, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIreadAt(int file, long offset, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(false, Place.Explicit, file, offset, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileReadAtAll(int file, long offset, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(false, Place.Explicit, file, offset, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIreadAtAll(int file, long offset, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(false, Place.Explicit, file, offset, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileReadAtAllBegin(int file, long offset, void* buffer, int count, int type) =>
        Accesses.BeginSplit(false, Place.Explicit, file, offset, buffer, count, type);

    [UnmanagedCallersOnly]
    private static int FileReadAtAllEnd(int file, void* buffer, Status* status) =>
        Accesses.EndSplit(file, status);

    [UnmanagedCallersOnly]
    private static int FileRead(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(false, Place.Individual, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIread(int file, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(false, Place.Individual, file, 0, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileReadAll(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(false, Place.Individual, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIreadAll(int file, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(false, Place.Individual, file, 0, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileReadAllBegin(int file, void* buffer, int count, int type) =>
        Accesses.BeginSplit(false, Place.Individual, file, 0, buffer, count, type);

    [UnmanagedCallersOnly]
    private static int FileReadAllEnd(int file, void* buffer, Status* status) =>
        Accesses.EndSplit(file, status);

    [UnmanagedCallersOnly]
    private static int FileReadShared(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(false, Place.Shared, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIreadShared(int file, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(false, Place.Shared, file, 0, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileReadOrdered(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(false, Place.Ordered, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileReadOrderedBegin(int file, void* buffer, int count, int type) =>
        Accesses.BeginSplit(false, Place.Ordered, file, 0, buffer, count, type);

    [UnmanagedCallersOnly]
    private static int FileReadOrderedEnd(int file, void* buffer, Status* status) =>
        Accesses.EndSplit(file, status);

    [UnmanagedCallersOnly]
    private static int FileWriteAt(int file, long offset, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(true, Place.Explicit, file, offset, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIwriteAt(int file, long offset, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(true, Place.Explicit, file, offset, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileWriteAtAll(int file, long offset, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(true, Place.Explicit, file, offset, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIwriteAtAll(int file, long offset, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(true, Place.Explicit, file, offset, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileWriteAtAllBegin(int file, long offset, void* buffer, int count, int type) =>
        Accesses.BeginSplit(true, Place.Explicit, file, offset, buffer, count, type);

    [UnmanagedCallersOnly]
    private static int FileWriteAtAllEnd(int file, void* buffer, Status* status) =>
        Accesses.EndSplit(file, status);

    [UnmanagedCallersOnly]
    private static int FileWrite(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(true, Place.Individual, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIwrite(int file, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(true, Place.Individual, file, 0, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileWriteAll(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(true, Place.Individual, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIwriteAll(int file, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(true, Place.Individual, file, 0, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileWriteAllBegin(int file, void* buffer, int count, int type) =>
        Accesses.BeginSplit(true, Place.Individual, file, 0, buffer, count, type);

    [UnmanagedCallersOnly]
    private static int FileWriteAllEnd(int file, void* buffer, Status* status) =>
        Accesses.EndSplit(file, status);

    [UnmanagedCallersOnly]
    private static int FileWriteShared(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(true, Place.Shared, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileIwriteShared(int file, void* buffer, int count, int type, int* request) =>
        Accesses.Begin(true, Place.Shared, file, 0, buffer, count, type, request);

    [UnmanagedCallersOnly]
    private static int FileWriteOrdered(int file, void* buffer, int count, int type, Status* status) =>
        Accesses.Do(true, Place.Ordered, file, 0, buffer, count, type, status);

    [UnmanagedCallersOnly]
    private static int FileWriteOrderedBegin(int file, void* buffer, int count, int type) =>
        Accesses.BeginSplit(true, Place.Ordered, file, 0, buffer, count, type);

    [UnmanagedCallersOnly]
    private static int FileWriteOrderedEnd(int file, void* buffer, Status* status) =>
        Accesses.EndSplit(file, status);
}
