using MpiWasm.Runtime;
using Xunit;
using Xunit.Abstractions;

namespace MpiWasm.Spec.Tests;

public sealed class SpecTests(ITestOutputHelper output)
{
    public static IEnumerable<object[]> Scripts() => SpecSuite.Scripts().Select(s => new object[] { s });

    [Fact(Skip = "wabt's reader crashes on it; it is about comments in the text format")]
    public void Comments() => Assert.Fail(SpecSuite.Unreadable);

    [SpecTheory]
    [MemberData(nameof(Scripts))]
    public void EveryAssertionOfTheScriptHolds(string script)
    {
        using var runner = new SpecRunner();
        GuestThread.Run(() => runner.Run(script));
        output.WriteLine($"{script}: {runner.Passed} commands held, {runner.Failures.Count} did not, {runner.Skipped} concern the text format only");
        Assert.True(runner.Failures.Count == 0, $"{runner.Failures.Count} of {runner.Passed + runner.Failures.Count}:\n" + string.Join('\n', runner.Failures.Take(20)));
    }
}
