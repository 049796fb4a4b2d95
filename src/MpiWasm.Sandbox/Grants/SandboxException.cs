namespace MpiWasm.Sandbox.Grants;

/// <summary>What the user granted to the guest cannot be granted: codes MW0601 to MW0619.</summary>
public sealed class SandboxException : MpiWasmException
{
    [ErrorText(
        "The argument of --dir has not the form of one.",
        "It is HOST, HOST::GUEST or HOST::GUEST:ro; a part is empty or there are too many.",
        "Write --dir HOST[::GUEST][:ro].")]
    internal const string BadGrant = "MW0601";

    [ErrorText(
        "A directory that is given with --dir does not exist.",
        "The path is wrong, or relative to another directory than the current one. On other nodes of a job the directory "
            + "may be missing.",
        "Make it (mkdir -p), or correct the path.")]
    internal const string NoDirectory = "MW0602";

    [ErrorText(
        "What is given with --dir is not a directory.",
        "It is a file.",
        "Give the directory that holds the file.")]
    internal const string NotADirectory = "MW0603";

    [ErrorText(
        "A directory that is given with --dir may not be entered.",
        "This user lacks the right to it, or to one above it.",
        "Change its permissions, or give another directory.")]
    internal const string Denied = "MW0604";

    [ErrorText(
        "A directory that is given with --dir cannot be opened.",
        "The system says why in the message: too many open files, a file system that does not answer.",
        "Mend what the system says, or give a directory that this user can list.")]
    internal const string NotOpened = "MW0605";

    [ErrorText(
        "Two directories have the same name for the program.",
        "Two options --dir give the same GUEST, or the same HOST without one.",
        "Give one of them another name: --dir HOST::GUEST.")]
    internal const string TwiceTheSame = "MW0606";

    [ErrorText(
        "The argument of --env names no variable.",
        "There is nothing before the equals sign.",
        "Write --env NAME=VALUE, or --env NAME to pass the value on that the host has.")]
    internal const string BadVariable = "MW0607";

    [ErrorText(
        "The way of resolving paths that was asked for does not exist here.",
        "MPIWASM_PATHS=openat2 is set, and the kernel is older than 5.6 or a container forbids the call.",
        "Unset MPIWASM_PATHS: another way is then chosen. Else use a newer kernel or another container runtime.")]
    internal const string NoOpenat2 = "MW0608";

    [ErrorText(
        "The file for the output of a rank cannot be written.",
        "The directory given with --output-dir cannot be made or written to, or the disk is full.",
        "Give a directory that this user may write to.")]
    internal const string NoOutput = "MW0609";

    internal SandboxException(string code, string message, string? nextStep)
        : base(code, message, nextStep)
    {
    }
}
