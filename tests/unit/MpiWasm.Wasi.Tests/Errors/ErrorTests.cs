using MpiWasm.Wasi.Abi;
using Xunit;
using static MpiWasm.Wasi.Tests.Errors.ErrorScene;

namespace MpiWasm.Wasi.Tests.Errors;

/// <summary>Every error that api/wasi-preview1.api lists, brought about. (fault is the business of <see cref="MemoryTests"/>.)</summary>
public class ErrorTests
{
    private const ulong Bad = 99;
    private static readonly string Long = new('x', 300);

    private static readonly (string Function, Errno Error, Func<ErrorScene, Errno> Call)[] Descriptors =
    [
        ("clock_res_get", Errno.Inval, s => s.Call("clock_res_get", 4, s.Result)),
        ("clock_time_get", Errno.Inval, s => s.Call("clock_time_get", 4, 0, s.Result)),

        ("fd_advise", Errno.Badf, s => s.Call("fd_advise", Bad, 0, 0, 0)),
        ("fd_advise", Errno.Inval, s => s.Call("fd_advise", s.File, 0, 0, 6)),
        ("fd_advise", Errno.Notcapable, s => s.Call("fd_advise", s.NoRights, 0, 0, 0)),
        ("fd_advise", Errno.Spipe, s => s.Call("fd_advise", PipeIn, 0, 0, 0)),
        ("fd_allocate", Errno.Badf, s => s.Call("fd_allocate", Bad, 0, 1)),
        ("fd_allocate", Errno.Fbig, s => s.Call("fd_allocate", s.File, 1ul << 62, 1ul << 62)),
        ("fd_allocate", Errno.Inval, s => s.Call("fd_allocate", s.File, 0, 0)),
        ("fd_allocate", Errno.Isdir, s => s.Call("fd_allocate", Dir, 0, 1)),
        ("fd_allocate", Errno.Nospc, s => s.Call("fd_allocate", s.Shm, 0, 1ul << 50)),
        ("fd_allocate", Errno.Notcapable, s => s.Call("fd_allocate", s.NoRights, 0, 1)),
        ("fd_allocate", Errno.Rofs, s => s.Call("fd_allocate", s.FileBelowReadOnly, 0, 1)),
        ("fd_allocate", Errno.Spipe, s => s.Call("fd_allocate", PipeOut, 0, 1)),
        ("fd_close", Errno.Badf, s => s.Call("fd_close", Bad)),
        ("fd_datasync", Errno.Badf, s => s.Call("fd_datasync", Bad)),
        ("fd_datasync", Errno.Inval, s => s.Call("fd_datasync", PipeOut)),
        ("fd_datasync", Errno.Notcapable, s => s.Call("fd_datasync", s.NoRights)),
        ("fd_fdstat_get", Errno.Badf, s => s.Call("fd_fdstat_get", Bad, s.Result)),
        ("fd_fdstat_set_flags", Errno.Badf, s => s.Call("fd_fdstat_set_flags", Bad, 0)),
        ("fd_fdstat_set_flags", Errno.Inval, s => s.Call("fd_fdstat_set_flags", s.File, (ulong)FdFlags.Sync)),
        ("fd_fdstat_set_flags", Errno.Notcapable, s => s.Call("fd_fdstat_set_flags", s.NoRights, 0)),
        ("fd_fdstat_set_flags", Errno.Notsup, s => s.Call("fd_fdstat_set_flags", PipeOut, (ulong)FdFlags.Append)),
        ("fd_fdstat_set_rights", Errno.Badf, s => s.Call("fd_fdstat_set_rights", Bad, 0, 0)),
        ("fd_fdstat_set_rights", Errno.Notcapable, s => s.Call("fd_fdstat_set_rights", s.NoRights, (ulong)Rights.FdRead, 0)),
        ("fd_filestat_get", Errno.Badf, s => s.Call("fd_filestat_get", Bad, s.Result)),
        ("fd_filestat_get", Errno.Notcapable, s => s.Call("fd_filestat_get", s.NoRights, s.Result)),
        ("fd_filestat_set_size", Errno.Badf, s => s.Call("fd_filestat_set_size", Bad, 0)),
        ("fd_filestat_set_size", Errno.Fbig, s => s.Call("fd_filestat_set_size", s.File, s.Largest() + 1)),
        ("fd_filestat_set_size", Errno.Inval, s => s.Call("fd_filestat_set_size", s.File, ulong.MaxValue)),
        ("fd_filestat_set_size", Errno.Isdir, s => s.Call("fd_filestat_set_size", Dir, 0)),
        ("fd_filestat_set_size", Errno.Notcapable, s => s.Call("fd_filestat_set_size", s.NoRights, 0)),
        ("fd_filestat_set_size", Errno.Rofs, s => s.Call("fd_filestat_set_size", s.FileBelowReadOnly, 0)),
        ("fd_filestat_set_times", Errno.Badf, s => s.Call("fd_filestat_set_times", Bad, 0, 0, 0)),
        ("fd_filestat_set_times", Errno.Inval, s => s.Call("fd_filestat_set_times", s.File, 0, 0, 3)),
        ("fd_filestat_set_times", Errno.Notcapable, s => s.Call("fd_filestat_set_times", s.NoRights, 0, 0, 1)),
        ("fd_filestat_set_times", Errno.Rofs, s => s.Call("fd_filestat_set_times", s.FileBelowReadOnly, 0, 0, 1)),
        ("fd_pread", Errno.Badf, s => s.Call("fd_pread", Bad, s.Vector, 1, 0, s.Result)),
        ("fd_pread", Errno.Inval, s => s.Call("fd_pread", s.File, s.Vector, 1, ulong.MaxValue, s.Result)),
        ("fd_pread", Errno.Isdir, s => s.Call("fd_pread", Dir, s.Vector, 1, 0, s.Result)),
        ("fd_pread", Errno.Notcapable, s => s.Call("fd_pread", s.NoRights, s.Vector, 1, 0, s.Result)),
        ("fd_pread", Errno.Spipe, s => s.Call("fd_pread", PipeIn, s.Vector, 1, 0, s.Result)),
        ("fd_prestat_get", Errno.Badf, s => s.Call("fd_prestat_get", s.File, s.Result)),
        ("fd_prestat_dir_name", Errno.Badf, s => s.Call("fd_prestat_dir_name", Bad, s.Result, 8)),
        ("fd_prestat_dir_name", Errno.Nametoolong, s => s.Call("fd_prestat_dir_name", ReadOnlyDir, s.Result, 1)),
        ("fd_pwrite", Errno.Badf, s => s.Call("fd_pwrite", Bad, s.Vector, 1, 0, s.Result)),
        ("fd_pwrite", Errno.Fbig, s => s.Call("fd_pwrite", s.File, s.Vector, 1, s.Largest(), s.Result)),
        ("fd_pwrite", Errno.Inval, s => s.Call("fd_pwrite", s.File, s.Vector, 1, ulong.MaxValue, s.Result)),
        ("fd_pwrite", Errno.Nospc, s => s.Call("fd_pwrite", Full, s.Vector, 1, 0, s.Result)),
        ("fd_pwrite", Errno.Notcapable, s => s.Call("fd_pwrite", s.FileBelowReadOnly, s.Vector, 1, 0, s.Result)),
        ("fd_pwrite", Errno.Spipe, s => s.Call("fd_pwrite", PipeOut, s.Vector, 1, 0, s.Result)),
        ("fd_read", Errno.Again, s =>
        {
            s.Guest.Do("fd_fdstat_set_flags", PipeIn, (ulong)FdFlags.NonBlocking);
            return s.Call("fd_read", PipeIn, s.Vector, 1, s.Result);
        }),
        ("fd_read", Errno.Badf, s => s.Call("fd_read", Bad, s.Vector, 1, s.Result)),
        ("fd_read", Errno.Isdir, s => s.Call("fd_read", Dir, s.Vector, 1, s.Result)),
        ("fd_read", Errno.Notcapable, s => s.Call("fd_read", PipeOut, s.Vector, 1, s.Result)),
        ("fd_readdir", Errno.Badf, s => s.Call("fd_readdir", Bad, s.Result, 100, 0, s.Result)),
        ("fd_readdir", Errno.Inval, s => s.Call("fd_readdir", Dir, s.Result, 100, ulong.MaxValue, s.Result)),
        ("fd_readdir", Errno.Notcapable, s => s.Call("fd_readdir", s.NoRightsDir, s.Result, 100, 0, s.Result)),
        ("fd_readdir", Errno.Notdir, s => s.Call("fd_readdir", s.File, s.Result, 100, 0, s.Result)),
        ("fd_renumber", Errno.Badf, s => s.Call("fd_renumber", s.File, Bad)),
        ("fd_seek", Errno.Badf, s => s.Call("fd_seek", Bad, 0, 0, s.Result)),
        ("fd_seek", Errno.Inval, s => s.Call("fd_seek", s.File, ulong.MaxValue, 0, s.Result)),
        ("fd_seek", Errno.Notcapable, s => s.Call("fd_seek", s.NoRights, 0, 0, s.Result)),
        ("fd_seek", Errno.Spipe, s => s.Call("fd_seek", PipeIn, 0, 0, s.Result)),
        ("fd_sync", Errno.Badf, s => s.Call("fd_sync", Bad)),
        ("fd_sync", Errno.Inval, s => s.Call("fd_sync", PipeOut)),
        ("fd_sync", Errno.Notcapable, s => s.Call("fd_sync", s.NoRights)),
        ("fd_tell", Errno.Badf, s => s.Call("fd_tell", Bad, s.Result)),
        ("fd_tell", Errno.Notcapable, s => s.Call("fd_tell", s.NoRights, s.Result)),
        ("fd_tell", Errno.Spipe, s => s.Call("fd_tell", PipeIn, s.Result)),
        ("fd_write", Errno.Again, s =>
        {
            var fd = s.Connected();
            s.Guest.Do("fd_fdstat_set_flags", fd, (ulong)FdFlags.NonBlocking);
            var vector = s.Guest.Vectors((0, Guest.MemorySize));
            Errno error;
            do
            {
                error = s.Call("fd_write", fd, vector, 1, s.Result);
            }
            while (error == Errno.Success);
            return error;
        }),
        ("fd_write", Errno.Badf, s => s.Call("fd_write", Bad, s.Vector, 1, s.Result)),
        ("fd_write", Errno.Fbig, s =>
        {
            s.Guest.Do("fd_seek", s.File, s.Largest(), 0, s.Result);
            return s.Call("fd_write", s.File, s.Vector, 1, s.Result);
        }),
        ("fd_write", Errno.Nospc, s => s.Call("fd_write", Full, s.Vector, 1, s.Result)),
        ("fd_write", Errno.Notcapable, s => s.Call("fd_write", s.FileBelowReadOnly, s.Vector, 1, s.Result)),
        ("fd_write", Errno.Pipe, s => s.Call("fd_write", PipeOut, s.Vector, 1, s.Result)),

        ("poll_oneoff", Errno.Inval, s => s.Call("poll_oneoff", s.Result, s.Result, 0, s.Result)),
        ("proc_raise", Errno.Inval, s => s.Call("proc_raise", 77)),
        ("proc_raise", Errno.Notsup, s => s.Call("proc_raise", 18)),
        ("sched_yield", Errno.Success, s => s.Call("sched_yield")),

        ("sock_accept", Errno.Again, s =>
        {
            s.Guest.Do("fd_fdstat_set_flags", Listener, (ulong)FdFlags.NonBlocking);
            return s.Call("sock_accept", Listener, 0, s.Result);
        }),
        ("sock_accept", Errno.Badf, s => s.Call("sock_accept", Bad, 0, s.Result)),
        ("sock_accept", Errno.Inval, s => s.Call("sock_accept", Listener, (ulong)FdFlags.Append, s.Result)),
        ("sock_accept", Errno.Mfile, s =>
        {
            while (s.Guest.Open("file", out _) == Errno.Success)
            {
            }
            s.Guest.Do("fd_close", s.File);
            var last = s.Connected();
            return last == s.File ? s.AcceptAnother() : Errno.Success;
        }),
        ("sock_accept", Errno.Notcapable, s => s.Call("sock_accept", s.Connected(), 0, s.Result)),
        ("sock_accept", Errno.Notsock, s => s.Call("sock_accept", s.File, 0, s.Result)),
        ("sock_recv", Errno.Again, s =>
        {
            var fd = s.Connected();
            s.Guest.Do("fd_fdstat_set_flags", fd, (ulong)FdFlags.NonBlocking);
            return s.Call("sock_recv", fd, s.Vector, 1, 0, s.Result, s.Result);
        }),
        ("sock_recv", Errno.Badf, s => s.Call("sock_recv", Bad, s.Vector, 1, 0, s.Result, s.Result)),
        ("sock_recv", Errno.Inval, s => s.Call("sock_recv", Listener, s.Vector, 1, 4, s.Result, s.Result)),
        ("sock_recv", Errno.Notcapable, s =>
        {
            s.Guest.Do("fd_fdstat_set_rights", Listener, 0, 0);
            return s.Call("sock_recv", Listener, s.Vector, 1, 0, s.Result, s.Result);
        }),
        ("sock_recv", Errno.Notsock, s => s.Call("sock_recv", s.File, s.Vector, 1, 0, s.Result, s.Result)),
        ("sock_send", Errno.Badf, s => s.Call("sock_send", Bad, s.Vector, 1, 0, s.Result)),
        ("sock_send", Errno.Inval, s => s.Call("sock_send", Unconnected, s.Vector, 1, 1, s.Result)),
        ("sock_send", Errno.Notcapable, s =>
        {
            s.Guest.Do("fd_fdstat_set_rights", Unconnected, 0, 0);
            return s.Call("sock_send", Unconnected, s.Vector, 1, 0, s.Result);
        }),
        ("sock_send", Errno.Notsock, s => s.Call("sock_send", s.File, s.Vector, 1, 0, s.Result)),
        ("sock_send", Errno.Pipe, s => s.Call("sock_send", Unconnected, s.Vector, 1, 0, s.Result)),
        ("sock_shutdown", Errno.Badf, s => s.Call("sock_shutdown", Bad, 1)),
        ("sock_shutdown", Errno.Inval, s => s.Call("sock_shutdown", Unconnected, 4)),
        ("sock_shutdown", Errno.Notcapable, s =>
        {
            s.Guest.Do("fd_fdstat_set_rights", Unconnected, 0, 0);
            return s.Call("sock_shutdown", Unconnected, 1);
        }),
        ("sock_shutdown", Errno.Notconn, s => s.Call("sock_shutdown", Unconnected, 1)),
        ("sock_shutdown", Errno.Notsock, s => s.Call("sock_shutdown", s.File, 1)),
    ];

