using System.Text;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Support;
using MpiWasm.Compiler.Worker;
using MpiWasm.Image.Cache;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Shims;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Memories;

namespace MpiWasm.Embedding.Compilation;

/// <summary>
/// The three kinds of image a run needs, each from the cache or compiled. Looking one up loads neither LLVM nor the assemblies that emit
/// code. Several threads may use it at once.
/// </summary>
internal sealed class ImageSource
{
    private const string SupportKind = "support";

    private readonly CompileOptions _options;
    private readonly CompileOptions _guestOptions;
    private readonly CompileLimits _limits;
    private readonly ImageCache _cache;
    private readonly Action<string>? _notice;
    private readonly Action<CompileProgress>? _progress;
    private readonly Lazy<WorkerCommand?> _worker;

    public ImageSource(EngineOptions options)
        : this(options, WorkerSearch.Find)
    {
    }

    /// <param name="options">How to compile, and where to keep it.</param>
    /// <param name="findWorker">Finds what compiles, when something must be; null from it means this process.</param>
    internal ImageSource(EngineOptions options, Func<EngineOptions, WorkerCommand?> findWorker)
    {
        _options = new CompileOptions
        {
            PreciseTraps = options.Traps == TrapMode.Precise,
            BoundsChecks = !AddressSpace.HasRoomForReservation,
        };
        if (_options.BoundsChecks)
            options.OnNotice?.Invoke("address space is limited (ulimit -v): memory accesses are checked by code, which is slower, and "
                + "memory may grow to half of what is left");
        // Trampolines and shims are compiled once for all modules, and always well.
        var level = options.OptimizationLevel;
        if (level is < 0 or > 3)
            throw new ArgumentOutOfRangeException(nameof(options), level, "OptimizationLevel is 0 to 3");
        _guestOptions = _options with { OptimizationLevel = level };
        var limits = new CompileLimits { WallClock = options.CompileTimeLimit, MemoryBytes = options.CompileMemoryLimit };
        // All threads together may use what all processors have in that time.
        var allProcessors = (long)Math.Ceiling(limits.WallClock.TotalSeconds) * Environment.ProcessorCount;
        _limits = limits with { ProcessorSeconds = Math.Max(limits.ProcessorSeconds, allProcessors) };
        _cache = options.CacheDirectory is { } directory ? new ImageCache(directory) : ImageCache.OfUser();
        _cache.OnNotice = _notice = options.OnNotice;
        _cache.IsSpokenFor = options.IsCacheSpokenFor;
        _progress = options.OnCompileProgress;
        _worker = new Lazy<WorkerCommand?>(() => findWorker(options));
    }

    /// <summary>Tells a worker process how to make the images that are not guests.</summary>
    public static void RegisterKinds()
    {
        CompilerWorker.Register(SupportKind, static (_, _) => new TextImage(SupportSource.Text(), SupportSource.AllowedSymbols));
        ShimImage.Register();
    }

    /// <summary>
    /// Compiles all that running the program takes, and nothing that the cache has. Loads the MPI library only for programs that use MPI.
    /// </summary>
    /// <returns>Whether anything had to be compiled.</returns>
    public bool Prepare(GuestProgram program, string? mpi, MpiLibrary? library)
    {
        var compiled = Guest(program).WasCompiled;
        compiled |= Support().WasCompiled;
        if (!program.UsesMpi)
            return compiled;
        library ??= MpiChoice.Open(mpi);
        foreach (var family in ShimFamilies.Of(program.Procedures))
            compiled |= Shims(library, GuestAbi.Of(program.Module), family).WasCompiled;
        return compiled;
    }

    public CachedImage Guest(GuestProgram program) => Get(
        ImageKind.Guest,
        _guestOptions,
        fingerprint => ImageKey.Compute(program.Bytes, fingerprint),
        output => CompileGuest(program, _guestOptions, output));

    /// <summary>Compiles the program as for a run, whatever the cache has, into a file of the caller's.</summary>
    /// <param name="program">The program.</param>
    /// <param name="output">The image.</param>
    /// <param name="keepIr">The directory that receives the IR, or null.</param>
    /// <returns>How it was compiled.</returns>
    public CompileOptions CompileTo(GuestProgram program, string output, string? keepIr)
    {
        var options = _guestOptions with { KeepIr = keepIr };
        CompileGuest(program, options, output);
        return options;
    }

    public CachedImage Support() => Get(
        ImageKind.Support,
        _options,
        static fingerprint => ImageKey.Compute(Encoding.UTF8.GetBytes(SupportKind), fingerprint),
        output =>
        {
            if (_worker.Value is { } worker)
                Compile(worker, SupportKind, _options, "", output);
            else
                ImagePipeline.CompileText(SupportSource.Text(), _options, output, SupportSource.AllowedSymbols);
        });

    /// <summary>The shims of one family for a library and guests of one width.</summary>
    public CachedImage Shims(MpiLibrary library, GuestAbi guest, ShimFamily family) => Get(
        ImageKind.Shims,
        _options,
        fingerprint => ShimImage.CacheKey(MpiApi.Standard, library.Abi, guest, family, fingerprint),
        output =>
        {
            if (_worker.Value is { } worker)
                Compile(worker, ShimImage.JobKind, _options, ShimImage.JobInput(library.Abi, guest, family), output);
            else
                ShimImage.Build(MpiApi.Standard, library.Abi, guest, family, _options, output);
        });

    /// <summary>Prepares the process for guest code, once: trampolines, and handlers for faults in front of .NET's.</summary>
    public void Install()
    {
        if (!SupportImage.IsInstalled)
            SupportImage.Install(Support());
    }

    private CachedImage Get(ImageKind kind, CompileOptions options, Func<string, string> key, Action<string> compile)
    {
        // Without libLLVM its version is unknown: an image of any version will do before the lack is an error.
        var fingerprints = options.Fingerprints();
        foreach (var fingerprint in fingerprints.Take(fingerprints.Count - 1))
        {
            try
            {
                return _cache.GetOrCreate(kind, key(fingerprint), static _ => throw new NotCachedException());
            }
            catch (NotCachedException)
            {
                // The next version may be there.
            }
        }

        return _cache.GetOrCreate(kind, key(fingerprints[^1]), compile);
    }

    private void CompileGuest(GuestProgram program, CompileOptions options, string output)
    {
        program.Validate();
        if (_worker.Value is not { } worker)
        {
            GuestCompiler.Compile(program.Module, options, output);
            return;
        }
        // The worker compiles the very bytes that the key was made of, whatever happens to the file meanwhile.
        var copy = output + ".wasm";
        try
        {
            File.WriteAllBytes(copy, program.Bytes);
            Compile(worker, CompileJob.Guest, options, copy, output);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private void Compile(WorkerCommand worker, string kind, CompileOptions options, string input, string output)
    {
        var job = new CompileJob { Kind = kind, Input = input, Output = output, Options = options };
        var trouble = CompilerProcess.Compile(job, _limits, worker, kind == CompileJob.Guest ? _progress : null);
        if (trouble is not null)
            _notice?.Invoke($"{trouble}; compiled with less optimisation instead");
    }

    private sealed class NotCachedException : Exception;
}
