using MpiWasm.Mpi.Hosts.Library;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>Which family of libraries fits the launcher, told by the variables that launchers set.</summary>
public sealed class LauncherKindTests
{
    private static Func<string, string?> Environment(string variables)
    {
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return name => set.GetValueOrDefault(name);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2 PMIX_NAMESPACE=7 PMIX_RANK=1", "openmpi")]
    [InlineData("PMI_RANK=1 PMI_SIZE=2 PMI_FD=6", "mpich")]
    // What srun 22.05 sets with --mpi=pmi2, --mpi=pmix and --mpi=none.
    [InlineData(
        "SLURM_JOB_ID=5 SLURM_STEP_ID=0 SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2 PMI_FD=11 PMI_RANK=1 PMI_SIZE=2 PMI_JOBID=5.0", "mpich")]
    [InlineData(
        "SLURM_JOB_ID=5 SLURM_STEP_ID=0 SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2 PMIX_NAMESPACE=slurm.pmix.5.0 PMIX_RANK=1", "openmpi")]
    [InlineData("SLURM_JOB_ID=5 SLURM_STEP_ID=0 SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2", null)]
    // Either mpirun inside of an allocation.
    [InlineData("SLURM_JOB_ID=5 SLURM_STEP_ID=0 OMPI_COMM_WORLD_RANK=0 PMIX_NAMESPACE=9", "openmpi")]
    [InlineData("SLURM_JOB_ID=5 SLURM_STEP_ID=0 PMI_RANK=0 PMI_FD=9", "mpich")]
    // A batch script, which nobody has started as a rank.
    [InlineData("SLURM_JOB_ID=5 SLURM_PROCID=0 SLURM_NTASKS=2", null)]
    public void TheFamilyIsTheLaunchers(string variables, string? family) =>
        Assert.Equal(family, LauncherKind.FamilyOf(Environment(variables)));

    [Theory]
    [InlineData("openmpi", "srun --mpi=pmix")]
    [InlineData("mpich", "srun --mpi=pmi2")]
    public void SlurmStartsEachFamilyInItsOwnWay(string family, string command) =>
        Assert.Equal(command, Families.OfName(family)!.SlurmCommand);

    [Fact]
    public void WhatSlurmIsToldToUseIsWhatItsRanksChoose()
    {
        Assert.True(LauncherKind.IsInSlurm(Environment("SLURM_JOB_ID=5")));
        Assert.False(LauncherKind.IsInSlurm(Environment("PMI_RANK=0")));
        Assert.Equal(2, LauncherKind.SizeOf(Environment("SLURM_STEP_ID=0 SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2 PMI_FD=11")));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=1", true)]
    [InlineData("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=2", false)]
    // Of how many is not said.
    [InlineData("PMIX_RANK=0", false)]
    // A batch script.
    [InlineData("SLURM_JOB_ID=5 SLURM_NTASKS=2", true)]
    public void AJobOfOneProcessIsKnownBeforeItsLibraryIs(string variables, bool isAlone) =>
        Assert.Equal(isAlone, LauncherKind.IsAlone(Environment(variables)));
}
