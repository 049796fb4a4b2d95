using MpiWasm.Sandbox.Grants;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] Names = ["MWTEST_ONE", "MWTEST_TWO", "XMWTEST_", "mwtest_one"];

    public EnvironmentTests() => Array.ForEach(Names, name => Environment.SetEnvironmentVariable(name, "v"));

    [Theory]
    [InlineData("MWTEST_*", "MWTEST_ONE,MWTEST_TWO")]
    [InlineData("MWTEST_O?E", "MWTEST_ONE")]
    [InlineData("MWTEST_ONE", "MWTEST_ONE")]
    [InlineData("MWTEST", "")]
    [InlineData("", "")]
    public void Variables_are_passed_on_by_pattern(string pattern, string names) =>
        Assert.Equal(names, string.Join(',', EnvironmentVariable.Matching([pattern]).Select(v => v.Name)));

    [Fact]
    public void A_star_alone_is_all() =>
        Assert.Equal(Environment.GetEnvironmentVariables().Count, EnvironmentVariable.Matching(["*"]).Count());

    public void Dispose() => Array.ForEach(Names, name => Environment.SetEnvironmentVariable(name, null));
}
