using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Wasm.Recognition;

/// <summary>What something is that cannot be run here, and what to do instead.</summary>
/// <param name="What">With its article, as in "this is …".</param>
/// <param name="NextStep">A sentence.</param>
public sealed record Foreign(string What, string NextStep);

/// <summary>Names files that are no core module by their first bytes: what people give to a command by mistake.</summary>
public static class ForeignFile
{
    private const string BuildOne = "Give the file that mpiwasm-cc made (-o app.wasm).";
    private const string Unpack = "Unpack it first.";

    public static Foreign Empty { get; } = new(
        "an empty file", "Build it again: the linker may have failed, or the disk may have been full.");

    /// <summary>As much of a file as is looked at.</summary>
    private const int Looked = 4096;

    /// <summary>What the file is, if it is something known that is no module.</summary>
    public static Foreign? Recognise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Empty;
        if (bytes.StartsWith("\u007FELF"u8))
            return Elf(bytes);
        if (bytes.StartsWith("!<arch>\n"u8) || bytes.StartsWith("!<thin>\n"u8))
            return new Foreign("an archive, a library of object files", "Link it to a program: mpiwasm-cc main.o libNAME.a -o app.wasm.");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x42, 0x43, 0xC0, 0xDE]))
            return new Foreign("LLVM bitcode", "Link it to a program: mpiwasm-cc file.bc -o app.wasm.");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return new Foreign("a file compressed by gzip", Unpack);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']))
            return new Foreign("a file compressed by xz", Unpack);
        if (bytes.StartsWith("BZh"u8))
            return new Foreign("a file compressed by bzip2", Unpack);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            return new Foreign("a file compressed by zstd", Unpack);
        if (bytes.StartsWith("PK\u0003\u0004"u8))
            return new Foreign("a zip archive", Unpack);
        if (bytes.StartsWith("MZ"u8))
            return new Foreign("a program for Windows", BuildOne);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])
            || bytes.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]))
            return new Foreign("a program for macOS, or Java bytecode", BuildOne);
        return Text(bytes);
    }

    private static Foreign Elf(ReadOnlySpan<byte> bytes)
    {
        var little = bytes.Length > 5 && bytes[5] == 1;
        var (type, machine) = (Half(bytes, 16, little), Half(bytes, 18, little));
        var kind = type switch { 1 => "object file", 2 => "program", 3 => "program or shared library", 4 => "core dump", _ => "ELF file" };
        var processor = machine switch
        {
            3 => " for x86",
            62 => " for x86-64",
            183 => " for aarch64",
            243 => " for RISC-V",
            21 => " for POWER",
            _ => "",
        };
        return new Foreign(
            $"a native {kind} (ELF{processor})",
            type == 4
                ? BuildOne
                : "Compile its sources with mpiwasm-cc or mpiwasm-c++ instead of mpicc or mpicxx: mpiwasm-cc program.c -o app.wasm.");
    }

    private static int Half(ReadOnlySpan<byte> bytes, int at, bool little) => bytes.Length < at + 2 ? 0
        : little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static Foreign? Text(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, Looked)];
        if (head.ContainsAnyInRange((byte)0, (byte)8) || head.ContainsAnyInRange((byte)14, (byte)31))
            return null;
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.StartsWith("#!", StringComparison.Ordinal))
            return new Foreign("a script", "Run it by itself; within it, run the module: mpiwasm run app.wasm.");
        if (text.StartsWith("(module", StringComparison.Ordinal) || text.StartsWith("(component", StringComparison.Ordinal)
            || text.StartsWith(";;", StringComparison.Ordinal))
            return new Foreign("WebAssembly in the text format", "Assemble it first: wat2wasm app.wat -o app.wasm.");
        if (text.StartsWith("<!", StringComparison.Ordinal) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return new Foreign("a page in HTML", "A download may have gone wrong: fetch the module again.");
        if (text.StartsWith("version https://git-lfs", StringComparison.Ordinal))
            return new Foreign("a pointer of Git LFS in place of a file", "Fetch the file itself: git lfs pull.");
        return new Foreign("a text file", "If it is a source, compile it: mpiwasm-cc program.c -o app.wasm.");
    }
}
