using System.Diagnostics;
using System.Net.Sockets;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image.Cache;
using Xunit;

namespace MpiWasm.Image.Tests;

public sealed class ImageCacheTests : IDisposable
{
    private const string Key = "0123abcd";
    private readonly string _root = Directory.CreateTempSubdirectory("mpiwasm-cache-tests-").FullName;
    private int _compilations;

    private static readonly Lazy<string> Elf = new(() =>
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("mpiwasm-cache-tests-").FullName, "answer.so");
        ImagePipeline.CompileText("define i32 @answer() { ret i32 42 }", new CompileOptions(), path, ImagePipeline.LibrarySymbols);
        return path;
    });

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Primary => Path.Combine(_root, "cache");

    private string Local => Path.Combine(_root, "local");

    private string Cached => Path.Combine(Primary, $"guest-{Key}.so");

    private CachedImage Get(string key = Key) => new ImageCache(Primary, [Local]).GetOrCreate(ImageKind.Guest, key, path =>
    {
        _compilations++;
        File.Copy(Elf.Value, path);
    });

    private static unsafe int Answer(CachedImage image) => ((delegate* unmanaged<int>)image.Symbol("answer"))();

    /// <summary>What is in the cache is not used, said to be so, and replaced by a fresh image.</summary>
    private void IsReplaced(string explanation)
    {
        _compilations = 0;
        using (var image = Get())
        {
            Assert.Equal(42, Answer(image));
            Assert.True(image.WasCompiled);
            Assert.Contains(explanation, Assert.Single(image.Notices), StringComparison.Ordinal);
            Assert.StartsWith("MW03", image.Notices[0], StringComparison.Ordinal);
        }
        Assert.Equal(1, _compilations);
        using var again = Get();
        Assert.False(again.WasCompiled);
        Assert.Empty(again.Notices);
    }

    private void Fill() => Get().Dispose();

    [Fact]
    public void AHitDoesNotCompile()
    {
        using var first = Get();
        using var second = Get();
        Assert.True(first.WasCompiled);
        Assert.False(second.WasCompiled);
        Assert.Equal(42, Answer(second));
        Assert.Equal(1, _compilations);
        Assert.Equal(Cached, second.Path);
        Assert.Empty(second.Notices);
    }

    [Fact]
    public void AnotherKeyIsAnotherImage()
    {
        using var first = Get("aa");
        using var second = Get("bb");
        Assert.Equal(2, _compilations);
    }

    [Fact]
    public void TheCacheDirectoryIsTheOwnersAloneAndNothingElseStaysBehind()
    {
        Fill();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Primary));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Cached));
        Assert.Equal([Cached], Directory.GetFileSystemEntries(Primary));
        Assert.False(Directory.Exists(Path.Combine(Local, "work")));
    }

    [Fact]
    public void ADamagedFileIsReplaced()
    {
        Fill();
        var bytes = File.ReadAllBytes(Cached);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Cached, bytes);
        IsReplaced("checksum");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1000)]
    public void ATruncatedFileIsReplaced(int length)
    {
        Fill();
        File.WriteAllBytes(Cached, File.ReadAllBytes(Cached)[..length]);
        IsReplaced(length <= SealedFile.TrailerSize ? "bytes long" : "trailer is missing");
    }

    [Fact]
    public void ASymbolicLinkIsNotFollowed()
    {
        Fill();
        var elsewhere = Path.Combine(_root, "elsewhere.so");
        File.Move(Cached, elsewhere);
        File.CreateSymbolicLink(Cached, elsewhere);
        IsReplaced("symbolic link");
        Assert.True(File.Exists(elsewhere));
    }

    [Fact]
    public void AFileThatOthersMayWriteIsReplaced()
    {
        Fill();
        File.SetUnixFileMode(Cached, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        IsReplaced("others may write");
    }

    [RootFact]
    public void AFileOfSomebodyElseIsReplaced()
    {
        Fill();
        Mount.Run("chown", "65534", Cached);
        IsReplaced("belongs to user 65534");
    }

    [RootFact]
    public void ADirectoryOfSomebodyElseIsNotUsed()
    {
        Fill();
        Mount.Run("chown", "65534", Primary);
        using var image = Get();
        Assert.True(image.WasCompiled);
        Assert.StartsWith(Local, image.Path, StringComparison.Ordinal);
        Assert.Contains("belongs to user 65534", Assert.Single(image.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void ADirectoryThatIsALinkOrOpenToOthersIsNotUsedAndTheStandInServesTheNextTime()
    {
        var real = Directory.CreateDirectory(Path.Combine(_root, "real")).FullName;
        Directory.CreateSymbolicLink(Primary, real);
        using var image = Get();
        Assert.StartsWith(Local, image.Path, StringComparison.Ordinal);
        Assert.Contains("symbolic link", Assert.Single(image.Notices), StringComparison.Ordinal);
        using var again = Get();
        Assert.False(again.WasCompiled);

        File.Delete(Primary);
        Directory.CreateDirectory(Primary);
        File.SetUnixFileMode(Primary, (UnixFileMode)0x1FF);
        using var third = Get("cc");
        Assert.Contains("others may write", Assert.Single(third.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedCompilationPassesThroughAndLeavesNothing()
    {
        var cache = new ImageCache(Primary, [Local]);
        Assert.Throws<InvalidDataException>(() => cache.GetOrCreate(ImageKind.Guest, Key, path =>
        {
            File.WriteAllText(path, "half");
            throw new InvalidDataException();
        }));
        Assert.False(Directory.Exists(Path.Combine(Primary, "work")));
        Assert.False(Directory.Exists(Path.Combine(Local, "work")));
        Assert.Equal("MW0305", Assert.Throws<ImageException>(() => cache.GetOrCreate(ImageKind.Guest, Key, _ => { })).Code);
    }

    [RootFact(mounts: true)]
    public void ACacheMountedNoexecIsExplainedAndAnotherDirectoryServes()
    {
        using var mount = new Mount(Primary, "noexec,size=1m");
        using var image = Get();
        Assert.Equal(42, Answer(image));
        Assert.StartsWith(Local, image.Path, StringComparison.Ordinal);
        Assert.Contains("noexec", Assert.Single(image.Notices), StringComparison.Ordinal);
    }

    [RootFact(mounts: true)]
    public void WhereNoDirectoryAllowsCodeTheImageLivesInMemory()
    {
        using var mount = new Mount(Primary, "noexec,size=1m");
        using var other = new Mount(Local, "noexec,size=1m");
        using var image = Get();
        Assert.Equal(42, Answer(image));
        Assert.Equal(2, image.Notices.Count);
    }

    [RootFact(mounts: true)]
    public void AFullCacheCostsANoticeOnly()
    {
        using var mount = new Mount(Primary, "size=64k");
        Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(Primary, "filler"), new byte[128 << 10]));
        using var image = Get();
        Assert.Equal(42, Answer(image));
        Assert.Contains("not kept in the cache", Assert.Single(image.Notices), StringComparison.Ordinal);
    }

    [RootFact(mounts: true)]
    public void AReadOnlyCacheCostsANoticeOnly()
    {
        using var mount = new Mount(Primary, "ro,size=1m");
        using var image = Get();
        Assert.Equal(42, Answer(image));
        Assert.Contains("not kept in the cache", Assert.Single(image.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void TheListNamesKindKeyAndSizeAndCleaningRemovesTheFiles()
    {
        Fill();
        File.WriteAllText(Path.Combine(Primary, "notes.txt"), "mine");
        var cache = new ImageCache(Primary, [Local]);
        var entry = Assert.Single(cache.Enumerate());
        Assert.Equal((ImageKind.Guest, Key, new FileInfo(Cached).Length), (entry.Kind, entry.Key, entry.Bytes));
        Assert.Equal((1, 0), cache.Clean());
        Assert.Equal([Path.Combine(Primary, "notes.txt")], Directory.GetFiles(Primary));
    }

    [Fact]
    public void CleaningFindsTheStandInsTooAndWhatEarlierVersionsLeft()
    {
        Directory.CreateDirectory(Local);
        File.Copy(Elf.Value, Path.Combine(Local, $"guest-{Key}.so"));
        foreach (var name in new[] { "123.0f0f.tmp", "123.0f0f.tmp.wasm", "123.0f0f.tmp.456.status", "123.0f0f.tmp.456.0.o", "lock" })
            File.WriteAllText(Path.Combine(Local, $"guest-{Key}.so.{name}"), "");
        Directory.CreateDirectory(Path.Combine(Local, "work", $"1-aa@{Environment.MachineName}"));
        Assert.Equal((1, 6), new ImageCache(Primary, [Local]).Clean());
        Assert.False(Directory.Exists(Local));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("directory")]
    [InlineData("socket")]
    public void WhatIsNoFileIsReplacedWithoutWaitingForAnybody(string what)
    {
        Fill();
        File.Delete(Cached);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        switch (what)
        {
            case "pipe":
                Mount.Run("mkfifo", Cached);
                break;
            case "directory":
                Directory.CreateDirectory(Cached);
                break;
            default:
                socket.Bind(new UnixDomainSocketEndPoint(Cached));
                break;
        }
        IsReplaced("is not used");
    }

    [Fact]
    public void APipeInPlaceOfALockHoldsNobodyUp()
    {
        Directory.CreateDirectory(Path.Combine(Local, "work"));
        Mount.Run("mkfifo", Path.Combine(Local, "work", $"guest-{Key}.so.lock"));
        using var image = Get();
        Assert.True(image.WasCompiled);
    }

    [Fact]
    public void WhereAnotherProcessSpeaksForTheJobNothingIsSaidOfTheCache()
    {
        Directory.CreateDirectory(Primary);
        File.SetUnixFileMode(Primary, (UnixFileMode)0x1FF);
        var said = new List<string>();
        new ImageCache(Primary, [Local]) { OnNotice = said.Add, IsSpokenFor = true }.GetOrCreate(ImageKind.Guest, "dd", path => File.Copy(
            Elf.Value, path))
            .Dispose();
        Assert.Empty(said);
        var cache = new ImageCache(Primary, [Local]) { OnNotice = said.Add };
        foreach (var key in new[] { "ee", "ff" })
            cache.GetOrCreate(ImageKind.Guest, key, path => File.Copy(Elf.Value, path)).Dispose();
        Assert.Contains("others may write", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void OneProcessCompilesWhileTheOtherWaits()
    {
        using var other = StartOther(seconds: 1);
        using var image = Get();
        Assert.False(image.WasCompiled);
        Assert.Equal(0, _compilations);
        other.WaitForExit();
        Assert.Equal(10, other.ExitCode);
    }

    [Fact]
    public async Task WhenTheCompilingProcessIsKilledTheOneThatWaitsCompiles()
    {
        using var other = StartOther(seconds: 600);
        var mine = Task.Run(() => Get());
        await Task.WhenAny(mine, Task.Delay(500));
        Assert.False(mine.IsCompleted, "it did not wait for the process that compiles");
        other.Kill();
        using var image = await mine;
        Assert.True(image.WasCompiled);
        Assert.Equal(1, _compilations);
    }

    [Fact]
    public void AnImageGivenAsAFileMustBeIntact()
    {
        Fill();
        using (var image = CachedImage.OpenFile(Cached, ImageKind.Guest))
            Assert.Equal(42, Answer(image));
        Assert.Equal("MW0301", Assert.Throws<ImageException>(() => CachedImage.OpenFile(Elf.Value, ImageKind.Guest)).Code);
        Assert.Equal(
            "MW0301", Assert.Throws<ImageException>(() => CachedImage.OpenFile(Path.Combine(_root, "none.so"), ImageKind.Guest)).Code);
    }

    [Fact]
    public void KeysDependOnEveryStringAndItsBoundaries()
    {
        string[] keys =
        [
            ImageKey.Compute([1, 2], "a", "b"), ImageKey.Compute([1, 2], "ab"), ImageKey.Compute([1], "a", "b"),
            ImageKey.Compute([1, 2], "a", "c"),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], ImageKey.Compute([1, 2], "a", "b"));
        Assert.Equal(64, keys[0].Length);
    }

    /// <summary>Starts the helper and waits until it compiles, which means that it holds the lock.</summary>
    private Process StartOther(int seconds)
    {
        var marker = Path.Combine(_root, "compiling");
        var helper = Path.Combine(AppContext.BaseDirectory, "MpiWasm.Image.Tests.Helper.dll");
        var process = Process.Start(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [helper, Primary, Local, Key, Elf.Value, marker, seconds.ToString()]);
        while (!File.Exists(marker))
        {
            Assert.False(process.HasExited, "the helper ended early");
            Thread.Sleep(10);
        }
        return process;
    }
}
