using System.Collections.Immutable;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>LLVM IR → object → ELF shared object whose imports are checked. All images are built by it.</summary>
public static class ImagePipeline
{
    /// <summary>
    /// What any image may need from libc and libm: the block functions LLVM's idiom recognition emits, and the rounding functions it calls
    /// where the processor has no instruction; likewise fma, which only relaxed_madd asks for: contraction is off.
    /// </summary>
    public static ImmutableHashSet<string> LibrarySymbols { get; } =
    [
        "memcpy", "memmove", "memset",
        "ceil", "ceilf", "floor", "floorf", "trunc", "truncf", "nearbyint", "nearbyintf", "rint", "rintf", "roundeven", "roundevenf",
        "fma", "fmaf",
    ];

    /// <summary>Compiles textual IR to a shared object. Symbols the IR does not make hidden are exported.</summary>
    /// <param name="llvmIr">The module; triple and data layout are set here.</param>
    /// <param name="options">How to compile.</param>
    /// <param name="outputPath">The file to write; intermediate files appear beside it and are removed.</param>
    /// <param name="allowedUndefined">Names the image may take from the process.</param>
    /// <exception cref="Llvm.LlvmException">MW0201: no libLLVM; MW0208: the IR is not valid.</exception>
    /// <exception cref="CompileException">
    /// MW0205: no lld; MW0206: linking failed; MW0207: the image needs a symbol that is not allowed.
    /// </exception>
    public static void CompileText(string llvmIr, CompileOptions options, string outputPath, IReadOnlySet<string> allowedUndefined) =>
        CompileText([llvmIr], options, outputPath, allowedUndefined);

    /// <summary>Compiles several modules at the same time and links them to one shared object.</summary>
    /// <inheritdoc cref="CompileText(string, CompileOptions, string, IReadOnlySet{string})"/>
    public static void CompileText(
        IReadOnlyList<string> modules, CompileOptions options, string outputPath, IReadOnlySet<string> allowedUndefined)
    {
        var target = Target.Resolve(options);
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        Link(outputPath, modules.Count, allowedUndefined, (part, path) => TextToObject(modules[part], options, target, path), threads);
    }

    /// <summary>Compiles textual IR to an object file, for any target LLVM has.</summary>
    /// <exception cref="Llvm.LlvmException">MW0201: no libLLVM; MW0208: the IR is not valid.</exception>
    public static void CompileTextToObject(string llvmIr, CompileOptions options, string objectPath) =>
        TextToObject(llvmIr, options, Target.Resolve(options), objectPath);

    /// <summary>Has objects emitted, in parallel, and links them.</summary>
    /// <param name="outputPath">The image.</param>
    /// <param name="parts">How many objects it is made of.</param>
    /// <param name="allowedUndefined">Names the image may take from the process.</param>
    /// <param name="emit">Writes the object of a part to a path.</param>
    /// <param name="threads">How many parts are emitted at a time.</param>
    /// <param name="complete">What else is done to the image before it gets its name.</param>
    internal static void Link(
        string outputPath,
        int parts,
        IReadOnlySet<string> allowedUndefined,
        Action<int, string> emit,
        int threads = 1,
        Action<string>? complete = null)
    {
        var objects = Enumerable.Range(0, parts).Select(part => Plan.ObjectPath(outputPath, Environment.ProcessId, part)).ToArray();
        var linked = $"{outputPath}.{Environment.ProcessId}.tmp";
        try
        {
            DeepThreads.Run(parts, threads, part => emit(part, objects[part]));
            Linker.LinkShared(objects, linked);
            CheckSymbols(linked, allowedUndefined);
            complete?.Invoke(linked);
            File.Move(linked, outputPath, overwrite: true);
        }
        finally
        {
            foreach (var path in objects)
            {
                File.Delete(path);
                File.Delete(path + LlvmSession.Growing);
            }
            File.Delete(linked);
        }
    }

    private static void TextToObject(string llvmIr, CompileOptions options, Target target, string path)
    {
        using var session = LlvmSession.Parse(target, options, llvmIr);
        session.Keep("text.ll");
        session.Verify();
        session.Optimize();
        session.Keep("text.opt.ll");
        session.EmitObject(path);
    }

    private static void CheckSymbols(string path, IReadOnlySet<string> allowed)
    {
        var forbidden = ElfSymbols.Read(File.ReadAllBytes(path)).Undefined.Where(name => !allowed.Contains(name)).ToArray();
        if (forbidden.Length > 0)
        {
            throw new CompileException(CompileException.ForbiddenSymbol,
                $"the image would need {string.Join(", ", forbidden)} from the host process",
                "this is an error in mpiwasm; please report it with the module");
        }
    }
}
