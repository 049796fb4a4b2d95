using MpiWasm.Compiler;
using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Support;
using MpiWasm.Image.Cache;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz;

/// <summary>Our engine, in this process.</summary>
internal sealed class OwnEngine : IDisposable
{
    private readonly ImageCache _cache;
    private int _images;

    public OwnEngine()
    {
        _cache = new ImageCache(Path.Combine(Tools.Scratch, $"mpiwasm-fuzz-{Environment.ProcessId}"));
        SupportImage.Install(_cache.GetOrCreate(
            ImageKind.Support,
            "support",
            path => ImagePipeline.CompileText(SupportSource.Text(), new CompileOptions(), path, SupportSource.AllowedSymbols)));
    }

    /// <summary>
    /// One line per call and one for the globals, in the form v8.js has; of a fresh image, and of the same
    /// image from the cache when asked for.
    /// </summary>
    public string[][] Run(FuzzCase test, WasmModule module, CompileOptions options, bool again)
    {
        var key = $"case{_images++}";
        var path = "";
        try
        {
            var results = new string[again ? 2 : 1][];
            for (var i = 0; i < results.Length; i++)
            {
                var file = _cache.GetOrCreate(ImageKind.Guest, key, path => GuestCompiler.Compile(module, options, path));
                path = file.Path;
                if (file.WasCompiled != (i == 0))
                    throw new InvalidOperationException(i == 0
                        ? "an image that nobody made is in the cache"
                        : "the image is not in the cache");
                using var image = new NativeImage(file, module, "fuzz.wasm");
                using var store = new Store();
                results[i] = new OwnRun(test, image, store).Lines();
            }
            return results;
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => Directory.Delete(_cache.Directory, recursive: true);
}
