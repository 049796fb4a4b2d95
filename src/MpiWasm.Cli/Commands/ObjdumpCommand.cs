using System.Globalization;
using System.Text;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Compiler.Debugging;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Image.Cache;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Cli.Commands;

/// <summary>What <c>mpiwasm objdump</c> shows of a function.</summary>
internal sealed record ListingParts(bool Wasm, bool Ir, bool Code);

/// <summary><c>mpiwasm objdump</c>: a function's Wasm, IR and machine code.</summary>
internal static class ObjdumpCommand
{
    private const int MostSuggestions = 10;

    public static int Execute(RunOptions options, string? function, ListingParts parts)
    {
        var program = GuestProgram.Load(options.Module);
        program.Validate();
        var module = program.Module;
        if (function is null)
        {
            Report.Text(Functions(module));
            return ExitCode.Success;
        }
        var index = Find(module, function);
        var listing = new FunctionListing(module, index);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{GuestText.Of(program.Name)}: {GuestText.Of(module.Names.Function(index))}");
        if (parts.Wasm)
            text.AppendLine("\nWasm:").Append(listing.Wasm());
        if (parts.Ir || parts.Code)
            AddCompiled(text, listing, parts, program, new ImageSource(options.Compilation.ToEngine(options.PreciseTraps)));
        Report.Text(text.ToString());
        return ExitCode.Success;
    }

    /// <summary>All functions that the module defines: offset, bytes, name.</summary>
    private static string Functions(WasmModule module)
    {
        var text = new StringBuilder();
        foreach (var body in module.Bodies)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{body.CodeOffset,8:x} {body.CodeLength,8} {GuestText.Of(module.Names.Function(body.FunctionIndex))}");
        }
        return text.ToString();
    }

    /// <summary>The function of a name, else the only one that has the name as a part of its own.</summary>
    private static int Find(WasmModule module, string wanted)
    {
        var names = module.Bodies.Select(body => (body.FunctionIndex, Name: module.Names.Function(body.FunctionIndex))).ToList();
        var exact = names.Where(function => function.Name == wanted).ToList();
        if (exact.Count > 0)
            return exact[0].FunctionIndex;
        var similar = names.Where(function => function.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (similar.Count == 1)
            return similar[0].FunctionIndex;
        throw new UsageException(similar.Count == 0
            ? $"the module defines no function '{GuestText.Of(wanted)}'; without -f all that it defines are listed"
            : $"'{GuestText.Of(wanted)}' may be any of "
                + string.Join(", ", similar.Take(MostSuggestions).Select(candidate => GuestText.Of(candidate.Name))));
    }

    /// <summary>Compiles the module as a run would, keeps the IR, and shows the function in both.</summary>
    private static void AddCompiled(
        StringBuilder text, FunctionListing listing, ListingParts parts, GuestProgram program, ImageSource images)
    {
        using var work = LocalDirectories.OfUser().Select(WorkDirectory.TryCreate).FirstOrDefault(made => made is not null)
            ?? throw new UsageException("no directory for temporary files can be made, neither in /dev/shm nor in /tmp");
        var image = Path.Combine(work.Path, "image.so");
        var options = images.CompileTo(program, image, keepIr: parts.Ir ? work.Path : null);
        const string Nothing = "  nothing is left of it: it was inlined everywhere\n";
        if (parts.Ir)
            text.AppendLine("\nIR:").Append(listing.Ir(work.Path) ?? Nothing);
        if (parts.Code)
            text.AppendLine("\nMachine code:").Append(listing.Code(File.ReadAllBytes(image), options) ?? Nothing);
    }
}
