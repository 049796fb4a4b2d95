using MpiWasm.Sandbox.Wall;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

/// <summary>The filter, interpreted as the kernel does, against the lists it is made of.</summary>
public sealed class SystemCallFilterTests
{
    private const uint Allow = 0x7FFF_0000, NotPermitted = 0x0005_0001, NotImplemented = 0x0005_0026;
    private const uint Process = 4711, X64 = 0xC000_003E, Arm64 = 0xC000_00B7;

    private static readonly WallOptions Closed = new();
    private static readonly WallOptions Open = new() { ForeignMemory = true, Programs = true, Sockets = true };

    /// <summary>Classic BPF as far as the filter uses it: loads of 32 bits from struct seccomp_data, jumps, return.</summary>
    private static uint Interpret(SystemCallFilter.Step[] steps, uint number, uint machine, params ulong[] arguments)
    {
        var data = new byte[64];
        BitConverter.TryWriteBytes(data, number);
        BitConverter.TryWriteBytes(data.AsSpan(4), machine);
        for (var i = 0; i < arguments.Length; i++)
            BitConverter.TryWriteBytes(data.AsSpan(16 + (8 * i)), arguments[i]);
        uint a = 0;
        for (var at = 0; ; at++)
        {
            var step = steps[at];
            bool? jumps = step.Code switch
            {
                0x15 => a == step.Value,
                0x35 => a >= step.Value,
                0x45 => (a & step.Value) != 0,
                _ => null,
            };
            if (jumps is { } isTrue)
                at += isTrue ? step.IfTrue : step.IfFalse;
            else if (step.Code == 0x20)
                a = BitConverter.ToUInt32(data, (int)step.Value);
            else
                return step.Code == 0x06 ? step.Value : throw new InvalidOperationException($"code {step.Code:x}");
        }
    }

    private static HashSet<int> Numbers(IEnumerable<SystemCall> calls, bool isArm) =>
        [.. calls.Select(c => c.NumberOn(isArm)).Where(n => n >= 0)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryCallOfTheKernelIsAnsweredAsTheListsSay(bool isArm)
    {
        foreach (var options in new[] { Closed, Open })
        {
            var steps = SystemCallFilter.Build(options, isArm, Process);
            var never = Numbers(SystemCall.Never, isArm);
            if (options == Closed)
                never.UnionWith(Numbers(
                    [.. SystemCall.Programs, .. SystemCall.ForeignMemory, .. SystemCall.Sockets, SystemCall.NewTask], isArm));
            never.UnionWith(Numbers([SystemCall.Kill, SystemCall.ThreadKill, SystemCall.QueueSignal, SystemCall.QueueThreadSignal], isArm));
            var missing = Numbers(SystemCall.Missing, isArm);
            if (options == Closed)
                missing.Add(SystemCall.NewTaskByStructure.NumberOn(isArm));
            for (var number = 0u; number < 1000; number++)
            {
                var expected = never.Contains((int)number) ? NotPermitted : missing.Contains((int)number) ? NotImplemented : Allow;
                Assert.True(expected == Interpret(steps, number, isArm ? Arm64 : X64, 0, 0), $"call {number}");
            }
        }
    }

    [Fact]
    public void OtherWaysToTheSameCallsAreClosed()
    {
        Assert.Equal(NotPermitted, Interpret(SystemCallFilter.Build(Open, isArm: false, Process), 1, 0x4000_0003));
        Assert.Equal(NotPermitted, Interpret(SystemCallFilter.Build(Open, isArm: false, Process), 0x4000_0000 + 1, X64));
        Assert.Equal(NotPermitted, Interpret(SystemCallFilter.Build(Open, isArm: true, Process), 1, 0x4000_0028));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ArgumentsDecideWhereACallIsNeeded(bool isArm)
    {
        var steps = SystemCallFilter.Build(Closed, isArm, Process);
        uint Ask(SystemCall call, params ulong[] arguments) => Interpret(steps, (uint)call.NumberOn(isArm), isArm ? Arm64 : X64, arguments);

        // What pthread_create asks for, and what fork does.
        Assert.Equal(Allow, Ask(SystemCall.NewTask, 0x3D0F00));
        Assert.Equal(NotPermitted, Ask(SystemCall.NewTask, 0x1200011));
        Assert.Equal(Allow, Ask(SystemCall.Kill, Process, 9));
        Assert.Equal(NotPermitted, Ask(SystemCall.Kill, Process + 1, 9));
        Assert.Equal(NotPermitted, Ask(SystemCall.Kill, ulong.MaxValue, 9));
        Assert.Equal(Allow, Ask(SystemCall.ThreadKill, Process, Process, 34));
        Assert.Equal(NotPermitted, Ask(SystemCall.ThreadKill, 1, 1, 34));
        // Without it MPI_Wait on a request of MPI_File_iwrite never returns.
        Assert.Equal(Allow, Ask(SystemCall.QueueSignal, Process, 0, 0));
        Assert.Equal(NotPermitted, Ask(SystemCall.QueueSignal, 1, 0, 0));
        Assert.Equal(NotPermitted, Ask(SystemCall.QueueThreadSignal, 1, 1, 0));
        Assert.Equal(NotPermitted, Ask(SystemCall.Control, 0, 0x5412));
        Assert.Equal(NotPermitted, Ask(SystemCall.Control, 0, 0xFFFF_FFFF_0000_5412));
        Assert.Equal(NotPermitted, Ask(SystemCall.Control, 0, 0x541C));
        Assert.Equal(Allow, Ask(SystemCall.Control, 0, 0x5401));
    }

    /// <summary>The numbers, against the kernel's own headers on this machine (asm/unistd_64.h), where they are installed.</summary>
    [Fact]
    public void TheNumbersAreTheKernels()
    {
        var header = new[] { "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h" }.FirstOrDefault(File.Exists);
        if (header is null
            || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64)
            return;
        var known = File.ReadLines(header).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["#define", _, _]
                && words[1].StartsWith("__NR_",
                    StringComparison.Ordinal)).ToDictionary(words => words[1][5..], words => int.Parse(words[2]));
        SystemCall[] all = [.. SystemCall.Never, .. SystemCall.Missing, .. SystemCall.Programs, .. SystemCall.ForeignMemory,
        .. SystemCall.Sockets,
            SystemCall.NewTask, SystemCall.NewTaskByStructure, SystemCall.Kill, SystemCall.ThreadKill, SystemCall.QueueSignal,
            SystemCall.QueueThreadSignal, SystemCall.Control];
        Assert.All(
            all, call => Assert.True(!known.TryGetValue(call.Name, out var number) || number == call.X64, $"{call.Name} is {number}"));
        Assert.InRange(all.Count(call => known.ContainsKey(call.Name)), 60, all.Length);
    }
}
