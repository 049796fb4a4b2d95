using System.Globalization;
using System.Text;
using MpiWasm.Image;
using MpiWasm.Image.Hashing;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler;

/// <summary>How to compile. Everything that changes the code is part of <see cref="Fingerprint()"/>.</summary>
public sealed record CompileOptions
{
    /// <summary>0 to 3, as in LLVM's <c>default&lt;On&gt;</c> pipelines.</summary>
    public int OptimizationLevel { get; init; } = 3;

    /// <summary>LLVM's name of the processor, or null for the one this runs on.</summary>
    public string? Cpu { get; init; }

    /// <summary>LLVM features (<c>+avx2,-fma</c>), or null: those of the host when <see cref="Cpu"/> is null too, else none.</summary>
    public string? Features { get; init; }

    /// <summary>Target triple, or null for the host's.</summary>
    public string? Triple { get; init; }

    /// <summary>
    /// Memory, global and table accesses keep their order and number: a trap happens exactly where the specification says.
    /// </summary>
    public bool PreciseTraps { get; init; }

    /// <summary>
    /// 32-bit memories are checked by code, as 64-bit ones are: for processes whose address space is too limited for
    /// the reservation that makes it unnecessary.
    /// </summary>
    public bool BoundsChecks { get; init; }

    /// <summary>Threads that compile at the same time; 0 means one per core. Does not change what the code computes.</summary>
    public int Threads { get; init; }

    /// <summary>Directory that receives the IR before and after optimisation, or null.</summary>
    public string? KeepIr { get; init; }

    /// <summary>
    /// A stable text for the cache key: compiler build, LLVM version, processor, options. It loads no LLVM. Where no
    /// libLLVM is found, it is that of the newest supported version; <see cref="Fingerprints"/> then has the others under
    /// which an image may have been cached before.
    /// </summary>
    public string Fingerprint() => Fingerprints()[0];

    /// <summary>
    /// All fingerprints whose images may be used: one when libLLVM is found, else one per supported version, newest first.
    /// </summary>
    public IReadOnlyList<string> Fingerprints() =>
        LlvmLibrary.FindMajorVersion() is { } version
            ? [Fingerprint(version)]
            : [.. LlvmLibrary.SupportedMajorVersions.Select(Fingerprint)];

    private string Fingerprint(int llvm) => string.Create(CultureInfo.InvariantCulture,
        $"build={BuildHash()};llvm={llvm};triple={Triple ?? "host"};cpu={Cpu ?? "host"};features={Features ?? "default"};"
        + $"machine={(Cpu is null ? HostProcessor.Identity : "-")};O{OptimizationLevel};precise={PreciseTraps};"
        + $"memory={(BoundsChecks ? "checked" : $"reserved-{MemoryRecord.Reserved32}")}");

    /// <summary>Changes whenever one of the assemblies that determine generated code is built from other sources.</summary>
    private static string BuildHash()
    {
        ReadOnlySpan<Guid> ids =
        [
            typeof(WasmModule).Module.ModuleVersionId, typeof(ImageHeader).Module.ModuleVersionId,
            typeof(LlvmLibrary).Module.ModuleVersionId, typeof(CompileOptions).Module.ModuleVersionId,
        ];
        var text = new StringBuilder();
        foreach (var id in ids)
            text.Append(id.ToString("N"));
        return Sha256.HexOf(text.ToString())[..16];
    }
}
