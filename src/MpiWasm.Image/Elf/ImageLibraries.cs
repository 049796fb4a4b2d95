using MpiWasm.Unix;

namespace MpiWasm.Image.Elf;

/// <summary>
/// Libraries of the machine that images refer to by symbol and do not name: global, and opened once. Where the processor has no rounding
/// instructions images take floor and its like from libm, where the program catches exceptions their handlers' personality from libgcc_s.
/// A package may bring the latter along; a machine without it runs all other guests.
/// </summary>
public static class ImageLibraries
{
    private const string Unwinder = "libgcc_s.so.1";

    private static readonly Lazy<bool> Opened = new(() =>
        Open("libm.so.6") & (Open(Unwinder) || Open(Path.Combine(AppContext.BaseDirectory, Unwinder))));

    /// <summary>Before an image is loaded, or a symbol of theirs is looked for.</summary>
    public static void Open() => _ = Opened.Value;

    private static bool Open(string name) => DynamicLinker.Open(name, out _) != 0;
}
