namespace MpiWasm.Image;

/// <summary>An image or the cache cannot be used (MW03xx).</summary>
public sealed class ImageException : MpiWasmException
{
    /// <summary>The file is not an image, is damaged, or was made for another version.</summary>
    [ErrorText(
        "A file with compiled code is damaged, or was made by another version.",
        "A file in the cache was changed, cut off or copied from another machine.",
        "Run mpiwasm cache clean and start again.")]
    public const string NotAnImage = "MW0301";

    /// <summary>The file or directory belongs to somebody else, or others may write to it, or it is a symbolic link.</summary>
    [ErrorText(
        "A file or directory of the cache could have been written by others.",
        "It belongs to somebody else, others may write to it, or it is a symbolic link. Compiled code runs without "
            + "further checks, so such a file is not used.",
        "Give another directory with MPIWASM_CACHE, or take the right to write from others (chmod go-w).")]
    public const string NotTrusted = "MW0302";

    /// <summary>The system refused to map the image as code.</summary>
    [ErrorText(
        "The system refused to load compiled code.",
        "The directory is mounted noexec, or a policy of the system (SELinux, a container) forbids to map files as code "
            + "there.",
        "Set MPIWASM_CACHE to a directory that is not mounted noexec.")]
    public const string NotLoadable = "MW0303";

    /// <summary>No directory could be found to compile into.</summary>
    [ErrorText(
        "There is no directory in which to compile.",
        "None of the directories that the message lists can be written to, or the disk is full.",
        "Make room, or set MPIWASM_CACHE to a directory that this user can write to.")]
    public const string NoDirectory = "MW0304";

    /// <summary>The compiler ended without an image.</summary>
    [ErrorText(
        "The compiler ended without a result.",
        "Its directory was removed while it compiled, or the disk is full.",
        "Make room and start again. Else please report it with the module.")]
    public const string NotCompiled = "MW0305";

    public ImageException(string code, string message, string? nextStep = null, Exception? inner = null)
        : base(code, message, nextStep, inner)
    {
    }
}
