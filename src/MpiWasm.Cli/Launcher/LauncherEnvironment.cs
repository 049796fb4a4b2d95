namespace MpiWasm.Cli.Launcher;

/// <summary>
/// Whether a process launcher started this process as a rank, told by the variables launchers set. Nothing is loaded for it.
/// </summary>
internal sealed record LauncherEnvironment(string Name, int Rank, int? Size)
{
    private static readonly (string Launcher, string Rank, string? Size)[] Known =
    [
        ("Open MPI's mpirun", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
        ("a PMI launcher", "PMI_RANK", "PMI_SIZE"),
        ("a PMIx launcher", "PMIX_RANK", null),
        ("MVAPICH's launcher", "MV2_COMM_WORLD_RANK", "MV2_COMM_WORLD_SIZE"),
    ];

    /// <summary>The launcher that started this process, or null: then it is a single rank.</summary>
    public static LauncherEnvironment? Detect()
    {
        foreach (var (launcher, rankName, sizeName) in Known)
        {
            if (int.TryParse(Environment.GetEnvironmentVariable(rankName), out var rank))
                return new LauncherEnvironment(launcher, rank, sizeName is null ? null : Number(sizeName));
        }

        // Slurm sets SLURM_PROCID in batch scripts too, where no srun is involved: a step tells the two apart.
        if (Number("SLURM_STEP_NUM_TASKS") is { } tasks && Number("SLURM_PROCID") is { } task && Number("SLURM_STEP_ID") is not null)
            return new LauncherEnvironment("srun", task, tasks);
        return null;
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : null;
}
