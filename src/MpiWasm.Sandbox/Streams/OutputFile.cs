using System.Globalization;
using System.Text;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Streams;

/// <summary>The file that takes what one rank prints: <c>--output-dir DIR</c> gives <c>DIR/rank-N.out</c>.</summary>
public static unsafe class OutputFile
{
    /// <summary>
    /// Creates the directory where there is none, empties the file, and returns its descriptor
    /// (close-on-exec), open as long as the process lives.
    /// </summary>
    /// <exception cref="SandboxException">MW0609: it cannot be written.</exception>
    public static int Open(string directory, int rank)
    {
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"rank-{rank}.out"));
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Failure(directory, e.Message);
        }
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
        {
            // Appending: standard output and standard error share the file, and nothing may overwrite anything.
            const int Flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate | OpenFlags.Append | OpenFlags.CloseOnExec
                | OpenFlags.NoControllingTerminal;
            var descriptor = Libc.Open(p, Flags, 0x1B6);
            return descriptor >= 0 ? descriptor : throw Failure(path, Libc.Describe(Libc.Errno));
        }
    }

    private static SandboxException Failure(string path, string reason) =>
        new(
            SandboxException.NoOutput,
            $"'{path}' for the output of a rank (--output-dir) cannot be written: {reason}",
            "give a directory that this user may write to");
}
