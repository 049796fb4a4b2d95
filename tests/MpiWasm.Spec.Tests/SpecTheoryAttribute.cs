using Xunit;

namespace MpiWasm.Spec.Tests;

/// <summary>A theory over the scripts; visibly skipped where they are not on the machine.</summary>
public sealed class SpecTheoryAttribute : TheoryAttribute
{
    public SpecTheoryAttribute()
    {
        if (SpecSuite.Root is null)
            Skip = "the specification's test suite is not here: set MPIWASM_SHARED to the directory that holds wasm-spec/2.0";
    }
}
