using MpiWasm.Cli.Output;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Wasm.Recognition;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm validate</c></summary>
internal static class ValidateCommand
{
    public static int Execute(string path)
    {
        var program = GuestProgram.Load(path);
        program.Validate();
        var module = program.Module;
        var imports = module.Imports.GroupBy(i => i.Module)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Count()} from {GuestText.Of(g.Key)}")
            .ToList();
        Report.Line($"{GuestText.Of(program.Name)}: valid, {program.Bytes.Length} bytes, {module.Bodies.Length} functions, "
            + $"{(module.Imports.IsEmpty ? "no imports" : "imports " + string.Join(", ", imports))}");
        if (ForeignModule.Recognise(module) is { } foreign)
            Report.Note($"{GuestText.Of(program.Name)} is {foreign.What}, which cannot run here. {foreign.NextStep}");
        return ExitCode.Success;
    }
}
