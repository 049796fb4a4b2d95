using System.Diagnostics;
using System.Runtime.InteropServices;
using MpiWasm.Image.Cache;
using Xunit;

namespace MpiWasm.Image.Tests;

/// <summary>Files that exist only while somebody works: their owner's death is noticed, and his life too.</summary>
public sealed partial class WorkDirectoryTests : IDisposable
{
    private readonly string _home = LocalDirectories.Of(Directory.CreateTempSubdirectory("mpiwasm-work-tests-").FullName);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_home)!, recursive: true);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);

    private static Process Helper(params string[] arguments)
    {
        var helper = Path.Combine(AppContext.BaseDirectory, "MpiWasm.Image.Tests.Helper.dll");
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(host, [helper, .. arguments]) { RedirectStandardOutput = true })!;
    }

    [Fact]
    public void WhenTheWorkIsDoneNothingIsLeftNotEvenTheHome()
    {
        using (var place = WorkDirectory.TryCreate(_home)!)
            File.WriteAllText(Path.Combine(place.Path, "half"), "done");
        Assert.False(Directory.Exists(_home));
    }

    [Fact]
    public void ADirectoryThatSomebodyNamedStaysThoughItIsEmpty()
    {
        var named = Path.Combine(Path.GetDirectoryName(_home)!, "mpiwasm-cache");
        WorkDirectory.TryCreate(named)!.Dispose();
        Assert.True(Directory.Exists(named));
        Assert.Empty(Directory.GetFiles(named, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void WhatSomebodyWorksOnIsNotSweptAndWhatADeadProcessLeftIs()
    {
        using var other = Helper("work", _home);
        var path = other.StandardOutput.ReadLine()!;
        File.WriteAllText(Path.Combine(path, "half"), "done");
        Assert.Equal(0, WorkDirectory.Sweep(_home));
        Assert.True(File.Exists(Path.Combine(path, "half")));
        other.Kill();
        other.WaitForExit();
        Assert.Equal(1, WorkDirectory.Sweep(_home));
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void WhoJoinedKeepsItAndMayRemoveIt()
    {
        using var other = Helper("work", _home);
        var path = other.StandardOutput.ReadLine()!;
        var joined = WorkDirectory.TryJoin(path)!;
        other.Kill();
        other.WaitForExit();
        Assert.Equal(0, WorkDirectory.Sweep(_home));
        joined.Remove();
        joined.Dispose();
        Assert.False(Directory.Exists(path));
        Assert.Null(WorkDirectory.TryJoin(path));
        Assert.Null(WorkDirectory.TryJoin(Path.GetDirectoryName(_home)!));
    }

    [Fact]
    public void WhoJoinedAndEndsTakesNothingAway()
    {
        using var place = WorkDirectory.TryCreate(_home)!;
        WorkDirectory.TryJoin(place.Path)!.Dispose();
        Assert.True(Directory.Exists(place.Path));
    }

    [Fact]
    public void DirectoriesOfOtherNodesAreSweptOnlyWhenTheyAreOld()
    {
        var fresh = Directory.CreateDirectory(Path.Combine(_home, "work", "1-aa@elsewhere.example")).FullName;
        var old = Directory.CreateDirectory(Path.Combine(_home, "work", "1-bb@elsewhere.example")).FullName;
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        Assert.Equal(1, WorkDirectory.Sweep(_home));
        Assert.True(Directory.Exists(fresh));
        Assert.False(Directory.Exists(old));
    }

    [Fact]
    public void ADirectoryThatCannotBeTrustedIsNotUsed()
    {
        Directory.CreateSymbolicLink(_home, Path.GetTempPath());
        Assert.Null(WorkDirectory.TryCreate(_home));
        Assert.Equal(0, WorkDirectory.Sweep(_home));
    }

    [Fact]
    public void APipeInPlaceOfALockOrADirectoryHoldsNobodyUp()
    {
        Directory.CreateDirectory(Path.Combine(_home, "work"));
        Assert.Equal(0, mkfifo(Path.Combine(_home, "work", "pipe"), 0x180));
        Assert.Equal(0, mkfifo(Path.Combine(_home, "work", "pipe.lock"), 0x180));
        Assert.InRange(WorkDirectory.Sweep(_home), 1, 2);
        using var place = WorkDirectory.TryCreate(_home);
        Assert.NotNull(place);
    }

    [Fact]
    public void ManyMakeAndSweepAtTheSameTimeAndNobodyLosesWhatHeWorksOn() => Parallel.For(0, 8, _ =>
    {
        for (var i = 0; i < 100; i++)
        {
            using var place = WorkDirectory.TryCreate(_home);
            Assert.NotNull(place);
            var file = Path.Combine(place.Path, "half");
            File.WriteAllText(file, "done");
            _ = WorkDirectory.Sweep(_home);
            Assert.Equal("done", File.ReadAllText(file));
        }
    });
}
