using Xunit;

namespace MpiWasm.Compiler.Tests;

public sealed class FingerprintTests
{
    [Fact]
    public void WhateverChangesTheCodeChangesTheFingerprint()
    {
        var plain = new CompileOptions();
        CompileOptions[] others =
        [
            plain with { OptimizationLevel = 2 }, plain with { PreciseTraps = true }, plain with { BoundsChecks = true },
            plain with { Cpu = "haswell" },
            plain with { Features = "+avx2" }, plain with { Triple = "aarch64-unknown-linux-gnu" },
        ];
        Assert.Equal(others.Length + 1, others.Append(plain).Select(options => options.Fingerprint()).Distinct().Count());
    }

    [Fact]
    public void TheMemoryModeIsPartOfIt() =>
        // 8 GiB + 64 KiB: an image without bounds checks must never meet a smaller reservation.
        Assert.Contains("memory=reserved-8590000128", new CompileOptions().Fingerprint(), StringComparison.Ordinal);

    [Fact]
    public void ThreadsAndDebuggingDoNotChangeTheFingerprint()
    {
        var plain = new CompileOptions();
        Assert.Equal(plain.Fingerprint(), (plain with { Threads = 3, KeepIr = "somewhere" }).Fingerprint());
    }
}
