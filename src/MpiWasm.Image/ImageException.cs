namespace MpiWasm.Image;

/// <summary>An image or the cache cannot be used (MW03xx).</summary>
public sealed class ImageException : MpiWasmException
{
    /// <summary>The file is not an image, is damaged, or was made for another version.</summary>
    public const string NotAnImage = "MW0301";

    /// <summary>The file or directory belongs to somebody else, or others may write to it, or it is a symbolic link.</summary>
    public const string NotTrusted = "MW0302";

    /// <summary>The system refused to map the image as code.</summary>
    public const string NotLoadable = "MW0303";

    /// <summary>No directory could be found to compile into.</summary>
    public const string NoDirectory = "MW0304";

    /// <summary>The compiler ended without an image.</summary>
    public const string NotCompiled = "MW0305";

    public ImageException(string code, string message, string? nextStep = null, Exception? inner = null)
        : base(code, message, nextStep, inner)
    {
    }
}
