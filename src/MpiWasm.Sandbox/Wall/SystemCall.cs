using System.Collections.Immutable;

namespace MpiWasm.Sandbox.Wall;

/// <summary>
/// A call of the kernel by its numbers; -1 where a machine has none. A class: lists of classes are compiled
/// already, and a filter is made at every start.
/// </summary>
internal sealed record SystemCall(string Name, int X64, int Arm64)
{
    public int NumberOn(bool isArm) => isArm ? Arm64 : X64;

    /// <summary>What nothing in a rank needs: the machine, other processes, other users, other name spaces, code of the kernel's.</summary>
    public static ImmutableArray<SystemCall> Never { get; } =
    [
        new("ptrace", 101, 117), new("kcmp", 312, 272), new("pidfd_open", 434, 434), new("pidfd_getfd", 438, 438),
        new("pidfd_send_signal", 424, 424),
        new("process_madvise", 440, 440), new("process_mrelease", 448, 448), new("tkill", 200, 130),
        new("open_by_handle_at", 304, 265), new("name_to_handle_at", 303, 264), new("mknod", 133, -1), new("mknodat", 259, 33),
        new("chroot", 161, 51), new("pivot_root", 155, 41), new("mount", 165, 40), new("umount2", 166, 39), new("open_tree", 428, 428),
        new("move_mount", 429, 429),
        new("fsopen", 430, 430), new("fsconfig", 431, 431), new("fsmount", 432, 432), new("fspick", 433, 433),
        new("mount_setattr", 442, 442),
        new("setns", 308, 268), new("unshare", 272, 97), new("fanotify_init", 300, 262), new("swapon", 167, 224), new("swapoff", 168, 225),
        new("acct", 163, 89),
        new("quotactl", 179, 60), new("quotactl_fd", 443, 443),
        new("reboot", 169, 142), new("kexec_load", 246, 104), new("kexec_file_load", 320, 294), new("init_module", 175, 105),
        new("finit_module", 313, 273),
        new("delete_module", 176, 106), new("iopl", 172, -1), new("ioperm", 173, -1), new("syslog", 103, 116), new("vhangup", 153, 58),
        new("settimeofday", 164, 170), new("clock_settime", 227, 112), new("clock_adjtime", 305, 266), new("adjtimex", 159, 171),
        new("sethostname", 170, 161),
        new("setdomainname", 171, 162), new("personality", 135, 92), new("bpf", 321, 280), new("perf_event_open", 298, 241),
        new("userfaultfd", 323, 282),
        new("add_key", 248, 217), new("request_key", 249, 218), new("keyctl", 250, 219),
        new("setuid", 105, 146), new("setgid", 106, 144), new("setreuid", 113, 145), new("setregid", 114, 143), new("setgroups", 116, 159),
        new("setresuid", 117, 147),
        new("setresgid", 119, 149), new("setfsuid", 122, 151), new("setfsgid", 123, 152), new("capset", 126, 91),
    ];

    /// <summary>What is there for speed, and with which files and sockets are reached without the calls that are filtered.</summary>
    public static ImmutableArray<SystemCall> Missing { get; } =
        [new("io_uring_setup", 425, 425), new("io_uring_enter", 426, 426), new("io_uring_register", 427, 427)];

    public static ImmutableArray<SystemCall> Programs { get; } =
        [new("execve", 59, 221), new("execveat", 322, 281), new("fork", 57, -1), new("vfork", 58, -1)];

    public static ImmutableArray<SystemCall> ForeignMemory { get; } =
        [new("process_vm_readv", 310, 270), new("process_vm_writev", 311, 271)];

    public static ImmutableArray<SystemCall> Sockets { get; } =
        [new("socket", 41, 198), new("socketpair", 53, 199), new("connect", 42, 203), new("bind", 49, 200), new("listen", 50, 201)];

    public static SystemCall NewTask { get; } = new("clone", 56, 220);

    /// <summary>Its flags lie in memory, where a filter cannot see them: without it the C library uses <see cref="NewTask"/>.</summary>
    public static SystemCall NewTaskByStructure { get; } = new("clone3", 435, 435);

    public static SystemCall Kill { get; } = new("kill", 62, 129);

    /// <summary>How the C library's asynchronous input and output (aio) tells that it is done, and MPI libraries wait for it.</summary>
    public static SystemCall QueueSignal { get; } = new("rt_sigqueueinfo", 129, 138);

    public static SystemCall QueueThreadSignal { get; } = new("rt_tgsigqueueinfo", 297, 240);

    public static SystemCall ThreadKill { get; } = new("tgkill", 234, 131);

    public static SystemCall Control { get; } = new("ioctl", 16, 29);
}
