using System.Text;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Recognition;
using Xunit;
using static MpiWasm.Wasm.Tests.ModuleBytes;

namespace MpiWasm.Wasm.Tests;

/// <summary>What is given to a command by mistake is called by its name, with the step that leads on.</summary>
public sealed class RecognitionTests
{
    public static TheoryData<byte[], string, string> Files => new()
    {
        { [], "an empty file", "Build it again" },
        { File.ReadAllBytes(Environment.ProcessPath!), "a native program", "mpiwasm-cc" },
        { [.. "\u007FELF\u0002\u0001\u0001"u8, .. new byte[9], 1, 0, 62, 0], "a native object file (ELF for x86-64)", "mpiwasm-cc" },
        { [.. "\u007FELF\u0002\u0001\u0001"u8, .. new byte[9], 3, 0, 183, 0], "a native program "
            + "or shared library (ELF for aarch64)", "mpiwasm-cc" },
        { [.. "\u007FELF"u8], "a native ELF file", "mpiwasm-cc" },
        { [.. "!<arch>\n"u8, 1, 2], "an archive", "mpiwasm-cc main.o" },
        { [0x42, 0x43, 0xC0, 0xDE, 0x35, 0x14], "LLVM bitcode", "mpiwasm-cc file.bc" },
        { [0x1F, 0x8B, 8, 0], "gzip", "Unpack" },
        { [0xFD, .. "7zXZ"u8, 0], "xz", "Unpack" },
        { [0x28, 0xB5, 0x2F, 0xFD, 4], "zstd", "Unpack" },
        { [.. "PK\u0003\u0004"u8, 20, 0], "a zip archive", "Unpack" },
        { [.. "MZ"u8, 0x90, 0], "a program for Windows", "mpiwasm-cc" },
        { [.. "#!/bin/sh\nexec mpirun app\n"u8], "a script", "mpiwasm run app.wasm" },
        { [.. "\n  (module (func))\n"u8], "the text format", "wat2wasm" },
        { [.. ";; a comment\n(module)\n"u8], "the text format", "wat2wasm" },
        { [.. "<!DOCTYPE html><title>404</title>"u8], "HTML", "fetch the module again" },
        { [.. "version https://git-lfs.github.com/spec/v1\n"u8], "Git LFS", "git lfs pull" },
        { [.. "#include <mpi.h>\nint main(void) { return 0; }\n"u8], "a text file", "mpiwasm-cc program.c" },
        { [.. "hi"u8], "a text file", "mpiwasm-cc program.c" },
        { [0, (byte)'a', (byte)'s', (byte)'m', 0x0D, 0, 1, 0], "a WebAssembly component", "wasm32-wasip1" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_that_are_no_module_are_named(byte[] bytes, string what, string step)
    {
        var error = Assert.Throws<WasmFormatException>(() => ModuleDecoder.Decode(bytes));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(step, error.NextStep, StringComparison.Ordinal);
        Assert.Contains("offset 0x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_without_meaning_are_called_nothing()
    {
        var error = Assert.Throws<WasmFormatException>(() => ModuleDecoder.Decode(new byte[] { 1, 2, 3, 4, 0, 7 }));
        Assert.EndsWith("this is not a WebAssembly module", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env", "emscripten_resize_heap", "Emscripten")]
    [InlineData("env", "invoke_viii", "Emscripten")]
    [InlineData("env", "__syscall_openat", "Emscripten")]
    [InlineData("a", "b", "Emscripten")]
    [InlineData("wbg", "anything", "wasm-bindgen")]
    [InlineData("./app_bg.js", "__wbindgen_throw", "wasm-bindgen")]
    [InlineData("gojs", "runtime.wasmExit", "Go")]
    [InlineData("wasi:cli/environment@0.2.0", "get-environment", "WASI 0.2")]
    [InlineData("cm32p2|wasi:io/streams@0.2", "read", "WASI 0.2")]
    [InlineData("wasix_32v1", "thread_spawn", "WASIX")]
    public void Modules_for_other_hosts_are_named(string module, string name, string what)
    {
        var foreign = ForeignModule.Recognise(ModuleDecoder.Decode(Importing(module, name)));
        Assert.NotNull(foreign);
        Assert.Contains(what, foreign.What, StringComparison.Ordinal);
        Assert.NotEmpty(foreign.NextStep);
    }

    [Theory]
    [InlineData("env", "launch_missiles")]
    [InlineData("env", "invoke_callback")]
    [InlineData("env", "abort")]
    [InlineData("env", "MPI_Send")]
    [InlineData("mpi", "MPI_Send")]
    [InlineData("wasi_snapshot_preview1", "fd_write")]
    [InlineData("wasi", "thread-spawn")]
    public void What_may_be_ours_or_a_users_own_is_not_taken_for_anything(string module, string name) =>
        Assert.Null(ForeignModule.Recognise(ModuleDecoder.Decode(Importing(module, name))));

    [Fact]
    public void Sections_tell_what_was_not_linked()
    {
        Assert.Contains(
            "object file", ForeignModule.Recognise(ModuleDecoder.Decode(WithSection("linking")))!.What, StringComparison.Ordinal);
        Assert.Contains(
            "shared library", ForeignModule.Recognise(ModuleDecoder.Decode(WithSection("dylink.0")))!.What, StringComparison.Ordinal);
        Assert.Null(ForeignModule.Recognise(ModuleDecoder.Decode(WithSection("producers"))));
    }

    // (module (import MODULE NAME (func)))
    private static byte[] Importing(string module, string name) =>
        Module(Section(1, 1, 0x60, 0, 0), Section(2, [1, .. Text(module), .. Text(name), 0, 0]));

    private static byte[] WithSection(string name) => Module(Section(0, Text(name)));

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
