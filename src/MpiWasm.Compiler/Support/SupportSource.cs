using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MpiWasm.Compiler.Pipeline;

namespace MpiWasm.Compiler.Support;

/// <summary>The LLVM IR of the support image: entry trampoline, trap, signal handler.</summary>
public static class SupportSource
{
    /// <summary>What the image may take from the process besides <see cref="ImagePipeline.LibrarySymbols"/>.</summary>
    public static ImmutableHashSet<string> AllowedSymbols { get; } =
        ImagePipeline.LibrarySymbols.Union(["pthread_getspecific", "pthread_sigmask", "sigaction", "raise", "mprotect"]);

    /// <summary>The IR for this machine.</summary>
    public static string Text() => Text(RuntimeInformation.ProcessArchitecture);

    /// <summary>The IR for an architecture.</summary>
    /// <exception cref="PlatformNotSupportedException">Neither x86-64 nor aarch64.</exception>
    public static string Text(Architecture architecture)
    {
        var machine = architecture switch
        {
            Architecture.X64 => "support.x86_64.ll",
            Architecture.Arm64 => "support.aarch64.ll",
            _ => throw new PlatformNotSupportedException($"no support image for {architecture}"),
        };
        return Resource("support.ll") + Resource(machine);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(SupportSource).Assembly.GetManifestResourceStream("MpiWasm.Compiler.Support." + name)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
