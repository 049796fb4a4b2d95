using MpiWasm.Compiler;
using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests.Hardening;

/// <summary>No name that a guest chooses means anything to LLVM, the linker or the dynamic linker.</summary>
public sealed class SymbolTests
{
    // Functions of libc, libm, the dynamic linker and the unwinder; our own symbols; LLVM's intrinsics and its mark for "not to be
    // changed"; versions, sections and quotes.
    private static readonly string[] Names =
    [
        "memcpy", "memmove", "memset", "exp", "floor", "fma", "malloc", "free", "dlopen", "dlsym", "__libc_start_main", "_init", "_fini",
        "_start", "main", "environ",
        "pthread_getspecific", "_Unwind_ForcedUnwind", "__gcc_personality_v0", "__cxa_finalize", "__tls_get_addr",
        "_GLOBAL_OFFSET_TABLE_", "_DYNAMIC",
        "mpiwasm_image", "mpiwasm_enter", "mpiwasm_state", "g.memcpy", "s.dlopen", "e.0", "a.0", "raise", "b.MemoryGrow",
        "llvm.memcpy.p0.p0.i64", "llvm.trap", "llvm.global_ctors", "\u0001memcpy", "memcpy@GLIBC_2.2.5", "memcpy@@GLIBC_2.14", "exp@plt",
        "*ABS*", ".text", "$d",
        "a\"b", "a\nb", "a b", "a\\b", "a;b", "#0", "ж", "",
    ];

    [Fact]
    public void FunctionsOfAnyNameAreTheGuestsOwnAndTheImageExportsAndNeedsWhatItAlwaysDoes()
    {
        var module = GuestBuilder.FromText($"""
            (module (memory 1)
              {string.Join('\n', Names.Select((name, i) => $"""(func (export "{Escape(name)}") (param i32) (result i32) (memory.fill (local.get 0) (i32.const {i}) (i32.const 4)) (i32.load (local.get 0)))"""))})
            """);
        using var image = GuestBuilder.Compile(module, options: new CompileOptions());
        using var store = new Store();
        var instance = Instance.Create(store, image, new ImportTable());
        for (var i = 0; i < Names.Length; i++)
            Assert.Equal(i * 0x01010101, instance.Invoke(Names[i], 64)[0].I32);

        var (undefined, defined) = DynamicSymbols(module);
        Assert.Equal([ImageHeader.Symbol], defined);
        Assert.Subset(ImagePipeline.LibrarySymbols.ToHashSet(), undefined.ToHashSet());
    }

    [Fact]
    public void ImportsAreWhatTheHostDefinesAndNeverWhatTheProcessHas()
    {
        var module = GuestBuilder.FromText($"""
            (module
              {string.Join('\n', Names.Select(name => $"""(import "env" "{Escape(name)}" (func (result i32)))"""))}
              {string.Join('\n', Names.Select((_, i) => $"""(func (export "f{i}") (result i32) (call {i}))"""))})
            """);
        using var image = GuestBuilder.Compile(module, options: new CompileOptions());
        using var store = new Store();
        var type = new FunctionType([], [ValType.I32]);
        for (var missing = 0; missing <= Names.Length; missing++)
        {
            var imports = new ImportTable();
            for (var i = 0; i < Names.Length; i++)
            {
                var number = i;
                if (i != missing)
                    imports.Define("env", Names[i], HostFunction.Managed(type, (_, slots) => slots[0] = number));
            }
            if (missing < Names.Length)
            {
                Assert.Equal("MW0401", Assert.Throws<LinkException>(() => Instance.Create(store, image, imports)).Code);
                continue;
            }
            var instance = Instance.Create(store, image, imports);
            Assert.All(Enumerable.Range(0, Names.Length), i => Assert.Equal(i, instance.Invoke($"f{i}")[0].I32));
        }

        var (undefined, defined) = DynamicSymbols(module);
        Assert.Equal([ImageHeader.Symbol], defined);
        Assert.Empty(undefined);
    }

    private static (IReadOnlyList<string> Undefined, IReadOnlyList<string> Defined) DynamicSymbols(byte[] module)
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "image.so");
        GuestCompiler.Compile(ModuleDecoder.Decode(module), new CompileOptions(), path);
        return ElfSymbols.Read(File.ReadAllBytes(path));
    }

    private static string Escape(string name) => string.Concat(System.Text.Encoding.UTF8.GetBytes(name).Select(b => $"\\{b:x2}"));
}
