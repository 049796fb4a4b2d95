namespace MpiWasm;

/// <summary>A module cannot be instantiated (MW04xx).</summary>
public sealed class LinkException : MpiWasmException
{
    public const string MissingImport = "MW0401";
    public const string IncompatibleImport = "MW0402";
    public const string NoAddressSpace = "MW0403";
    public const string NoSuchExport = "MW0404";
    public const string TooLarge = "MW0405";
    public const string Unsupported = "MW0406";
    public const string WrongExportType = "MW0407";

    public LinkException(string code, string message, string? nextStep = null)
        : base(code, message, nextStep)
    {
    }
}
