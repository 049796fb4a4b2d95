using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>WASI commands: what they are given, what they leave.</summary>
public sealed class WasiTests : IDisposable
{
    // Writes its arguments, as they lie in memory, to standard output and ends with their number.
    private const string Echo = """
        (module
          (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (func (export "_start")
            (drop (call $sizes (i32.const 0) (i32.const 4)))
            (drop (call $args (i32.const 1024) (i32.const 2048)))
            (i32.store (i32.const 8) (i32.const 2048))
            (i32.store (i32.const 12) (i32.load (i32.const 4)))
            (if (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)) (then (call $exit (i32.const 99))))
            (call $exit (i32.load (i32.const 0)))))
        """;

    private readonly string _directory = Guest.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_command_gets_its_arguments_and_streams_and_returns_its_status()
    {
        using var module = Guest.Compile(Echo);
        var path = Path.Combine(_directory, "out");
        using (var output = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        using (var store = new Store(Guest.Engine))
        {
            var linker = new Linker(Guest.Engine);
            linker.DefineWasi(new WasiOptions { Arguments = ["echo", "a b", "ü"], StandardOutput = output });
            Assert.Equal(3, linker.Instantiate(store, module).RunCommand());
        }
        Assert.Equal("echo\0a b\0ü\0", File.ReadAllText(path));
    }

    [Fact]
    public void A_stream_can_be_withheld()
    {
        using var module = Guest.Compile(Echo);
        using var store = new Store(Guest.Engine);
        using var none = new SafeFileHandle(-1, ownsHandle: false);
        var linker = new Linker(Guest.Engine);
        linker.DefineWasi(new WasiOptions { StandardOutput = none, Environment = ImmutableDictionary<string, string>.Empty.Add("A", "1") });
        Assert.Equal(99, linker.Instantiate(store, module).RunCommand());
    }

    [Fact]
    public void A_directory_that_is_not_there_is_told_when_instantiating()
    {
        using var module = Guest.Compile(Echo);
        using var store = new Store(Guest.Engine);
        var linker = new Linker(Guest.Engine);
        linker.DefineWasi(new WasiOptions { Directories = [new WasiDirectory(Path.Combine(_directory, "no"), "/data")] });
        Assert.Equal("MW0602", Assert.ThrowsAny<MpiWasmException>(() => linker.Instantiate(store, module)).Code);
    }

    [Fact]
    public void A_definition_replaces_a_function_of_WASI()
    {
        using var module = Guest.Compile(Echo);
        using var store = new Store(Guest.Engine);
        var linker = new Linker(Guest.Engine);
        linker.DefineWasi(new WasiOptions { Arguments = ["x"] });
        linker.Define("wasi_snapshot_preview1", "fd_write", (int descriptor, int vectors, int count, int written) => 0);
        Assert.Equal(1, linker.Instantiate(store, module).RunCommand());
    }

    [Fact]
    public void Only_a_command_can_be_run()
    {
        using var store = new Store(Guest.Engine);
        Assert.Equal("MW0803", Assert.Throws<ModuleFileException>(() => Guest.Instantiate(store, "(module)").RunCommand()).Code);
    }
}
