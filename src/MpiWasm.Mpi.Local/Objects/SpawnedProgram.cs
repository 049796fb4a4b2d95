using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>What MPI_Comm_spawn is to start.</summary>
/// <param name="Module">The guest's path of a module.</param>
/// <param name="Arguments">The program's arguments.</param>
/// <param name="Ranks">How many.</param>
internal sealed record SpawnedProgram(string Module, string[] Arguments, int Ranks)
{
    /// <summary>Before the module among the words of a command, as the layer above makes them for a launcher.</summary>
    private const string Separator = "--";

    /// <param name="words">Options of a rank, <c>--</c>, the module and its arguments; a null pointer at the end.</param>
    /// <param name="ranks">How many.</param>
    public static unsafe SpawnedProgram Of(byte** words, int ranks)
    {
        var texts = new List<string>();
        for (; *words is not null; words++)
            texts.Add(Marshal.PtrToStringUTF8((nint)(*words))!);
        var module = texts.IndexOf(Separator) + 1;
        return new SpawnedProgram(texts[module], [.. texts[(module + 1)..]], ranks);
    }
}
