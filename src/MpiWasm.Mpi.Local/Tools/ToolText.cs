using System.Text;

namespace MpiWasm.Mpi.Local.Tools;

/// <summary>Texts of the tool information interface (MPI 5.0 §15.3.3).</summary>
internal static unsafe class ToolText
{
    /// <summary>Writes what there is room for, with a zero behind it, and the length that all of it takes.</summary>
    public static void Write(string text, byte* to, int* length)
    {
        if (length is null)
            return;
        var bytes = Encoding.UTF8.GetBytes(text);
        if (to is not null && *length > 0)
        {
            var some = Math.Min(bytes.Length, *length - 1);
            bytes.AsSpan(0, some).CopyTo(new Span<byte>(to, some));
            to[some] = 0;
        }

        *length = bytes.Length + 1;
    }
}
