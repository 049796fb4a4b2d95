using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Local;

/// <summary>Our own library, whose ranks are threads of one process: the standard's constants, handles that are ints.</summary>
internal static class LocalFamily
{
    /// <summary>It knows nothing of hardware: communicators are split by it as over libraries that do not either.</summary>
    private static readonly string[] Unknown =
        [ConstantNames.CommTypeHwGuided, ConstantNames.CommTypeHwUnguided, ConstantNames.CommTypeResourceGuided];

    private static HostAbi Abi { get; } = new(
        "local", HandleBytes: 4,
        new StatusLayout(Size: 24, Source: 0, Tag: 4, Error: 8, [new(Host: 12, Guest: 12, Words: 3)]),
        InPlace: 1, StatusIgnore: 0, StatusesIgnore: 0,
        AnySource: StandardAbi.AnySource, AnyTag: StandardAbi.AnyTag, ProcNull: StandardAbi.ProcNull, Root: StandardAbi.Root,
        Undefined: StandardAbi.Undefined,
        new HostWindows(
            StandardAbi.LockExclusive, StandardAbi.LockShared, StandardAbi.ModeNocheck, StandardAbi.ModeNoprecede,
            StandardAbi.ModeNoput, StandardAbi.ModeNostore, StandardAbi.ModeNosucceed));

    public static HostFamily Description { get; } = new()
    {
        Abi = Abi,
        Title = "mpiwasm's own MPI",
        Libraries = [],
        Launchers = [],
        Package = "mpiwasm",
        Style = LauncherStyle.Hydra,
        RanksAreThreads = true,
        HasGuestDatatypes = true,
        SlurmCommand = "srun",
        VersionMark = "mpiwasm local MPI",
        Handles = Standard.StandardFamily.Description.Handles,
        Addresses = Standard.StandardFamily.Description.Addresses,
        Constants = Standard.StandardFamily.Description.Constants.Where(constant => !Unknown.Contains(constant.Key))
            .ToFrozenDictionary(constant => constant.Key, constant => constant.Value),
    };
}
