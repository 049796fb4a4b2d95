using MpiWasm.Compiler.Worker;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>How much memory a process may use, told by files as the kernel writes them.</summary>
public sealed class MachineMemoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mpiwasm-memory-tests-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private long Of(string groups) =>
        MachineMemory.Bytes(
            Write("meminfo", "MemTotal:       8388608 kB\nMemFree:  1 kB\n"), Write("cgroup", groups), Path.Combine(_root, "fs"));

    [Fact]
    public void WithoutGroupsItIsTheMachines() => Assert.Equal(8L << 30, Of("0::/\n"));

    [Fact]
    public void TheSmallestLimitOfTheGroupAndThoseAroundItHolds()
    {
        Write("fs/batch/memory.max", "4294967296\n");
        Write("fs/batch/job/memory.max", "max\n");
        Assert.Equal(4L << 30, Of("0::/batch/job/step\n"));
        Write("fs/batch/job/step/memory.max", "1073741824\n");
        Assert.Equal(1L << 30, Of("0::/batch/job/step\n"));
    }

    [Fact]
    public void InAContainerTheLimitStandsAtTheRoot()
    {
        Write("fs/memory.max", "2147483648\n");
        Assert.Equal(2L << 30, Of("0::/docker/0123\n"));
    }

    [Fact]
    public void VersionOneHasAHierarchyOfItsOwn()
    {
        Write("fs/memory/job/memory.limit_in_bytes", "3221225472\n");
        Write("fs/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Write("fs/cpu/job/memory.max", "1\n");
        Assert.Equal(3L << 30, Of("5:cpu,cpuacct:/job\n4:memory:/job\n"));
    }

    [Fact]
    public void WhereNothingCanBeReadNothingIsSaid() =>
        Assert.Equal(0, MachineMemory.Bytes(Path.Combine(_root, "none"), Path.Combine(_root, "none"), Path.Combine(_root, "none")));

    [Fact]
    public void ThisMachineHasSome() => Assert.InRange(MachineMemory.Bytes(), 64L << 20, 1L << 50);
}
