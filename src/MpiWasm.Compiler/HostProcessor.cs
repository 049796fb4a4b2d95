using System.Text;
using MpiWasm.Image.Hashing;

namespace MpiWasm.Compiler;

/// <summary>
/// What the host's processor is, without asking LLVM: a hash over the lines of /proc/cpuinfo that decide which code it can run.
/// </summary>
internal static class HostProcessor
{
    private static readonly string[] Keys =
    [
        "vendor_id", "cpu family", "model", "model name", "stepping", "flags", "CPU implementer", "CPU part", "CPU variant", "Features",
    ];

    public static string Identity { get; } = Compute();

    private static string Compute()
    {
        var text = new StringBuilder(System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString());
        try
        {
            foreach (var line in File.ReadLines("/proc/cpuinfo"))
            {
                if (line.Length == 0)
                    break;      // the first processor is enough
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0 && Array.IndexOf(Keys, line[..colon].Trim()) >= 0)
                    text.Append('\n').Append(line);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc: the architecture alone identifies the machine, and the cache is per user and machine anyway.
        }
        return Sha256.HexOf(text.ToString())[..16];
    }
}
