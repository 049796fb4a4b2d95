using MpiWasm.Embedding.Compilation;
using MpiWasm.Embedding.Linking;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasi.State;
using MpiWasm.Wasi.Threads;

namespace MpiWasm.Cli.Rank;

/// <summary>What the command gives a guest to import.</summary>
internal static class GuestImports
{
    /// <summary>Imports of guests beside WASI and MPI: for the test of the wall, which plants a defect. The command has none.</summary>
    internal static Func<IImportResolver>? More { get; set; }

    /// <summary>The imports of one instance of the guest, which one of its threads runs.</summary>
    public static ThreadImports Create(GuestProgram program, WasiState state, MpiProcess? process, ThreadGroup? threads)
    {
        var systems = new SystemImports(program.Module, () => state, process);
        var imports = new ImportTable();
        if (threads is not null)
            imports.Add(threads);
        if (More is not null)
            imports.Add(More());
        imports.Add(systems);
        return new ThreadImports(imports, systems.Dispose);
    }
}
