using System.Runtime.InteropServices;
using System.Text;

namespace MpiWasm.Unix;

/// <summary>
/// The functions of the C library that mpiwasm calls, each bound once, with the constants of Linux. All signatures are blittable: a call
/// costs the transition only, and <see cref="Errno"/> right after it says why it failed. SuppressGCTransition stands only where a call
/// cannot block.
/// </summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    /// <summary>errno of the last failed call on this thread. The run time keeps it across its own transitions.</summary>
    public static int Errno => Marshal.GetLastSystemError();

    public static string Describe(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>A text as the C library wants it.</summary>
    private static byte[] Text(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length) + 1];
        _ = Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
