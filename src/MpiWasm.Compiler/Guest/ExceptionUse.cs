using System.Collections.Immutable;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// Whether a module has anything to do with exceptions. One that has not is compiled as if there were none: exceptions of other instances
/// pass through its frames all the same, because every function has unwind tables.
/// </summary>
internal static class ExceptionUse
{
    public const string Personality = "__gcc_personality_v0";

    /// <summary>What an image with landing pads may take from the process.</summary>
    public static ImmutableHashSet<string> LibrarySymbols { get; } = ImagePipeline.LibrarySymbols.Add(Personality);

    public static bool Of(WasmModule module)
    {
        if (!module.TagTypeIndices.IsEmpty)
            return true;
        // Even without a tag a module may catch all, or throw what it was given.
        foreach (var body in module.Bodies)
        {
            var reader = new InstructionReader(module, body);
            while (reader.Read(out var instruction))
            {
                if ((instruction.Info.Feature & (WasmFeatures.Exceptions | WasmFeatures.LegacyExceptions)) != 0)
                    return true;
            }
        }
        return false;
    }
}
