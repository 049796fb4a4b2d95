using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Support;
using MpiWasm.Image.Cache;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Sandbox;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.State;
using MpiWasm.Wasi.Threads;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Wasi.Tests.Threads;

/// <summary>A guest with threads, made of text: its first thread is a call of a function that it exports.</summary>
internal sealed class ThreadGuest : IDisposable
{
    private static readonly CompileOptions Options = new() { OptimizationLevel = 1 };

    private readonly TemporaryDirectory _work = new();
    private readonly NativeImage _image;
    private readonly SandboxPolicy _policy = SandboxPolicy.Open(new SandboxOptions());
    private readonly WasiState _state;
    private readonly ThreadGroup _group;
    private int _released;

    /// <param name="body">Functions, after the imports of memory, thread-spawn, thread-exit and proc_exit.</param>
    /// <param name="limit">How many threads there may be.</param>
    /// <param name="address">The type of addresses: i32 or i64.</param>
    public ThreadGuest(string body, int limit = ThreadOptions.DefaultLimit, string address = "i32")
    {
        var cache = new ImageCache(_work["cache"]);
        if (!SupportImage.IsInstalled)
        {
            SupportImage.Install(cache.GetOrCreate(
                ImageKind.Support, Key(Encoding.UTF8.GetBytes(SupportSource.Text())), path => ImagePipeline.CompileText(
                    SupportSource.Text(), Options, path, SupportSource.AllowedSymbols)));
        }

        var bytes = Assemble($"""
            (module
              (import "env" "memory" (memory {(address == "i64" ? "i64 " : "")}1 4 shared))
              (import "wasi" "thread-spawn" (func $spawn (param {address}) (result i32)))
              (import "mpiwasm" "thread-exit" (func $leave))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 {address}) (result i32)))
              (export "memory" (memory 0))
              {body})
            """);
        var module = ModuleDecoder.Decode(bytes);
        ModuleValidator.Validate(module);
        _image = new NativeImage(
            cache.GetOrCreate(ImageKind.Guest, Key(bytes), path => GuestCompiler.Compile(module, Options, path)), module, "threads.wasm");
        _state = new WasiState(_policy);
        _group = new ThreadGroup(
            module,
            new ThreadOptions
            {
                Limit = limit,
                StackSize = 1 << 20,
                CreateImports = CreateImports,
                Ended = e => Ends.Add((ThreadGroup.Current, e)),
            });
    }

    /// <summary>What ended the guest, and the number of the thread that did.</summary>
    public BlockingCollection<(int Thread, Exception End)> Ends { get; } = [];

    public ThreadGroup Group => _group;

    /// <summary>How many threads' imports were given back.</summary>
    public int Released => Volatile.Read(ref _released);

    /// <summary>Calls a function without parameters on a thread of its own.</summary>
    public int Call(string function)
    {
        var result = 0;
        GuestThread.Run(() =>
        {
            using var store = new Store();
            result = Instance.Create(store, _image, CreateImports().Resolver).Invoke(function) is [var slot] ? slot.I32 : 0;
        });
        return result;
    }

    public void Dispose()
    {
        // Threads that the guest does not wait for end by themselves in these tests.
        while (_group.Count > 0)
            Thread.Sleep(1);
        _group.Dispose();
        _state.Dispose();
        _policy.Dispose();
        _image.Dispose();
        Ends.Dispose();
        _work.Dispose();
    }

    private ThreadImports CreateImports()
    {
        var imports = new ImportTable();
        var wasi = new WasiImports(_state);
        imports.Add(_group);
        imports.Add(wasi);
        return new ThreadImports(imports, () =>
        {
            wasi.Dispose();
            Interlocked.Increment(ref _released);
        });
    }

    private static byte[] Assemble(string text)
    {
        using var work = new TemporaryDirectory();
        File.WriteAllText(work["test.wat"], text);
        string[] arguments = ["--enable-threads", "--enable-memory64", work["test.wat"], "-o", work["test.wasm"]];
        using var process = Process.Start(new ProcessStartInfo("wat2wasm", arguments)
        {
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? File.ReadAllBytes(work["test.wasm"]) : throw new InvalidOperationException($"wat2wasm: {errors}");
    }

    private static string Key(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
