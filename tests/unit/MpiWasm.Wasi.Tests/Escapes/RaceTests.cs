using System.Text;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests.Escapes;

/// <summary>Another thread renames all the time while the guest opens: no moment may exist at which a check and its use differ.</summary>
[Trait("Speed", "Slow")]
public sealed unsafe class RaceTests : IDisposable
{
    private const int Renames = 100_000;
    private readonly EscapeTree _tree = new();

    public static TheoryData<PathResolution> Resolvers => EscapeTests.Resolvers;

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void A_directory_that_becomes_a_link_to_the_outside_does_not_lead_there(PathResolution resolution)
    {
        Directory.CreateDirectory(_tree["inside/real"]);
        File.WriteAllText(_tree["inside/real/secret"], "mine");
        File.CreateSymbolicLink(_tree["inside/race"], "../outside");
        Race(resolution, () => Exchange("inside/real", "inside/race"), "race/secret", "real/secret", "race/new", "race/../file");
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void A_file_that_becomes_a_link_to_the_outside_does_not_lead_there(PathResolution resolution)
    {
        File.WriteAllText(_tree["inside/real"], "mine");
        File.CreateSymbolicLink(_tree["inside/race"], "../outside/secret");
        Race(resolution, () => Exchange("inside/real", "inside/race"), "race", "real", "race", "real");
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void A_directory_that_moves_up_does_not_take_dot_dot_with_it(PathResolution resolution)
    {
        Directory.CreateDirectory(_tree["inside/sub/mover"]);
        var (low, high) = ("inside/sub/mover", "inside/mover");
        Race(
            resolution,
            () =>
            {
                Rename(low, high, 0);
                (low, high) = (high, low);
            },
            "sub/mover/../../outside/secret", "sub/mover/../../../outside/secret",
            "sub/mover/../../outside/new",
            "mover/../../outside/secret");
    }

    public void Dispose() => _tree.Dispose();

    private void Race(PathResolution resolution, Action rename, params string[] paths)
    {
        using var guest = _tree.Grant("HOST/inside", resolution);
        var at = paths.Select(p => (Path: guest.Put(p), Length: (uint)Encoding.UTF8.GetByteCount(p))).ToArray();
        var (result, buffer) = (guest.Allocate(4), guest.Allocate(16));
        var vectors = guest.Vectors((buffer, 16));
        using var ready = new ManualResetEventSlim();
        var done = false;
        var renamer = new Thread(() =>
        {
            ready.Wait();
            for (var i = 0; i < Renames; i++)
                rename();
            Volatile.Write(ref done, true);
        });
        renamer.Start();
        for (var i = 0; !Volatile.Read(ref done); i++)
        {
            ready.Set();
            var (path, length) = at[i % at.Length];
            // Every other time for writing, which creates what is not there.
            var writes = i / at.Length % 2 == 1;
            var error = guest.Call(
                "path_open", 3, 1, path, length, writes ? (ulong)OpenMode.Create : 0, (ulong)(writes
                    ? Rights.FdWrite
                    : Rights.FdRead), 0, 0, result);
            if (error != Errno.Success)
                continue;
            var fd = guest.U32(result);
            if (!writes && guest.Call("fd_read", fd, vectors, 1, result) == Errno.Success)
                Assert.NotEqual("secret", guest.Text(buffer, Math.Min(6, guest.U32(result))));
            guest.Call("fd_close", fd);
        }
        renamer.Join();
        Assert.Equal(_tree.Before, _tree.Snapshot());
    }

    private void Exchange(string a, string b) => Rename(a, b, 2);     // RENAME_EXCHANGE

    private void Rename(string from, string to, uint flags)
    {
        fixed (byte* f = Encoding.UTF8.GetBytes(_tree[from] + "\0"))
        fixed (byte* t = Encoding.UTF8.GetBytes(_tree[to] + "\0"))
        {
            var result = Libc.RenameAt2(AtFlags.CurrentDirectory, f, AtFlags.CurrentDirectory, t, flags);
            Assert.True(result == 0, Libc.Describe(Libc.Errno));
        }
    }
}
