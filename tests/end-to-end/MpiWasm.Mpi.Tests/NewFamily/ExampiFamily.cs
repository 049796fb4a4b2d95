using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Tests.NewFamily;

/// <summary>All that a further family is: the folder that docs/hosts.md describes, here of a library made for this test.</summary>
internal static class ExampiFamily
{
    public static HostFamily Description { get; } = new()
    {
        Abi = new HostAbi(
            "exampi", HandleBytes: 8,
            new StatusLayout(Size: 24, Source: 8, Tag: 0, Error: 4, [new(Host: 16, Guest: 16, Words: 2)]),
            InPlace: -7, StatusIgnore: 0, StatusesIgnore: 0,
            AnySource: -11, AnyTag: -12, ProcNull: -13, Root: -14, Undefined: -15,
            new HostWindows(LockExclusive: 1, LockShared: 2, NoCheck: 1, NoPrecede: 2, NoPut: 4, NoStore: 8, NoSucceed: 16)),
        Title = "ExaMPI",
        Libraries = ["libexampi.so.3"],
        Launchers = ["exarun"],
        Package = "exampi",
        Style = LauncherStyle.Hydra,
        SlurmCommand = "srun --mpi=pmix",
        LauncherMarks = [["EXAMPI_RANK"]],
        VersionMark = "ExaMPI",
        VersionPrefix = "ExaMPI release",
        Symbols = new Dictionary<string, string>
        {
            ["MPI_COMM_WORLD"] = "exampi_world",
            ["MPI_COMM_NULL"] = "exampi_null",
            ["MPI_INT"] = "exampi_int",
        }.ToFrozenDictionary(),
        Constants = new Dictionary<string, int>
        {
            ["MPI_THREAD_SINGLE"] = 40, ["MPI_THREAD_MULTIPLE"] = 43, ["MPI_MODE_CREATE"] = 256,
            ["MPI_MODE_RDWR"] = 512
        }.ToFrozenDictionary(),
        Defects =
        [
            new()
            {
                Kind = HostDefects.Unusable,
                Procedures = ["MPI_Isendrecv"],
                Versions = new VersionRange(null, new Version(2, 0)),
                Happens = "answers 7",
                Remedy = "a receive and a send of ours",
            },
            new()
            {
                Kind = HostDefects.AloneAlltoallwScales,
                Procedures = ["MPI_Alltoallw"],
                Versions = VersionRange.Major(2),
                Happens = "nothing: this library is older",
                Remedy = "none",
            },
        ],
    };
}
