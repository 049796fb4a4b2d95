using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>The machine code is generated for, with all defaults filled in.</summary>
internal sealed unsafe class Target
{
    private static readonly Lock Guard = new();
    private static bool _initialized;

    private Target(string triple, string cpu, string features, int level)
    {
        Triple = triple;
        Cpu = cpu;
        Features = features;
        _level = level;
        var architecture = triple.Split('-')[0];
        IsAArch64 = architecture == "aarch64";
        HasSsse3 = architecture == "x86_64" && features.Split(',').Contains("+ssse3");
    }

    private readonly int _level;

    public string Triple { get; }

    public string Cpu { get; }

    public string Features { get; }

    public bool IsAArch64 { get; }

    /// <summary>
    /// Whether the features name SSSE3. An instruction asked for by name that the processor lacks would be a fatal error of LLVM's.
    /// </summary>
    public bool HasSsse3 { get; }

    /// <summary>General registers that a function must leave as they were, besides the frame pointer.</summary>
    public IEnumerable<string> CalleeSavedRegisters =>
        Triple.StartsWith("aarch64", StringComparison.Ordinal)
            ? Enumerable.Range(19, 10).Select(n => $"x{n}")
            : ["rbx", "r12", "r13", "r14", "r15"];

    public static Target Resolve(CompileOptions options)
    {
        LlvmLibrary.Load();
        Initialize();
        var host = LLVM.TakeMessage(LLVM.GetDefaultTargetTriple());
        var triple = options.Triple ?? host;
        var isHost = triple.Split('-')[0] == host.Split('-')[0];
        var cpu = options.Cpu ?? (isHost ? LLVM.TakeMessage(LLVM.GetHostCPUName()) : "generic");
        var features = options.Features ?? (isHost && options.Cpu is null ? LLVM.TakeMessage(LLVM.GetHostCPUFeatures()) : "");
        return new Target(triple, cpu, features, options.OptimizationLevel);
    }

    /// <summary>A machine of its own: LLVM's are not shared between threads.</summary>
    public LlvmTargetMachine CreateMachine()
    {
        if (LLVM.GetTargetFromTriple(Triple, out var target, out var message) != 0)
            throw new LlvmException(LlvmException.Refused, $"LLVM has no target for {Triple}: {LLVM.TakeMessage(message)}");
        var level = _level switch
        {
            0 => CodeGenLevel.None,
            1 => CodeGenLevel.Less,
            2 => CodeGenLevel.Default,
            _ => CodeGenLevel.Aggressive,
        };
        var machine = LLVM.CreateTargetMachine(target, Triple, Cpu, Features, level, RelocationMode.Pic, CodeModel.Default);
        return machine.Handle != 0
            ? machine
            : throw new LlvmException(LlvmException.Refused, $"LLVM cannot generate code for {Triple} {Cpu}");
    }

    private static void Initialize()
    {
        lock (Guard)
        {
            if (_initialized)
                return;
            // A library built for one architecture lacks the other's functions; that only matters when it is asked for.
            TryAll(
                LLVM.InitializeX86TargetInfo,
                LLVM.InitializeX86Target,
                LLVM.InitializeX86TargetMC,
                LLVM.InitializeX86AsmPrinter,
                LLVM.InitializeX86AsmParser);
            TryAll(
                LLVM.InitializeAArch64TargetInfo,
                LLVM.InitializeAArch64Target,
                LLVM.InitializeAArch64TargetMC,
                LLVM.InitializeAArch64AsmPrinter,
                LLVM.InitializeAArch64AsmParser);
            _initialized = true;
        }
    }

    private static void TryAll(params ReadOnlySpan<Action> steps)
    {
        try
        {
            foreach (var step in steps)
                step();
        }
        catch (EntryPointNotFoundException)
        {
        }
    }
}
