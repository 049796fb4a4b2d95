using MpiWasm.Tests.Shared;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Spec.Tests;

/// <summary>How much of the suites concerns a proposal, and at which stage it held.</summary>
internal sealed class FeatureCounts
{
    /// <summary>
    /// Decoding: modules that were read, and bytes that were refused as malformed. Validation: valid modules and refused
    /// ones. Running: instances, calls and traps.
    /// </summary>
    public enum Stage
    {
        Decode,
        Validate,
        Run,
    }

    // What bytes that cannot be read are about, by the directory of their script.
    private static readonly (string Directory, WasmFeatures Feature)[] Directories =
    [
        ("simd", WasmFeatures.Simd),
        ("relaxed-simd", WasmFeatures.RelaxedSimd),
        ("bulk-memory", WasmFeatures.BulkMemory),
        ("exceptions", WasmFeatures.Exceptions),
        ("memory64", WasmFeatures.Memory64),
        ("multi-memory", WasmFeatures.MultiMemory),
    ];

    private readonly Dictionary<(WasmFeatures, Stage), int> _counts = [];

    /// <summary>Counts for each proposal of a set, or for the first version of WebAssembly when it is empty.</summary>
    public void Add(WasmFeatures features, Stage stage)
    {
        foreach (var feature in Split(features))
            _counts[(feature, stage)] = _counts.GetValueOrDefault((feature, stage)) + 1;
    }

    /// <summary>What a module makes use of, or where it cannot be read what its script is about.</summary>
    public static WasmFeatures Of(string script, WasmModule? module) =>
        module is not null ? FeatureUse.Of(module) : Directories.FirstOrDefault(row => script.Split('/').Contains(row.Directory)).Feature;

    /// <summary>One line per proposal that occurs.</summary>
    public IEnumerable<string> Lines() => _counts.Keys.Select(key => key.Item1).Distinct().Order().Select(feature =>
        $"proposal {feature}: {_counts.GetValueOrDefault((feature, Stage.Decode))} decoded, "
            + $"{_counts.GetValueOrDefault((feature, Stage.Validate))} validated, {_counts.GetValueOrDefault((feature, Stage.Run))} run");

    private static IEnumerable<WasmFeatures> Split(WasmFeatures features) =>
        features == WasmFeatures.Mvp
            ? [features]
            : Enum.GetValues<WasmFeatures>().Where(feature => int.IsPow2((int)feature) && (features & feature) != 0);
}
