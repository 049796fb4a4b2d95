using System.Text;

namespace MpiWasm.Mpi.Communicators;

/// <summary>The process sets of sessions (MPI 5.0 §11.3.2).</summary>
internal static class ProcessSets
{
    /// <summary>The process sets everybody has.</summary>
    public static IReadOnlyList<string> All { get; } = ["mpi://WORLD", "mpi://SELF"];

    /// <summary>Index of the process set of that name, or -1. The scheme and what follows it may be in any case.</summary>
    public static int IndexOf(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        for (var i = 0; i < All.Count; i++)
        {
            if (string.Equals(text, All[i], StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
