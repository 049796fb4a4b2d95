namespace MpiWasm.Cli.Output;

/// <summary>The codes of errors of the command itself: MW08xx.</summary>
internal static class CommandErrors
{
    [ErrorText(
        "The command line makes no sense.",
        "An option is unknown, lacks its value, or has one that is none of its kind.",
        "See mpiwasm --help, or mpiwasm run --help.")]
    public const string Usage = "MW0800";

    [ErrorText(
        "A file or directory that the command needs cannot be used.",
        "The system's reason is in the message.",
        "Mend what the system says.")]
    public const string System = "MW0801";

    [ErrorText(
        "There is no launcher of the MPI library.",
        "mpiwasm run -n starts the mpirun that belongs to the library, which is neither beside it nor in PATH.",
        "Install it (Debian: openmpi-bin or mpich), or start the ranks with a launcher of your own: LAUNCHER mpiwasm run "
            + "app.wasm.")]
    public const string NoMpirun = "MW0811";

    [ErrorText(
        "The launcher cannot be executed.",
        "It was found, but the system refuses to start it; the message has the reason.",
        "Look at its permissions and at the file system that it lies on.")]
    public const string NotStarted = "MW0812";

    [ErrorText(
        "-n was given to a process that is a rank itself.",
        "A launcher has started it. Each rank would start ranks again.",
        "Give the number of ranks to the launcher and leave -n out.")]
    public const string RankStartsRanks = "MW0813";

    [ErrorText(
        "The program cannot tell its own path.",
        "/proc is not mounted.",
        "Mount /proc, or start the ranks with a launcher.")]
    public const string NoPath = "MW0814";

    [ErrorText(
        "The compiler wrappers are not installed.",
        "mpiwasm was copied without its directory share/mpiwasm.",
        "Run make build in the sources of mpiwasm, or install it with make install.")]
    public const string NoWrappers = "MW0816";

    [ErrorText(
        "The time given with --timeout is over.",
        "The program computes longer, or waits: for a message that nobody sends, for input. The message says where each "
            + "rank was.",
        "Give it more time, or run it with more ranks. If it waits, look at the call that the message names.")]
    public const string TimedOut = "MW0821";

    [ErrorText(
        "The processor time given with --cpu-limit is used up.",
        "Waiting for messages counts too, since MPI libraries wait actively.",
        "Give it more, or use --timeout.")]
    public const string ProcessorTimeUsed = "MW0822";

    [ErrorText(
        "A rank has ended without MPI_Finalize.",
        "The program has returned or exited on one rank while others may wait for it.",
        "Look at what the rank has printed; have it call MPI_Finalize, or MPI_Abort where it fails.")]
    public const string NotFinalized = "MW0823";

    [ErrorText(
        "All ranks wait for one another.",
        "Each waits for a message, or for others in a collective, and none of them can go on: a deadlock. The message says what "
            + "each waits for, and where.",
        "Look for sends and receives that do not match in rank, tag or communicator, for collectives that not all ranks call, and "
            + "for ranks that send large messages to each other before they receive.")]
    public const string Deadlock = "MW0824";

    [ErrorText(
        "More ranks are asked for than one process can hold.",
        "With --mpi local the ranks are threads of one process, for which the kernel limits mappings and open files. The message says "
            + "which limit, and how many ranks it allows.",
        "Raise the limit that it names, or take the machine's MPI library and its launcher with --mpi.")]
    public const string TooManyRanks = "MW0825";

    [ErrorText(
        "mpiwasm made a mistake.",
        "A defect of mpiwasm.",
        "Please report it with the module and the whole message.")]
    public const string Internal = "MW0899";
}
