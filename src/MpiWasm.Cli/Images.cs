using System.Text;
using MpiWasm.Compiler;
using MpiWasm.Image;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Library;
using MpiWasm.Mpi.Shims;

namespace MpiWasm.Cli;

/// <summary>
/// The three images a run needs, each from the cache or compiled by a worker process. Looking one up loads neither LLVM nor the assemblies that emit code.
/// </summary>
internal sealed class Images(CompileOptions options, CompileLimits limits)
{
    private const string SupportKind = "support";

    private readonly ImageCache _cache = UserCache();

    /// <summary>What was compiled because the cache did not have it.</summary>
    public List<CachedImage> Compiled { get; } = [];

    /// <summary>Tells the worker process, which is this program too, how to make the images that are not guests.</summary>
    public static void RegisterKinds()
    {
        CompilerWorker.Register(SupportKind, static (_, _) => new TextImage(SupportSource.Text(), SupportSource.AllowedSymbols));
        ShimImage.Register();
    }

    /// <summary>Compiles all that running the program takes, and nothing that the cache has. Loads the MPI library only for programs that use MPI.</summary>
    public static IReadOnlyList<CachedImage> Prepare(GuestProgram program, string? mpi, CompileOptions options, CompileLimits limits, MpiLibrary? library)
    {
        var images = new Images(options, limits);
        _ = images.Guest(program);
        _ = images.Support();
        if (program.UsesMpi)
            _ = images.Shims(library ?? MpiLibrary.Open(mpi));
        return images.Compiled;
    }

    public CachedImage Guest(GuestProgram program) => Get(
        ImageKind.Guest,
        fingerprint => ImageKey.Compute(program.Bytes, fingerprint),
        output =>
        {
            program.Validate();
            // The worker compiles the very bytes that the key was made of, whatever happens to the file meanwhile.
            var copy = output + ".wasm";
            try
            {
                File.WriteAllBytes(copy, program.Bytes);
                Compile(CompileJob.Guest, copy, output);
            }
            finally
            {
                File.Delete(copy);
            }
        });

    public CachedImage Support() => Get(
        ImageKind.Support,
        static fingerprint => ImageKey.Compute(Encoding.UTF8.GetBytes(SupportKind), fingerprint),
        output => Compile(SupportKind, "", output));

    public CachedImage Shims(MpiLibrary library) => Get(
        ImageKind.Shims,
        fingerprint => ShimImage.CacheKey(MpiApi.Standard, library.Abi, fingerprint),
        output => Compile(ShimImage.JobKind, library.Abi.Key, output));

    private static ImageCache UserCache()
    {
        var cache = ImageCache.OfUser();
        cache.OnNotice = Report.Note;
        return cache;
    }

    private CachedImage Get(ImageKind kind, Func<string, string> key, Action<string> compile)
    {
        // Without libLLVM its version is unknown: an image of any version will do before the lack is an error.
        var fingerprints = options.Fingerprints();
        foreach (var fingerprint in fingerprints.Take(fingerprints.Count - 1))
        {
            try
            {
                return Told(_cache.GetOrCreate(kind, key(fingerprint), static _ => throw new NotCachedException()));
            }
            catch (NotCachedException)
            {
                // The next version may be there.
            }
        }

        return Told(_cache.GetOrCreate(kind, key(fingerprints[^1]), compile));
    }

    private CachedImage Told(CachedImage image)
    {
        if (image.WasCompiled)
            Compiled.Add(image);
        return image;
    }

    private void Compile(string kind, string input, string output)
    {
        try
        {
            if (CompilerProcess.Compile(new CompileJob { Kind = kind, Input = input, Output = output, Options = options }, limits) is { } trouble)
                Report.Note($"{trouble}; compiled with less optimisation instead");
        }
        catch (CompileException e)
        {
            throw CompileLimitOptions.Explain(e);
        }
    }

    private sealed class NotCachedException : Exception;
}
