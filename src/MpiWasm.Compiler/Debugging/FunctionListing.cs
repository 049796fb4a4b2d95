using System.Globalization;
using System.Text;
using MpiWasm.Compiler.Guest;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image.Elf;
using MpiWasm.Wasm.Debugging;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Debugging;

/// <summary>
/// A function of a guest at each stage: its Wasm, LLVM's IR after optimisation, machine code. Source lines stand between.
/// </summary>
public sealed class FunctionListing
{
    private readonly WasmModule _module;
    private readonly int _function;
    private readonly DebugInformation _sources;
    private readonly string _symbol;

    /// <param name="module">The module.</param>
    /// <param name="function">The index of a function that the module defines.</param>
    public FunctionListing(WasmModule module, int function)
    {
        _module = module;
        _function = function;
        _sources = DebugInformation.Read(module);
        _symbol = new Symbols(module).Function(function);
    }

    /// <summary>The instructions with their byte offsets in the module.</summary>
    /// <exception cref="WasmModuleException">The body is not valid.</exception>
    public string Wasm()
    {
        var body = _module.Bodies[_function - _module.ImportedFunctionCount];
        var text = new StringBuilder();
        var places = new PlacePrinter(text);
        foreach (var group in body.Locals)
            text.Append(CultureInfo.InvariantCulture, $"            local {group.Count} x {ValueTypes.Name(group.Type)}\n");
        var reader = new InstructionReader(_module, body);
        var depth = 1;
        while (reader.Read(out var instruction))
        {
            places.Show(PlaceAt((uint)instruction.Offset));
            if (instruction.Opcode is Opcode.End or Opcode.Else)
                depth = Math.Max(depth - 1, 0);
            text.Append(CultureInfo.InvariantCulture, $"{instruction.Offset,8:x}    {new string(' ', 2 * Math.Min(depth, 40))}");
            text.Append(InstructionText.Of(_module, instruction)).Append('\n');
            if (instruction.Info.Immediate is ImmediateKind.Block or ImmediateKind.TryTable || instruction.Opcode == Opcode.Else)
                depth++;
        }
        return text.ToString();
    }

    /// <summary>The function's IR in files that <see cref="CompileOptions.KeepIr"/> left; null where none of them defines it.</summary>
    public string? Ir(string directory)
    {
        // LLVM puts names in quotes that are more than letters, digits and a few signs.
        string[] names = [$"@{_symbol}(", $"@\"{_symbol}\"("];
        foreach (var path in Directory.GetFiles(directory, "*.opt.ll").Order(StringComparer.Ordinal))
        {
            var text = new StringBuilder();
            foreach (var line in File.ReadLines(path).SkipWhile(line => !Defines(line)))
            {
                text.Append(line).Append('\n');
                if (line == "}")
                    return text.ToString();
            }
        }
        return null;

        bool Defines(string line) =>
            line.StartsWith("define ", StringComparison.Ordinal) && names.Any(name => line.Contains(name, StringComparison.Ordinal));
    }

    /// <summary>The machine code in an image; null where the image has no such function.</summary>
    /// <exception cref="Llvm.LlvmException">MW0201: no libLLVM; MW0208: it has no disassembler.</exception>
    public string? Code(ReadOnlyMemory<byte> image, CompileOptions options)
    {
        var elf = ElfSymbols.Open(image);
        var function = elf.Functions().FirstOrDefault(function => function.Name == _symbol);
        if (function.Size == 0)
            return null;
        var code = elf.CodeAt(function.Address, function.Size);
        var origins = DebugInformation.Read(name => OriginSections.Find(elf, name));
        using var disassembler = new Disassembler(Target.Resolve(options));
        var text = new StringBuilder();
        var places = new PlacePrinter(text);
        foreach (var (at, instruction) in disassembler.Read(code.Span, function.Address))
        {
            var origin = origins.FramesAt(at) is [{ Place: { } place }, ..] ? (uint)place.Line : 0;
            places.Show(origin == 0 ? null : PlaceAt(origin));
            text.Append(CultureInfo.InvariantCulture, $"{at,8:x}    {instruction}\n");
        }
        return text.ToString();
    }

    /// <summary>Where in the source the instruction at an offset of the module is: the function in front where it was inlined.</summary>
    private string? PlaceAt(uint offset)
    {
        if (_sources.IsEmpty || _sources.FramesAt(offset - (uint)_module.CodeOffset) is not [{ Place: { } place } frame, ..] frames)
            return null;
        return frames.Count == 1 ? $"{place}" : $"{place} {GuestText.Of(frame.Function ?? "")}";
    }

    /// <summary>Shows a place where it is another than that of the line before.</summary>
    private sealed class PlacePrinter(StringBuilder text)
    {
        private string? _last;

        public void Show(string? place)
        {
            if (place is null || place == _last)
                return;
            text.Append(CultureInfo.InvariantCulture, $"; {place}\n");
            _last = place;
        }
    }
}
