using System.Diagnostics;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>.NET's cryptography is a binding to OpenSSL, which a cluster's node may lack: nothing of ours needs it.</summary>
[Collection("guests")]
public sealed class WithoutOpenSslTests(GuestFixture guests)
{
    /// <summary>Makes .NET look for a libssl of this version, which does not exist: any use of it ends the process.</summary>
    private static readonly Dictionary<string, string?> NoOpenSsl = new() { ["CLR_OPENSSL_VERSION_OVERRIDE"] = "none" };

    [Theory]
    [InlineData("none")]
    [InlineData("exit")]
    public void A_first_start_and_a_cached_one_run_without_it(string fault)
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        for (var start = 0; start < 2; start++)
        {
            var outcome = Mpiwasm.Run(["run", "-q", "-n", "2", guests.Module("mpifault"), fault, "1"], cache, NoOpenSsl);
            Assert.True(outcome.ExitCode == (fault == "none" ? 0 : 3), outcome.ToString());
        }
    }

    [Fact]
    public void A_running_program_has_it_not_loaded()
    {
        Assert.Equal(0, Mpiwasm.Run(["compile", guests.Module("args")], guests.Cache).ExitCode);
        using var process = Mpiwasm.Start(["run", guests.Module("args")], guests.Cache);
        var maps = "";
        for (var clock = Stopwatch.StartNew(); !maps.Contains("guest-", StringComparison.Ordinal)
            && clock.Elapsed.TotalSeconds < 20; Thread.Sleep(20))
            maps = File.ReadAllText($"/proc/{process.Id}/maps");
        process.EndInput();
        Assert.True(process.WaitForExit(20_000));
        Assert.DoesNotContain("libssl", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Security.Cryptography", maps, StringComparison.Ordinal);
    }
}
