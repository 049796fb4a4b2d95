using MpiWasm.Wasm;

namespace MpiWasm;

/// <summary>A module's file cannot be read (MW0802), or the module is not a program (MW0803).</summary>
public sealed class ModuleFileException : MpiWasmException
{
    internal ModuleFileException(string message, string? nextStep, Exception inner)
        : base("MW0802", message, nextStep, inner)
    {
    }

    private ModuleFileException(string message, string nextStep)
        : base("MW0803", message, nextStep)
    {
    }

    internal static ModuleFileException MadeForAnotherHost(string name, Foreign foreign) => new($"{GuestText.Of(name)} is {foreign.What}", foreign.NextStep);

    internal static ModuleFileException NotACommand(string name) => new(
        $"{GuestText.Of(name)} is not a program: it exports no function _start",
        "Link it as a command (mpiwasm-cc does, from a source with a main function).");
}
