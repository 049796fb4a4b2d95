using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>Commands that tell about modules and about this machine, and words that are none.</summary>
[Collection("guests")]
public sealed class InspectTests(GuestFixture guests)
{
    [Fact]
    public void A_module_is_described_by_sections_functions_and_imports()
    {
        var module = guests.Module("opens");
        var outcome = Mpiwasm.Run(["inspect", module], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains($"opens.wasm: {new FileInfo(module).Length} bytes, an MPI program", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("imports from mpi: MPI_Abort, ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(" here has all of them", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("made by: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("bulk-memory", outcome.Output, StringComparison.Ordinal);
        var lines = outcome.Output.Split('\n')
            .SkipWhile(l => l != "sections:")
            .Skip(1)
            .TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal))
            .ToList();
        // Magic number and version are in no section.
        Assert.Equal(new FileInfo(module).Length - 8, lines.Sum(l => long.Parse(l[2..12])));
        Assert.Contains(lines, l => l.EndsWith("  code", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_module_is_refused()
    {
        var folder = guests.NewFolder("inspected");
        var file = Path.Combine(folder, "text.wasm");
        File.WriteAllText(file, "hello");
        var outcome = Mpiwasm.Run(["inspect", file], guests.Cache);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error MW0101", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_finds_what_the_tests_run_with()
    {
        var outcome = Mpiwasm.Run(["doctor"], guests.Cache);
        Assert.Contains("ok       compiler: libLLVM ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ok       MPI library: Open MPI ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"ok       cache: {guests.Cache}", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ok       mpiwasm-cc: ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_told_with_the_command_that_mends_it()
    {
        var outcome = Mpiwasm.Run(
            ["doctor"],
            guests.Cache,
            new Dictionary<string, string?> { ["MPIWASM_LLD"] = "/no/such/lld", ["MPIWASM_LLVM"] = "/no/such/library" });
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("MISSING  linker: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("apt-get install lld-22", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("MISSING  compiler: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(" missing; ", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rnu", "run")]
    [InlineData("complie", "compile")]
    [InlineData("inpsect", "inspect")]
    [InlineData("validat", "validate")]
    [InlineData("Doctor", "doctor")]
    public void A_misspelt_command_suggests_the_right_one(string word, string meant)
    {
        var outcome = Mpiwasm.Run([word, "app.wasm"], guests.Cache);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"there is no command '{word}', and no file of this name", outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"Did you mean mpiwasm {meant}?", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_goes_before_a_guess()
    {
        var folder = guests.NewFolder("named");
        File.Copy(guests.Module("args"), Path.Combine(folder, "rum"), overwrite: true);
        Assert.Equal(7, Mpiwasm.Run(["rum", "7"], guests.Cache, directory: folder).ExitCode);
        // What is like no command is a file that is missing.
        Assert.Contains(
            "there is no file 'solver'", Mpiwasm.Run(["solver"], guests.Cache, directory: folder).Error, StringComparison.Ordinal);
    }
}
