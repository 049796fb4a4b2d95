using MpiWasm.Embedding.Compilation;
using MpiWasm.Runtime.Images;

namespace MpiWasm.Cli.LocalRanks;

/// <summary>What a rank runs.</summary>
/// <param name="Module">The module.</param>
/// <param name="Guest">Its code.</param>
/// <param name="Path">The name it was given.</param>
/// <param name="Arguments">The program's arguments.</param>
internal sealed record RankProgram(GuestProgram Module, NativeImage Guest, string Path, IReadOnlyList<string> Arguments);
