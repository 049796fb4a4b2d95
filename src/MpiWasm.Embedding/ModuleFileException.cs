using MpiWasm.Wasm.Recognition;

namespace MpiWasm;

/// <summary>A module's file cannot be read (MW0802), or the module is not a program (MW0803).</summary>
public sealed class ModuleFileException : MpiWasmException
{
    [ErrorText(
        "The file of a module cannot be read.",
        "It does not exist, is a directory or may not be read; the message has the system's reason. On other nodes of a "
            + "job the file may be missing.",
        "Correct the path, or copy the file where each node finds it.")]
    private const string NotRead = "MW0802";

    [ErrorText(
        "The module is not a program that can run here.",
        "It is a library without the function _start, or was built for another host (Emscripten, a browser, a component).",
        "Link it as a command; mpiwasm-cc does, from a source with a main function.")]
    private const string NotAProgram = "MW0803";

    internal ModuleFileException(string message, string? nextStep, Exception inner)
        : base(NotRead, message, nextStep, inner)
    {
    }

    private ModuleFileException(string message, string nextStep)
        : base(NotAProgram, message, nextStep)
    {
    }

    internal static ModuleFileException MadeForAnotherHost(string name, Foreign foreign) =>
        new($"{GuestText.Of(name)} is {foreign.What}", foreign.NextStep);

    internal static ModuleFileException NotACommand(string name) => new(
        $"{GuestText.Of(name)} is not a program: it exports no function _start",
        "Link it as a command (mpiwasm-cc does, from a source with a main function).");
}
