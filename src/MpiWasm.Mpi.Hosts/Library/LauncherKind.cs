namespace MpiWasm.Mpi.Hosts.Library;

/// <summary>What the variables that process launchers set say about the MPI library that fits.</summary>
internal static class LauncherKind
{
    /// <summary>The family of MPI libraries a launcher starts ranks of, or null where there is no launcher or it serves any.</summary>
    /// <param name="variable">Looks a variable of the environment up.</param>
    public static string? FamilyOf(Func<string, string?> variable) =>
        Families.All.FirstOrDefault(family => family.LauncherMarks.Any(mark => mark.All(name => variable(name) is not null)))?.Name;

    /// <summary>Whether the process runs in an allocation of Slurm's, whose own launcher is the one to use.</summary>
    public static bool IsInSlurm(Func<string, string?> variable) => variable("SLURM_JOB_ID") is not null;

    private static readonly string[] Ranks =
        ["OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK", "MV2_COMM_WORLD_RANK", "PALS_RANKID", "SLURM_PROCID"];

    /// <summary>Whether a launcher started the process.</summary>
    public static bool IsLaunched(Func<string, string?> variable) => Array.Exists(Ranks, name => variable(name) is not null);

    /// <summary>Whether the process is a whole job.</summary>
    public static bool IsAlone(Func<string, string?> variable) => SizeOf(variable) is { } size ? size == 1 : !IsLaunched(variable);

    /// <summary>The rank the launcher gave this process, or 0.</summary>
    public static int RankOf(Func<string, string?> variable)
    {
        foreach (var name in Ranks)
        {
            if (int.TryParse(variable(name), out var rank))
                return rank;
        }

        return 0;
    }

    /// <summary>
    /// How many ranks the launcher says the job has; null where it does not say. A library that was started by another
    /// family's launcher takes itself for a job of one.
    /// </summary>
    public static int? SizeOf(Func<string, string?> variable)
    {
        foreach (var name in (ReadOnlySpan<string>)["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "MV2_COMM_WORLD_SIZE", "PALS_NRANKS"])
        {
            if (int.TryParse(variable(name), out var size))
                return size;
        }

        // Batch scripts have the task count too; only a step started the process.
        return variable("SLURM_STEP_ID") is not null && variable("SLURM_PROCID") is not null
            && int.TryParse(variable("SLURM_STEP_NUM_TASKS"), out var tasks)
            ? tasks
            : null;
    }
}
