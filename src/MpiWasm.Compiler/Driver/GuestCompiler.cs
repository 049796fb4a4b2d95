using MpiWasm.Compiler.Debugging;
using MpiWasm.Compiler.Guest;
using MpiWasm.Compiler.Guest.Function;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Driver;

/// <summary>Compiles a Wasm module to an image.</summary>
public static class GuestCompiler
{
    /// <summary>
    /// Compiles a validated module. The image follows docs/architecture.md and exports <see cref="ImageHeader.Symbol"/> only.
    /// </summary>
    /// <param name="module">A module that the validator accepted: it is not checked again.</param>
    /// <param name="options">How to compile.</param>
    /// <param name="outputPath">The image to write.</param>
    /// <exception cref="Llvm.LlvmException">MW0201: no libLLVM.</exception>
    /// <exception cref="CompileException">Compilation failed; see the codes there.</exception>
    public static void Compile(WasmModule module, CompileOptions options, string outputPath) =>
        Compile(module, options, outputPath, new GuestCompilation());

    internal static void Compile(WasmModule module, CompileOptions options, string outputPath, GuestCompilation how)
    {
        var usesExceptions = ExceptionUse.Of(module);
        var pieces = how.Predecessor != 0 ? Pipeline.Plan.Continue(module, outputPath, how.Predecessor) : Pipeline.Plan.First(module);
        how.Status?.Expect(module.Bodies.Length);
        var (parts, emit) = Plan(module, options, pieces, how.Status, usesExceptions);
        var libraries = usesExceptions ? ExceptionUse.LibrarySymbols : ImagePipeline.LibrarySymbols;
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        ImagePipeline.Link(outputPath, parts, libraries, emit, threads, image => DebuggerTables.AddTo(image, module));
    }

    /// <summary>Compiles to object files <c>prefix0.o</c>, …, for targets whose linker is not at hand.</summary>
    internal static void CompileToObjects(WasmModule module, CompileOptions options, string prefix)
    {
        var (parts, emit) = Plan(module, options, Pipeline.Plan.First(module), null, ExceptionUse.Of(module));
        DeepThreads.Run(parts, 1, part => emit(part, $"{prefix}{part}.o"));
    }

    private static (int Parts, Action<int, string> Emit) Plan(
        WasmModule module, CompileOptions options, List<Piece> pieces, CompileStatus? status, bool usesExceptions)
    {
        var target = Target.Resolve(options);
        var layout = new InstanceLayout(module);
        var symbols = new Symbols(module);
        return (pieces.Count, EmitPart);

        void EmitPart(int part, string path)
        {
            var bodies = module.Bodies.AsSpan()[pieces[part].Bodies];
            if (pieces[part].Object is { } finished)
            {
                File.Move(finished, path, overwrite: true);
                status?.Advance(bodies.Length);
                return;
            }
            var what = Describe(module, bodies);
            status?.Start(what);
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
            status?.End(what);
            status?.Advance(bodies.Length);
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
    /// <summary>The process whose finished objects are taken over; 0 for none.</summary>
    public int Predecessor { get; init; }

    /// <summary>Told what is compiled and done, by several threads.</summary>
    public CompileStatus? Status { get; init; }
}
