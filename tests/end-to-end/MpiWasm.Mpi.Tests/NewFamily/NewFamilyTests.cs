using System.Diagnostics;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests.NewFamily;

/// <summary>A family of libraries that nothing else knows of: its description is all there is to add.</summary>
public sealed unsafe class NewFamilyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mpiwasm-exampi-").FullName;

    private static IReadOnlyList<HostFamily> WithIt => [.. Families.All, ExampiFamily.Description];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ProgramFact("gcc")]
    public void Its_library_is_opened_by_its_description_alone()
    {
        var path = Build();
        Assert.Equal(MpiException.UnknownLibrary, Assert.Throws<MpiException>(() => MpiLibrary.Open(path)).Code);

        var library = MpiLibrary.Open(path, WithIt);
        Assert.Equal("ExaMPI", library.Title);
        using var host = new MpiHost(library);
        Assert.Equal(40, host.Constants.ToHost(ParameterKind.ThreadLevel, MpiApi.Standard.Value("MPI_THREAD_SINGLE")));
        Assert.Equal(MpiApi.Standard.Value("MPI_MODE_CREATE") | MpiApi.Standard.Value("MPI_MODE_RDWR"),
            host.Constants.ToGuest(ParameterKind.Amode, 256 | 512));
        Assert.Equal(StandardAbi.ProcNull, host.RankToGuest(-13));

        // Its function takes its own handle; what it lacks, and what it has and cannot do, it has not.
        var world = library.Predefined("MPI_COMM_WORLD")!.Value;
        Assert.Equal(0, ((delegate* unmanaged<ulong, int>)host.Procedures[MpiApi.Standard.Find("MPI_Barrier")!.Index])(world));
        Assert.True(host.Procedures[MpiApi.Standard.Find("MPI_Send")!.Index] is null);
        Assert.NotEqual(0, library.Symbol("MPI_Isendrecv"));
        Assert.True(host.Procedures[MpiApi.Standard.Find("MPI_Isendrecv")!.Index] is null);
        Assert.Equal("MPI_Bcast", Assert.Throws<HostLacksException>(() => host.Functions.Bcast(null, 0, 0, 0, world)).Function);

        // Its version decides: shims are not made for what only later ones do wrong.
        Assert.True(host.Has(HostDefects.Unusable));
        Assert.False(host.Has(HostDefects.AloneAlltoallwScales));
        Assert.Equal(HostDefects.None, library.Abi.Defects);
    }

    [Fact]
    public void What_a_compile_worker_is_told_of_it_is_all_that_shims_know()
    {
        foreach (var family in WithIt)
        {
            var abi = family.Abi with { LargeCounts = true, Defects = HostDefects.AloneAlltoallwScales | HostDefects.ReduceLocalIsNarrow };
            var read = HostAbi.Parse(abi.ToText());
            // A list is equal only to itself.
            Assert.Equal(abi.Status.Private, read.Status.Private);
            Assert.Equal(abi, read with { Status = read.Status with { Private = abi.Status.Private } });
        }

        Assert.Throws<FormatException>(() => HostAbi.Parse("exampi"));
    }

    private string Build()
    {
        var library = Path.Combine(_folder, "libexampi.so.3");
        var source = Path.Combine(Repository.Root, "tests", "end-to-end", "MpiWasm.Mpi.Tests", "NewFamily", "exampi.c");
        using var compiler = Process.Start(
            "gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-DEXAMPI_MACHINE=\"tests\"", "-o", library, source]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return library;
    }
}
