using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm;
using Xunit;
using Xunit.Abstractions;

namespace MpiWasm.Spec.Tests;

[Trait("Speed", "Slow")]
public sealed class SpecTests(ITestOutputHelper output)
{
    public static IEnumerable<object[]> Scripts() => SpecSuite.Scripts().Select(s => new object[] { s });

    [Fact(Skip = "wabt's reader crashes on it; it is about comments in the text format")]
    public void Comments() => Assert.Fail(SpecSuite.Unreadable);

    public static IEnumerable<object[]> Scripts30() =>
        Suite30.Scripts().Where(s => !Suite30.NeedsWasmTools(s)).Select(s => new object[] { s });

    public static IEnumerable<object[]> Scripts30BeyondWabt() =>
        Suite30.Scripts().Where(Suite30.NeedsWasmTools).Select(s => new object[] { s });

    [SpecTheory("3.0")]
    [MemberData(nameof(Scripts30))]
    public void EveryAssertionOfTheScriptOf30Holds(string script) => Run30(script);

    [SpecTheory("3.0", NeedsWasmTools = true)]
    [MemberData(nameof(Scripts30BeyondWabt))]
    public void EveryAssertionOfTheScriptOf30ThatWabtCannotReadHolds(string script) => Run30(script);

    private void Run30(string script)
    {
        using var runner = new SpecRunner(WasmFeatures.Supported);
        GuestThread.Run(() => runner.Run(script, SpecSuite.Convert30));
        Report("3.0/" + script, runner);
    }

    [SpecTheory("2.0")]
    [MemberData(nameof(Scripts))]
    public void EveryAssertionOfTheScriptHolds(string script)
    {
        using var runner = new SpecRunner(script.StartsWith(SpecSuite.RelaxedSimd, StringComparison.Ordinal)
            ? WasmFeatures.Supported
            : WasmFeatures.Wasm20);
        GuestThread.Run(() => runner.Run(script, SpecSuite.Convert));
        Report(script.StartsWith("../", StringComparison.Ordinal) ? script[3..] : "2.0/" + script, runner);
    }

    private void Report(string script, SpecRunner runner)
    {
        output.WriteLine(
            $"{script}: {runner.Passed} commands held, {runner.Failures.Count} did not, {runner.Skipped} concern the text format only");
        foreach (var (proposal, count) in runner.SkippedFor)
            output.WriteLine($"{script}: {count} commands left out: they need {proposal}");
        foreach (var line in runner.Features.Lines())
            output.WriteLine($"{script}: {line}");
        Assert.True(
            runner.Failures.Count == 0,
            $"{runner.Failures.Count} of {runner.Passed + runner.Failures.Count}:\n" + string.Join('\n', runner.Failures.Take(20)));
    }
}
