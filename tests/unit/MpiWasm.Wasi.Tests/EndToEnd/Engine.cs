using System.Security.Cryptography;
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
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Wasi.Tests.EndToEnd;

/// <summary>Runs a program in our engine, in this process, with files as its standard streams.</summary>
internal static class Engine
{
    private static readonly CompileOptions Options = new() { OptimizationLevel = 1 };

    public static ProgramResult Run(GuestPrograms programs, string source, string input, params string[] arguments)
    {
        var cache = new ImageCache(Path.Combine(programs.Work, "cache"));
        SupportImage.Install(cache.GetOrCreate(
            ImageKind.Support,
            Key(SupportSource.Text()),
            path => ImagePipeline.CompileText(SupportSource.Text(), Options, path, SupportSource.AllowedSymbols)));
        var bytes = File.ReadAllBytes(programs.Compile(source));
        var module = ModuleDecoder.Decode(bytes);
        ModuleValidator.Validate(module);
        var key = Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var image = new NativeImage(
            cache.GetOrCreate(ImageKind.Guest, key, path => GuestCompiler.Compile(module, Options, path)), module, source);

        using var data = new TemporaryDirectory();
        using var streams = new TemporaryDirectory();
        File.WriteAllText(streams["in"], input);
        int exitCode;
        using (var stdin = File.OpenHandle(streams["in"]))
        using (var stdout = File.OpenHandle(streams["out"], FileMode.Create, FileAccess.Write))
        using (var stderr = File.OpenHandle(streams["err"], FileMode.Create, FileAccess.Write))
        using (var policy = SandboxPolicy.Open(new SandboxOptions
        {
            Arguments = ["program", .. arguments],
            Environment = [new("A", "first"), new("B", "x=y")],
            Directories = [new(data.Path, "/data", false)],
            StandardInput = (int)stdin.DangerousGetHandle(),
            StandardOutput = (int)stdout.DangerousGetHandle(),
            StandardError = (int)stderr.DangerousGetHandle(),
        }))
        using (var state = new WasiState(policy))
        {
            exitCode = Start(image, state);
        }
        return new ProgramResult(exitCode, streams.Read("out"), streams.Read("err"), ProgramResult.Describe(data.Path));
    }

    private static int Start(NativeImage image, WasiState state)
    {
        var exitCode = 0;
        GuestThread.Run(() =>
        {
            using var store = new Store();
            try
            {
                Instance.Create(store, image, new WasiImports(state)).Invoke("_start");
            }
            catch (GuestExitException exit)
            {
                exitCode = exit.ExitCode;
            }
        });
        return exitCode;
    }

    private static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
