using System.Text.RegularExpressions;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

public class ErrnoTests
{
    private const string HostBase = "/usr/include/asm-generic/errno-base.h";
    private const string Host = "/usr/include/asm-generic/errno.h";
    private const string Wasi = "/usr/include/wasm32-wasi/wasi/api.h";

    /// <summary>Both numbers come from headers: the host's errno.h and wasi-libc's.</summary>
    [RequiresFact([HostBase, Host, Wasi])]
    public void Every_error_of_the_host_that_wasi_knows_has_the_number_of_the_same_name()
    {
        var host = Defines(HostBase, @"#define\s+E(\w+)\s+(\d+)")
            .Concat(Defines(Host, @"#define\s+E(\w+)\s+(\d+)")).ToList();
        var wasi = Defines(Wasi, @"__WASI_ERRNO_(\w+) \(UINT16_C\((\d+)\)").ToDictionary();
        wasi["OPNOTSUPP"] = wasi["NOTSUP"];
        foreach (var (name, number) in host)
            Assert.Equal((name, wasi.GetValueOrDefault(name, wasi["IO"])), (name, (int)ErrnoMap.FromHost(number)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 44)]     // ENOENT
    [InlineData(9, 8)]      // EBADF
    [InlineData(28, 51)]    // ENOSPC
    [InlineData(4095, 29)]  // unknown: EIO
    [InlineData(-1, 29)]
    public void Errors_are_translated(int host, int wasi) => Assert.Equal(wasi, (int)ErrnoMap.FromHost(host));

    private static IEnumerable<KeyValuePair<string, int>> Defines(string path, string pattern) =>
        Regex.Matches(File.ReadAllText(path), pattern).Select(m => KeyValuePair.Create(m.Groups[1].Value, int.Parse(m.Groups[2].Value)));
}
