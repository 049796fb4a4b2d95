using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts.Library;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>What shims know of each family's library with all of its defects.</summary>
internal static class TestHosts
{
    public static HostAbi OpenMpi { get; } = OfName("openmpi");

    public static HostAbi Mpich { get; } = OfName("mpich");

    /// <summary>The family of a name; with "+c" behind it a library with large counts.</summary>
    public static HostAbi OfName(string name)
    {
        var family = Families.OfName(name.Split('+')[0])!;
        return family.Abi with
        {
            LargeCounts = name.EndsWith("+c", StringComparison.Ordinal),
            Defects = family.Defects.Aggregate(HostDefects.None, (all, defect) => all | defect.Kind) & HostDefects.OfShims,
        };
    }
}
