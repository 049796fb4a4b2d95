using MpiWasm.Sandbox.Grants;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

public class GrantTests
{
    [Theory]
    [InlineData("data", "data", "data", false)]
    [InlineData("/srv/data", "/srv/data", "/srv/data", false)]
    [InlineData("/srv/data::/in", "/srv/data", "/in", false)]
    [InlineData("/srv/data::/in:ro", "/srv/data", "/in", true)]
    [InlineData("data:ro", "data", "data", true)]
    [InlineData("a:b::c:d", "a:b", "c:d", false)]
    [InlineData("a:ro::b", "a:ro", "b", false)]
    [InlineData("a::b::c", "a", "b::c", false)]
    public void A_directory_grant_is_host_guest_and_read_only(string text, string host, string guest, bool readOnly) =>
        Assert.Equal(new DirectoryGrant(host, guest, readOnly), DirectoryGrant.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(":ro")]
    [InlineData("::guest")]
    [InlineData("host::")]
    [InlineData("host:::ro")]
    [InlineData("a\0b")]
    public void A_grant_that_names_no_directory_is_refused(string text) =>
        Assert.Equal("MW0601", Assert.Throws<SandboxException>(() => DirectoryGrant.Parse(text)).Code);

    [Theory]
    [InlineData("A=1", "A", "1")]
    [InlineData("A=", "A", "")]
    [InlineData("A=b=c", "A", "b=c")]
    public void A_variable_with_a_value_is_taken_as_given(string text, string name, string value) =>
        Assert.Equal(new EnvironmentVariable(name, value), EnvironmentVariable.Parse(text));

    [Fact]
    public void A_variable_without_a_value_is_the_hosts_or_nothing()
    {
        Environment.SetEnvironmentVariable("MPIWASM_TEST_SET", "from the host");
        Assert.Equal(new EnvironmentVariable("MPIWASM_TEST_SET", "from the host"), EnvironmentVariable.Parse("MPIWASM_TEST_SET"));
        Assert.Null(EnvironmentVariable.Parse("MPIWASM_TEST_NOT_SET"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=value")]
    [InlineData("A\0B=1")]
    public void A_variable_without_a_name_is_refused(string text) =>
        Assert.Equal("MW0607", Assert.Throws<SandboxException>(() => EnvironmentVariable.Parse(text)).Code);
}
