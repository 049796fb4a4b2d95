using System.Globalization;
using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;
using MpiWasm.Unix;

namespace MpiWasm.Cli.LocalRanks;

/// <summary>How many ranks one process can hold: what the kernel allows a process, by what a rank takes of it.</summary>
internal static class RankLimit
{
    /// <summary>Mappings of a rank: memory and its guards, tables of handles, stacks. Counted, 26.</summary>
    private const long MappingsOfRank = 28;

    /// <summary>Those of the process, and room for what programs map.</summary>
    private const long MappingsOfProcess = 2000;

    /// <summary>Descriptors of a rank beside its directories.</summary>
    private const long DescriptorsOfRank = 1;

    private const long DescriptorsOfProcess = 64;

    /// <exception cref="LauncherException">MW0825: there are to be more.</exception>
    public static void Check(int ranks, int directories)
    {
        var mappings = (MappingsAllowed() - MappingsOfProcess) / MappingsOfRank;
        if (ranks > mappings)
        {
            throw TooMany(
                ranks, mappings, "mappings (vm.max_map_count)",
                $"Allow more with: sysctl vm.max_map_count={MappingsOfProcess + (ranks * MappingsOfRank)}, as root; "
                    + "or take the machine's MPI library and its launcher (--mpi).");
        }

        var descriptors = (DescriptorsAllowed() - DescriptorsOfProcess) / (DescriptorsOfRank + directories);
        if (ranks > descriptors)
        {
            throw TooMany(
                ranks, descriptors, "open files (ulimit -n)",
                "Raise the limit, grant fewer directories, or take the machine's MPI library and its launcher (--mpi).");
        }
    }

    private static LauncherException TooMany(int ranks, long most, string what, string nextStep) => new(
        CommandErrors.TooManyRanks,
        string.Create(CultureInfo.InvariantCulture, $"-n {ranks}: one process can hold {Math.Max(most, 0)} ranks here, for want of {what}"),
        nextStep);

    private static long MappingsAllowed()
    {
        try
        {
            return long.Parse(File.ReadAllText("/proc/sys/vm/max_map_count"), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // The kernel's own default.
            return 65_530;
        }
    }

    private static unsafe long DescriptorsAllowed()
    {
        const int Descriptors = 7;      // RLIMIT_NOFILE
        var limits = stackalloc ulong[2];
        return Libc.GetLimit(Descriptors, limits) == 0 ? (long)Math.Min(limits[0], int.MaxValue) : int.MaxValue;
    }
}
