using MpiWasm.Compiler.Guest;
using MpiWasm.Image;
using MpiWasm.Wasm;

namespace MpiWasm.Compiler;

/// <summary>Compiles a Wasm module to an image.</summary>
public static class GuestCompiler
{
    /// <summary>Compiles a validated module. The image follows docs/architecture.md and exports <see cref="ImageHeader.Symbol"/> only.</summary>
    /// <param name="module">A module that the validator accepted: it is not checked again.</param>
    /// <param name="options">How to compile.</param>
    /// <param name="outputPath">The image to write.</param>
    /// <exception cref="Llvm.LlvmException">MW0201: no libLLVM.</exception>
    /// <exception cref="CompileException">Compilation failed; see the codes there.</exception>
    public static void Compile(WasmModule module, CompileOptions options, string outputPath) => Compile(module, options, outputPath, new GuestCompilation());

    internal static void Compile(WasmModule module, CompileOptions options, string outputPath, GuestCompilation how)
    {
        var usesExceptions = ExceptionUse.Of(module);
        var (parts, emit) = Plan(module, options, how, usesExceptions);
        ImagePipeline.Link(outputPath, parts, usesExceptions ? ExceptionUse.LibrarySymbols : ImagePipeline.LibrarySymbols, emit, options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
    }

    /// <summary>Compiles to object files <c>prefix0.o</c>, …, for targets whose linker is not at hand.</summary>
    internal static void CompileToObjects(WasmModule module, CompileOptions options, string prefix)
    {
        var (parts, emit) = Plan(module, options, new GuestCompilation(), ExceptionUse.Of(module));
        DeepThreads.Run(parts, 1, part => emit(part, $"{prefix}{part}.o"));
    }

    private static (int Parts, Action<int, string> Emit) Plan(WasmModule module, CompileOptions options, GuestCompilation how, bool usesExceptions)
    {
        var target = Target.Resolve(options);
        var layout = new InstanceLayout(module);
        var symbols = new Symbols(module);
        var partitions = Partitions.Split(module, how.Singly);
        return (partitions.Count, EmitPart);

        void EmitPart(int part, string path)
        {
            var bodies = module.Bodies.AsSpan()[partitions[part]];
            var what = Describe(module, bodies);
            how.OnStart?.Invoke(what);
            using var session = LlvmSession.Create(target, options, $"part{part}");
            AliasTags tags;
            using (var emitter = new ModuleEmitter(session, module, layout, symbols, options, target, usesExceptions))
            {
                tags = emitter.Tags;
                foreach (var body in bodies)
                    FunctionEmitter.Emit(emitter, body);
                if (part == 0)
                    HeaderEmitter.Emit(emitter);
                emitter.Debug.Finish();
            }
            session.Keep($"part{part}.ll");
            session.Verify();
            if (!options.PreciseTraps && options.OptimizationLevel > 0)
                SpinLoops.Protect(session, tags);
            session.Optimize();
            session.Keep($"part{part}.opt.ll");
            session.EmitObject(path);
            how.OnEnd?.Invoke(what);
        }
    }

    private static string Describe(WasmModule module, ReadOnlySpan<FunctionBody> bodies) => bodies.Length switch
    {
        0 => "stubs and thunks",
        1 => $"function {module.Names.Function(bodies[0].FunctionIndex)}",
        _ => $"functions {module.Names.Function(bodies[0].FunctionIndex)} to {module.Names.Function(bodies[^1].FunctionIndex)}",
    };
}

/// <summary>What the compile worker asks for beyond the options.</summary>
internal sealed record GuestCompilation
{
    /// <summary>Each function in a module of its own: slower code, but a crash has a name.</summary>
    public bool Singly { get; init; }

    /// <summary>Told what is compiled next, possibly by several threads.</summary>
    public Action<string>? OnStart { get; init; }

    /// <summary>Told when that is done.</summary>
    public Action<string>? OnEnd { get; init; }
}
