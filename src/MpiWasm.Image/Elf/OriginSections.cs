namespace MpiWasm.Image.Elf;

/// <summary>
/// The debug information that the compiler keeps for itself in every guest image: DWARF in which the line of an instruction is the
/// byte offset of the Wasm instruction it comes from. Where the module has debug information of its own, debuggers find that under
/// the usual names, translated, and the compiler's under names with a prefix.
/// </summary>
public static class OriginSections
{
    /// <summary>Stands before <c>.debug_line</c> and its like.</summary>
    public const string Prefix = ".mpiwasm";

    /// <summary>The contents of one of these sections, or nothing where the image has none.</summary>
    public static ReadOnlyMemory<byte> Find(ElfFile image, string name) =>
        image.Find(Prefix + name) is { IsEmpty: false } kept ? kept : image.Find(name);
}
