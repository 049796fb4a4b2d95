using System.Runtime.InteropServices;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Wall;

/// <summary>
/// A seccomp filter for all threads of the process: what neither .NET nor an MPI library nor WASI ever needs fails with EPERM. Kernels
/// since 5.11 look up once which calls always pass, so that those
/// cost nothing.
/// </summary>
internal static unsafe class SystemCallFilter
{
    private const int SetFilter = 1;
    private const int AllThreads = 1;           // SECCOMP_FILTER_FLAG_TSYNC

    /// <summary>
    /// Kernels before 5.16 take whoever filters calls for somebody who also wants slower, safer speculation; the
    /// program's speed is not what a filter may cost.
    /// </summary>
    private const int SameSpeculation = 4;      // SECCOMP_FILTER_FLAG_SPEC_ALLOW

    // The numbers of struct seccomp_data: nr, arch, instruction pointer, arguments.
    private const uint Number = 0;
    private const uint Machine = 4;

    // linux/filter.h, linux/seccomp.h
    private const ushort Load = 0x20;           // BPF_LD | BPF_W | BPF_ABS
    private const ushort IfEqual = 0x15;        // BPF_JMP | BPF_JEQ | BPF_K
    private const ushort IfAtLeast = 0x35;      // BPF_JMP | BPF_JGE | BPF_K
    private const ushort IfAnyBit = 0x45;       // BPF_JMP | BPF_JSET | BPF_K
    private const ushort Return = 0x06;         // BPF_RET | BPF_K
    private const uint Allow = 0x7FFF_0000;
    private const uint Fail = 0x0005_0000;      // SECCOMP_RET_ERRNO
    private const uint NotPermitted = Fail | 1;
    private const uint NotImplemented = Fail | 38;

    /// <summary>From here on numbers are those of x32, another way to the same calls.</summary>
    private const uint OtherNumbers = 0x4000_0000;

    private const uint CloneThread = 0x10000;
    private const uint InsertInput = 0x5412;    // TIOCSTI
    private const uint LinuxConsole = 0x541C;   // TIOCLINUX

    public static bool Apply(WallOptions options)
    {
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
            return false;
        var program = Build(options, RuntimeInformation.ProcessArchitecture == Architecture.Arm64, (uint)Environment.ProcessId);
        fixed (Step* steps = program)
        {
            var filter = new Program { Length = (ushort)program.Length, Steps = steps };
            return Libc.SystemCall(WallCalls.Seccomp, SetFilter, AllThreads | SameSpeculation, (nint)(&filter), 0) == 0
                || Libc.SystemCall(WallCalls.Seccomp, SetFilter, AllThreads, (nint)(&filter), 0) == 0;
        }
    }

    /// <summary>The filter as the kernel interprets it.</summary>
    internal static Step[] Build(WallOptions options, bool isArm, uint process)
    {
        var steps = new List<Step>
        {
            new(Load, 0, 0, Machine),
            new(IfEqual, 1, 0, isArm ? 0xC000_00B7 : 0xC000_003E),
            new(Return, 0, 0, NotPermitted),
            new(Load, 0, 0, Number),
        };
        if (!isArm)
        {
            steps.Add(new(IfAtLeast, 0, 1, OtherNumbers));
            steps.Add(new(Return, 0, 0, NotPermitted));
        }

        foreach (var call in SystemCall.Never.Concat(Optional(options)))
            Refuse(steps, call.NumberOn(isArm), NotPermitted);
        // Libraries fall back to what there was before these.
        foreach (var call in SystemCall.Missing)
            Refuse(steps, call.NumberOn(isArm), NotImplemented);
        if (!options.Programs)
        {
            Refuse(steps, SystemCall.NewTaskByStructure.NumberOn(isArm), NotImplemented);
            Unless(steps, SystemCall.NewTask.NumberOn(isArm), 0, IfAnyBit, CloneThread, isAllowed: true);
        }
        foreach (var call in new[] { SystemCall.Kill, SystemCall.ThreadKill, SystemCall.QueueSignal, SystemCall.QueueThreadSignal })
            Unless(steps, call.NumberOn(isArm), 0, IfEqual, process, isAllowed: true);
        Unless(steps, SystemCall.Control.NumberOn(isArm), 1, IfEqual, InsertInput, isAllowed: false);
        Unless(steps, SystemCall.Control.NumberOn(isArm), 1, IfEqual, LinuxConsole, isAllowed: false);
        steps.Add(new(Return, 0, 0, Allow));
        return steps.ToArray();
    }

    private static IEnumerable<SystemCall> Optional(WallOptions options) =>
    [
        .. options.Programs ? [] : SystemCall.Programs,
        .. options.ForeignMemory ? [] : SystemCall.ForeignMemory,
        .. options.Sockets ? [] : SystemCall.Sockets,
    ];

    private static void Refuse(List<Step> steps, int number, uint how)
    {
        if (number < 0)
            return;         // this machine has no such call
        steps.Add(new(IfEqual, 0, 1, (uint)number));
        steps.Add(new(Return, 0, 0, how));
    }

    /// <summary>
    /// For one call, a test of the lower half of an argument; after it the number is loaded again for the tests that follow.
    /// </summary>
    private static void Unless(List<Step> steps, int number, int argument, ushort test, uint value, bool isAllowed)
    {
        const uint Arguments = 16;
        steps.Add(new(IfEqual, 0, 4, (uint)number));
        steps.Add(new(Load, 0, 0, Arguments + ((uint)argument * 8)));
        steps.Add(isAllowed ? new(test, 1, 0, value) : new(test, 0, 1, value));
        steps.Add(new(Return, 0, 0, NotPermitted));
        steps.Add(new(Load, 0, 0, Number));
    }

    /// <summary>struct sock_filter</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Step(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary>struct sock_fprog</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Step* Steps;
    }
}
