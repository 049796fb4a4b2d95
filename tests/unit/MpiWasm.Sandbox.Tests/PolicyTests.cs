using MpiWasm.Sandbox.Grants;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

public sealed class PolicyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-test-").FullName;

    [Fact]
    public void A_missing_directory_is_named_with_what_to_do()
    {
        var missing = Path.Combine(_directory, "no", "such");
        var error = Refused(missing);
        Assert.Equal("MW0602", error.Code);
        Assert.Contains($"'{missing}'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"mkdir -p '{missing}'", error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_no_directory()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");
        Assert.Equal("MW0603", Refused(file).Code);
    }

    [Fact]
    public void Two_directories_cannot_have_one_guest_name() => Assert.Equal("MW0606", Refused($"{_directory}::/d", "/::/d").Code);

    [Fact]
    public void A_name_the_host_cannot_take_is_an_error_that_quotes_the_host()
    {
        var error = Refused("/" + new string('x', 300));
        Assert.Equal("MW0605", error.Code);
        Assert.Contains("File name too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_keep_their_order_and_names()
    {
        using var policy = Open($"{_directory}::b", $"/::a:ro");
        Assert.Equal(["b", "a"], policy.Directories.Select(d => System.Text.Encoding.UTF8.GetString(d.GuestPath.Span)));
        Assert.Equal([false, true], policy.Directories.Select(d => d.Grant.IsReadOnly));
    }

    [Fact]
    public void Descriptors_of_granted_directories_are_closed_on_exec()
    {
        using var policy = Open(_directory);
        var flags = File.ReadLines($"/proc/self/fdinfo/{policy.Directories[0].Descriptor}")
            .Single(l => l.StartsWith("flags:", StringComparison.Ordinal));
        // O_CLOEXEC is 02000000.
        Assert.NotEqual(0, Convert.ToInt64(flags.Split('\t')[1], 8) & Convert.ToInt64("2000000", 8));
    }

    [Fact]
    public void A_refused_grant_leaves_no_descriptor_open()
    {
        Assert.Equal("MW0602", Refused(_directory, Path.Combine(_directory, "missing")).Code);
        var open = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget);
        Assert.DoesNotContain(_directory, open);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static SandboxPolicy Open(params string[] directories) =>
        SandboxPolicy.Open(new SandboxOptions { Directories = [.. directories.Select(DirectoryGrant.Parse)] });

    private static SandboxException Refused(params string[] directories) => Assert.Throws<SandboxException>(() => Open(directories));
}