    private static readonly (string Function, Errno Error, Func<ErrorScene, Errno> Call)[] Paths =
    [
        .. OfEveryPath("path_create_directory", (s, fd, path) => s.Path("path_create_directory", [fd], path), changes: true),
        ("path_create_directory", Errno.Exist, s => s.Path("path_create_directory", [Dir], "dir")),
        .. OfEveryPath("path_filestat_get", (s, fd, path) => s.Path("path_filestat_get", [fd, 1], path, s.Result), changes: false),
        .. OfEveryPath(
            "path_filestat_set_times", (s, fd, path) => s.Path("path_filestat_set_times", [fd, 1], path, 0, 0, 1), changes: true),
        .. OfEveryPath("path_link", (s, fd, path) => Two(s, "path_link", [fd, 0], path, Dir, "new"), changes: true),
        ("path_link", Errno.Exist, s => Two(s, "path_link", [Dir, 0], "file", Dir, "dir")),
        ("path_link", Errno.Perm, s => Two(s, "path_link", [Dir, 0], "dir", Dir, "new")),
        ("path_link", Errno.Xdev, s => Two(s, "path_link", [Dir, 0], "file", OtherSystem, "new")),
        .. OfEveryPath("path_open", (s, fd, path) => Open(s, fd, path, 0, Rights.FdRead), changes: false),
        ("path_open", Errno.Exist, s => Open(s, Dir, "file", OpenMode.Create | OpenMode.Exclusive, Rights.FdWrite)),
        ("path_open", Errno.Isdir, s => Open(s, Dir, "dir", 0, Rights.FdWrite)),
        ("path_open", Errno.Rofs, s => Open(s, ReadOnlyDir, "file", 0, Rights.FdWrite)),
        ("path_open", Errno.Mfile, s =>
        {
            Errno error;
            do
            {
                error = Open(s, Dir, "file", 0, Rights.FdRead);
            }
            while (error == Errno.Success);
            return error;
        }),
        .. OfEveryPath("path_readlink", (s, fd, path) => s.Path("path_readlink", [fd], path, s.Result, 8, s.Result), changes: false),
        .. OfEveryPath("path_remove_directory", (s, fd, path) => s.Path("path_remove_directory", [fd], path), changes: true),
        ("path_remove_directory", Errno.Notempty, s => s.Path("path_remove_directory", [Dir], "dir")),
        .. OfEveryPath("path_rename", (s, fd, path) => Two(s, "path_rename", [fd], path, Dir, "new"), changes: true),
        ("path_rename", Errno.Busy, s => Two(s, "path_rename", [Dir], ".", Dir, "new")),
        ("path_rename", Errno.Isdir, s => Two(s, "path_rename", [Dir], "file", Dir, "dir/sub")),
        ("path_rename", Errno.Notempty, s =>
        {
            s.Path("path_create_directory", [Dir], "empty");
            return Two(s, "path_rename", [Dir], "empty", Dir, "dir");
        }),
        ("path_rename", Errno.Xdev, s => Two(s, "path_rename", [Dir], "file", OtherSystem, "new")),
        .. OfEveryPath("path_symlink", (s, fd, path) => Two(s, "path_symlink", [], "target", fd, path), changes: true),
        ("path_symlink", Errno.Exist, s => Two(s, "path_symlink", [], "target", Dir, "file")),
        .. OfEveryPath("path_unlink_file", (s, fd, path) => s.Path("path_unlink_file", [fd], path), changes: true),
        ("path_unlink_file", Errno.Isdir, s => s.Path("path_unlink_file", [Dir], "dir")),
    ];

