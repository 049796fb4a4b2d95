using MpiWasm.Compiler.Worker;

namespace MpiWasm;

/// <summary>How exactly a trap happens where the specification says. The sandbox is the same in both modes.</summary>
public enum TrapMode
{
    /// <summary>
    /// Fast: memory accesses whose result is unused may be dropped, and stores may be seen in another order when
    /// a trap ends the call, as in native code.
    /// </summary>
    Relaxed,

    /// <summary>
    /// Every access happens, in order: a trap leaves exactly the memory and globals that WebAssembly (Wasm 3.0 §4) prescribes. Slower.
    /// </summary>
    Precise,
}

/// <summary>How an <see cref="Engine"/> compiles, and where it keeps the results.</summary>
public sealed record EngineOptions
{
    private static readonly CompileLimits Defaults = new();

    /// <summary>Default: <see cref="TrapMode.Relaxed"/>. Modules compiled in the two modes are cached side by side.</summary>
    public TrapMode Traps { get; init; }

    /// <summary>
    /// How much LLVM optimises a module, 0 to 3; default: 3. Less makes a first start faster and the code slower: at 1 large modules
    /// compile in about half of the time. Modules compiled at different levels are cached side by side.
    /// </summary>
    public int OptimizationLevel { get; init; } = 3;

    /// <summary>
    /// Directory of compiled images, created when missing, for the owner only; null (default) for the user's: <c>$MPIWASM_CACHE</c>, else
    /// <c>$XDG_CACHE_HOME/mpiwasm</c>, else <c>~/.cache/mpiwasm</c>. One that cannot be used costs a notice and time, never the run.
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>
    /// The program that compiles, an <c>mpiwasm</c> of this very build; null (default) to look for one: this program if its <c>Main</c>
    /// calls <see cref="CompileWorker.TryRun"/>, else an <c>mpiwasm</c> beside this assembly, else one on <c>PATH</c>. Without any, modules
    /// are compiled in this process, which a crash of LLVM ends and no limit restrains; <see cref="OnNotice"/> tells when that happens.
    /// </summary>
    public string? CompilerPath { get; init; }

    /// <summary>Wall-clock time a module may take to compile in a worker process; default: 10 minutes.</summary>
    public TimeSpan CompileTimeLimit { get; init; } = Defaults.WallClock;

    /// <summary>
    /// Bytes of address space that compiling a module may take in a worker process; null (default) for half of the memory that this
    /// process may use: the machine's, or what its control groups allow.
    /// 0 is no limit.
    /// </summary>
    public long? CompileMemoryLimit { get; init; }

    /// <summary>
    /// Told several times a second how far a worker process has come with a module. May be called by any thread that compiles.
    /// </summary>
    public Action<CompileProgress>? OnCompileProgress { get; init; }

    /// <summary>
    /// Receives what a user should hear, one sentence each: a damaged cache file replaced, a compilation repeated with less optimisation.
    /// May be called by any thread that compiles.
    /// </summary>
    public Action<string>? OnNotice { get; init; }

    /// <summary>Whether another process of the job says what all of them find: that the cache cannot be used.</summary>
    internal bool IsCacheSpokenFor { get; init; }
}
