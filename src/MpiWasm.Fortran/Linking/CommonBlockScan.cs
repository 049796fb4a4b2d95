using System.Text;
using MpiWasm.Wasm.Decoding;

namespace MpiWasm.Fortran.Linking;

/// <summary>
/// Collects the COMMON blocks of the files of a link, and writes the definitions that these files leave to it. A block gets as much room as
/// the largest of them asks for, as natively.
/// </summary>
public static class CommonBlockScan
{
    /// <summary>Assembly with a weak definition for each block, so that BLOCK DATA is what counts where there is one.</summary>
    /// <param name="paths">Objects and archives; others are passed over.</param>
    public static string Define(IEnumerable<string> paths)
    {
        var blocks = new SortedDictionary<string, CommonBlock>(StringComparer.Ordinal);
        foreach (var path in paths)
            foreach (var file in ObjectFiles.In(File.ReadAllBytes(path)))
                foreach (var block in BlocksOf(file))
                    blocks[block.Name] = blocks.TryGetValue(block.Name, out var known) ? Larger(known, block) : block;
        var text = new StringBuilder();
        foreach (var block in blocks.Values)
        {
            text.Append($"""
                    .type {block.Name},@object
                    .section .bss.{block.Name},"",@
                    .weak {block.Name}
                    .p2align {uint.Log2(block.Alignment)}
                {block.Name}:
                    .skip {Math.Max(block.Size, 1)}
                    .size {block.Name}, {Math.Max(block.Size, 1)}


                """);
        }
        return text.ToString();
    }

    private static CommonBlock Larger(CommonBlock one, CommonBlock other) =>
        one with { Size = Math.Max(one.Size, other.Size), Alignment = Math.Max(one.Alignment, other.Alignment) };

    private static IEnumerable<CommonBlock> BlocksOf(ReadOnlyMemory<byte> file)
    {
        if (file.Span.IndexOf(Encoding.UTF8.GetBytes(CommonBlock.Section)) < 0)
            yield break;
        foreach (var section in ModuleDecoder.Decode(file).CustomSections.Where(s => s.Name == CommonBlock.Section))
            foreach (var line in Encoding.UTF8.GetString(section.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                yield return CommonBlock.Parse(line)
                    ?? throw new FortranException(FortranException.NoLibrary, $"an object has a damaged list of COMMON blocks: {line}");
    }
}
