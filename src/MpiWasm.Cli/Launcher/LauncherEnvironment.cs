namespace MpiWasm.Cli.Launcher;

/// <summary>
/// Whether a process launcher started this process as a rank, told by the variables launchers set. Nothing is loaded for it.
/// </summary>
internal sealed record LauncherEnvironment(string Name, int Rank)
{
    private static readonly (string Launcher, string Rank)[] Known =
    [
        ("Open MPI's mpirun", "OMPI_COMM_WORLD_RANK"),
        ("a PMI launcher", "PMI_RANK"),
        ("a PMIx launcher", "PMIX_RANK"),
        ("MVAPICH's launcher", "MV2_COMM_WORLD_RANK"),
    ];

    /// <summary>The launcher that started this process, or null: then it is a single rank.</summary>
    public static LauncherEnvironment? Detect()
    {
        foreach (var (launcher, rankName) in Known)
        {
            if (Number(rankName) is not { } rank)
                continue;
            // Slurm speaks PMI and PMIx itself.
            var isSlurms = rankName.StartsWith("PMI", StringComparison.Ordinal) && Number("SLURM_STEP_ID") is not null;
            return new LauncherEnvironment(isSlurms ? "srun" : launcher, rank);
        }

        // Slurm sets SLURM_PROCID in batch scripts too, where no srun is involved: a step tells the two apart.
        if (Number("SLURM_STEP_NUM_TASKS") is not null && Number("SLURM_PROCID") is { } task && Number("SLURM_STEP_ID") is not null)
            return new LauncherEnvironment("srun", task);
        return null;
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : null;
}
