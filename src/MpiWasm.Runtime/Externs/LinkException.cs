namespace MpiWasm;

/// <summary>A module cannot be instantiated (MW04xx).</summary>
public sealed class LinkException : MpiWasmException
{
    [ErrorText(
        "The module imports something that does not exist here.",
        "It was built for another host (a browser, Emscripten, another WASI), or misses an object file or library "
            + "that it was to be linked with. The message says what it wants and where that might come from.",
        "Build it with mpiwasm-cc or mpiwasm-c++; an undefined function is then an error of the linker. An embedding "
            + "program defines the import in its Linker.")]
    public const string MissingImport = "MW0401";

    [ErrorText(
        "What the module imports is there, but of another type.",
        "A function has other parameters, a memory or table other limits, or an object belongs to another store.",
        "Declare the import as the message says. Objects of other stores can be imported only if they are a SharedMemory.")]
    public const string IncompatibleImport = "MW0402";

    [ErrorText(
        "There is no address space for a memory or table.",
        "A memory with 32-bit addresses reserves 8 GiB of address space, not of memory. The limit on address space "
            + "(ulimit -v) is too low, or very many stores are alive.",
        "Raise the limit on address space, or remove it; dispose of stores that are no longer needed.")]
    public const string NoAddressSpace = "MW0403";

    [ErrorText(
        "The module does not export what is asked for.",
        "An embedding program asks for a function or a memory by a name that the module does not export, or that it "
            + "exports as something else.",
        "Export it when linking (-Wl,--export=NAME), or correct the name. Module.Exports lists what there is.")]
    public const string NoSuchExport = "MW0404";

    [ErrorText(
        "A memory or a table is larger than its limit.",
        "The module asks for more at its start than --max-memory, the memory limit of the store or the engine allows.",
        "Allow more with --max-memory, or link the module with a smaller initial memory.")]
    public const string TooLarge = "MW0405";

    [ErrorText(
        "An export has another type than the one that it must have.",
        "The host calls some exports by name: _start, wasi_thread_start, malloc, free. One of them has other parameters "
            + "or results. An embedding program gets it when it asks for a delegate of another type.",
        "Link the module with mpiwasm-cc. In an embedding program correct the type arguments, or call Invoke.")]
    public const string WrongExportType = "MW0407";

    public LinkException(string code, string message, string? nextStep = null)
        : base(code, message, nextStep)
    {
    }
}
