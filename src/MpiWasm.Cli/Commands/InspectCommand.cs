using System.Globalization;
using System.Text;
using MpiWasm.Cli.Output;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Abi;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Recognition;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm inspect</c>: what a module is made of and what it needs.</summary>
internal static class InspectCommand
{
    private const int LargestFunctions = 10;
    private const int PageKibibytes = 64;

    public static int Execute(string path, string? mpi)
    {
        var program = GuestProgram.Load(path);
        program.Validate();
        var module = program.Module;
        var text = new StringBuilder();
        var invariant = CultureInfo.InvariantCulture;
        var kind = (program.IsCommand, program.UsesMpi) switch
        {
            (true, true) => "an MPI program",
            (true, false) => "a program without MPI",
            _ => "no program (it has no _start)",
        };
        text.AppendLine(invariant, $"{GuestText.Of(program.Name)}: {program.Bytes.Length} bytes, {kind}");
        if (ForeignModule.Recognise(module) is { } foreign)
            text.AppendLine(invariant, $"it is {foreign.What}, which cannot run here");

        Toolchain(text, module);
        foreach (var memory in module.Memories)
        {
            text.AppendLine(invariant, $"memory: {memory.Limits.Minimum * PageKibibytes} KiB at the start, "
                + $"{(memory.Limits.Maximum is { } most ? $"at most {most * PageKibibytes} KiB" : "no maximum of its own")}"
                + $"{(memory.IsShared ? ", shared by threads" : "")}");
        }

        text.AppendLine("sections:");
        foreach (var (name, bytes) in ModuleSections.Of(program.Bytes).OrderByDescending(s => s.Bytes))
            text.AppendLine(invariant, $"  {bytes,10}  {name}");
        text.AppendLine(invariant, $"functions: {module.Bodies.Length}, the largest:");
        foreach (var body in module.Bodies.OrderByDescending(b => b.CodeLength).Take(LargestFunctions))
            text.AppendLine(invariant, $"  {body.CodeLength,10}  {GuestText.Of(module.Names.Function(body.FunctionIndex))}");
        foreach (var group in module.Imports.GroupBy(i => i.Module).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.AppendLine(
                invariant,
                $"imports from {GuestText.Of(group.Key)}: "
                    + $"{string.Join(", ", group.Select(i => GuestText.Of(i.Name)).Order(StringComparer.Ordinal))}");
        if (program.UsesMpi)
            Procedures(text, program, mpi);
        Report.Text(text.ToString());
        return ExitCode.Success;
    }

    private static void Toolchain(StringBuilder text, WasmModule module)
    {
        foreach (var section in module.CustomSections)
        {
            if (section.Name == "producers" && ModuleSections.Producers(section.Bytes.Span) is { Count: > 0 } producers)
                text.AppendLine(CultureInfo.InvariantCulture, $"made by: {string.Join(", ", producers)}");
            if (section.Name == "target_features" && ModuleSections.Features(section.Bytes.Span) is { Count: > 0 } features)
                text.AppendLine(CultureInfo.InvariantCulture, $"features: {string.Join(", ", features)}");
        }

        if (module.CustomSections.Any(s => s.Name == ".debug_info"))
            text.AppendLine("it has debug information");
    }

    private static void Procedures(StringBuilder text, GuestProgram program, string? mpi)
    {
        var names = program.Procedures.Select(p => p.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        text.Append(CultureInfo.InvariantCulture, $"MPI procedures: {names.Count}; ");
        try
        {
            var library = MpiChoice.Open(mpi);
            var absent = names.Where(n => library.Function(n) == 0).ToList();
            text.AppendLine(absent.Count == 0
                ? $"{library.Title} here has all of them"
                : $"{library.Title} here has all but {string.Join(", ", absent)}, which mpiwasm provides as far as docs/mpi.md says");
        }
        catch (MpiException e)
        {
            text.AppendLine(e.Message);
        }
    }
}
