using Xunit;

namespace MpiWasm.Spec.Tests;

/// <summary>A theory over the scripts of a version; visibly skipped where they are not on the machine.</summary>
public sealed class SpecTheoryAttribute : TheoryAttribute
{
    private bool _needsWasmTools;

    public SpecTheoryAttribute(string version)
    {
        Version = version;
        if (SpecSuite.Find(version) is null)
            Skip = $"the specification's test suite is not here: set MPIWASM_SHARED to the directory that holds wasm-spec/{version}";
    }

    public string Version { get; }

    /// <summary>Whether wabt cannot read the scripts.</summary>
    public bool NeedsWasmTools
    {
        get => _needsWasmTools;
        set
        {
            _needsWasmTools = value;
            if (value && SpecSuite.WasmTools is null)
                Skip ??= "wasm-tools is not here: run scripts/install-spec-tools, or set MPIWASM_WASM_TOOLS to a directory with "
                    + "node_modules/@bytecodealliance/jco-transpile";
        }
    }
}