    public static IEnumerable<object[]> Rows => Descriptors.Concat(Paths).Select(r => new object[] { r.Function, r.Error.ToString() });

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_error_comes(string function, string error)
    {
        using var scene = new ErrorScene();
        Assert.Equal(
            error, Descriptors.Concat(Paths).First(r => r.Function == function && r.Error.ToString() == error).Call(scene).ToString());
    }

    [Fact]
    public void Every_error_of_every_function_has_a_row()
    {
        var tested = Descriptors.Concat(Paths).Select(r => (r.Function, Error: r.Error.ToString())).ToList();
        Assert.Equal(tested.Distinct().Count(), tested.Count);
        var faults = MemoryTests.Calls.Select(row => ((string)row[0], "Fault"));
        var listed = ApiText.Load().Functions.SelectMany(f => f.Errors.Select(e => (f.Name, char.ToUpperInvariant(e[0]) + e[1..])));
        Assert.Equal(listed.Order(), tested.Concat(faults).Distinct().Order());
    }

    /// <summary>The errors that every call with a path knows.</summary>
    private static (string Function, Errno Error, Func<ErrorScene, Errno> Call)[] OfEveryPath(
        string function, Func<ErrorScene, ulong, string, Errno> call, bool changes)
    {
        (string Function, Errno Error, Func<ErrorScene, Errno> Call)[] rows =
        [
            (function, Errno.Badf, s => call(s, Bad, "file")),
            (function, Errno.Inval, s => call(s, Dir, "a\0b")),
            (function, Errno.Loop, s => call(s, Dir, "loop/x")),
            (function, Errno.Nametoolong, s => call(s, Dir, Long)),
            (function, Errno.Noent, s => call(s, Dir, "none/x")),
            (function, Errno.Notcapable, s => call(s, Dir, "out/x") is Errno.Notcapable ? call(s, s.NoRightsDir, "sub") : Errno.Success),
            (function, Errno.Notdir, s => call(s, Dir, "file/x")),
        ];
        return changes ? [.. rows, (function, Errno.Rofs, s => call(s, ReadOnlyDir, "file"))] : rows;
    }

    private static Errno Two(ErrorScene s, string function, ReadOnlySpan<ulong> before, string from, ulong toDirectory, string to) =>
        s.Path(function, before, from, toDirectory, s.Guest.Put(to), (uint)to.Length);

    private static Errno Open(ErrorScene s, ulong fd, string path, OpenMode mode, Rights rights) =>
        s.Path("path_open", [fd, 1], path, (ulong)mode, (ulong)rights, 0, 0, s.Result);
}
