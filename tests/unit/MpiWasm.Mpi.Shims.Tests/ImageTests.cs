using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Worker;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class ImageTests
{
    [Fact]
    public void EveryProcedureDeclaredViaShimHasOneAndNoOther()
    {
        foreach (var p in MpiApi.Standard.Procedures)
        {
            Assert.Equal(p.Service == ProcedureService.Shim, Guest.Shims.Find(p) != null);
            foreach (var family in Enum.GetValues<ShimFamily>())
                Assert.Equal(
                    p.Service == ProcedureService.Shim && ShimFamilies.Of(p) == family,
                    ShimTable.Find(Guest.Shims.Table(family), p.Index) != null);
        }

        var core = Guest.Shims.Table(ShimFamily.Core);
        Assert.True(ShimTable.Find(core, -1) == null);
        Assert.True(ShimTable.Find(core, MpiApi.Standard.Procedures.Length) == null);
    }

    [Fact]
    public void AnImageOfAnotherBuildIsRefused()
    {
        var table = stackalloc ShimTable[1];
        *table = *Guest.Shims.Table(ShimFamily.Core);
        table->AbiVersion++;
        var address = (nint)table;
        Assert.Equal(
            "MW0704", Assert.Throws<MpiException>(() => new Abi.Native.Shims(
                () => GuestAbi.Wasm32, (_, _) => address).Find(MpiApi.Standard.Find("MPI_Send")!)).Code);
    }

    [Theory]
    [InlineData("MPI_Comm_rank", ShimFamily.Core)]
    [InlineData("MPI_Isend", ShimFamily.Core)]
    [InlineData("MPI_Waitall", ShimFamily.Core)]
    [InlineData("MPI_Init", ShimFamily.Core)]
    [InlineData("MPI_Allreduce", ShimFamily.Collective)]
    [InlineData("MPI_Neighbor_alltoallw", ShimFamily.Collective)]
    [InlineData("MPI_Iallreduce", ShimFamily.Started)]
    [InlineData("MPI_Allreduce_init", ShimFamily.Started)]
    [InlineData("MPI_Send_init", ShimFamily.Started)]
    [InlineData("MPI_Psend_init", ShimFamily.Started)]
    [InlineData("MPI_Rput", ShimFamily.OneSided)]
    [InlineData("MPI_Win_fence", ShimFamily.OneSided)]
    [InlineData("MPI_Put_c", ShimFamily.Large)]
    public void FamiliesFollowFromTheDescription(string name, ShimFamily family) =>
        Assert.Equal(family, ShimFamilies.Of(MpiApi.Standard.Find(name)!));

    [Fact]
    public void AProgramNeedsTheFamiliesOfItsImports() =>
        Assert.Equal([ShimFamily.Core, ShimFamily.OneSided], ShimFamilies.Of([MpiApi.Standard.Find("MPI_Put")!]).Order());

    [Theory]
    [InlineData("openmpi", "x86_64-unknown-linux-gnu", 62)]
    [InlineData("openmpi", "aarch64-unknown-linux-gnu", 183)]
    [InlineData("mpich", "x86_64-unknown-linux-gnu", 62)]
    [InlineData("mpich", "aarch64-unknown-linux-gnu", 183)]
    [InlineData("mpich+c", "x86_64-unknown-linux-gnu", 62)]
    [InlineData("abi+c", "aarch64-unknown-linux-gnu", 183)]
    public void ShimsForEveryHostCompileForBothMachines(string host, string triple, int elfMachine)
    {
        var abi = TestHosts.OfName(host);
        var path = Path.GetTempFileName();
        try
        {
            ImagePipeline.CompileTextToObject(
                ShimImage.EmitText(MpiApi.Standard, abi, GuestAbi.Wasm32),
                new CompileOptions { Triple = triple, Cpu = "generic", OptimizationLevel = 1 },
                path);
            Assert.Equal(elfMachine, BitConverter.ToUInt16(File.ReadAllBytes(path), 18));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AProcedureNoShimCanServeIsAnErrorThatNamesItsParameter()
    {
        var api = MpiApi.Parse(
            "MPI_Get_library_version via shim\n    out    version    string[8192]\n".Replace(
                "[8192]", "[n]\n    in n length", StringComparison.Ordinal),
            "test");
        var error = Assert.Throws<ShimException>(() => ShimImage.EmitText(api, TestHosts.OpenMpi, GuestAbi.Wasm32));
        Assert.Equal("MW0750", error.Code);
        Assert.Contains("version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACompileWorkerMakesTheImageOfTheHostTheJobNames()
    {
        var path = Path.Combine(Path.GetTempPath(), $"mpiwasm-shims-{Guid.NewGuid():N}.so");
        var self = new WorkerCommand("dotnet", ["exec", typeof(ImageTests).Assembly.Location, CompilerWorker.Command]);
        try
        {
            CompilerProcess.Compile(
                ShimImage.Job(TestHosts.Mpich, GuestAbi.Wasm32, ShimFamily.Collective, new CompileOptions { OptimizationLevel = 1 }, path),
                command: self);
            var image = NativeLibrary.Load(path);
            Assert.True(ShimTable.IsUsable(
                (ShimTable*)NativeLibrary.GetExport(image, ShimTable.Symbol), GuestAbi.Wasm32, MpiApi.Standard.Procedures.Length));
            var error = Assert.Throws<CompileException>(() =>
                CompilerProcess.Compile(
                    ShimImage.Job(TestHosts.Mpich, GuestAbi.Wasm32, ShimFamily.Core, new CompileOptions(), path)
                        with
                    { Input = "no-such-mpi/wasm32/Core" },
                    command: self));
            Assert.Contains("no-such-mpi", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void TheCacheKeyDependsOnTheHost()
    {
        var options = new CompileOptions();
        var keys = new[]
        {
            TestHosts.OpenMpi, TestHosts.Mpich, TestHosts.OpenMpi with { InPlace = 5 }, TestHosts.OpenMpi with { LargeCounts = true },
            TestHosts.OpenMpi with { Defects = HostDefects.None }, TestHosts.OpenMpi,
        }.Select(h => ShimImage.CacheKey(MpiApi.Standard, h, GuestAbi.Wasm32, ShimFamily.Core, options.Fingerprint())).ToArray();
        Assert.Equal(5, keys.Distinct().Count());
        Assert.Equal(keys[0], keys[5]);
        Assert.NotEqual(
            keys[0], ShimImage.CacheKey(MpiApi.Standard, TestHosts.OpenMpi, GuestAbi.Wasm32, ShimFamily.OneSided, options.Fingerprint()));
        Assert.NotEqual(
            keys[0], ShimImage.CacheKey(MpiApi.Standard, TestHosts.OpenMpi, GuestAbi.Wasm64, ShimFamily.Core, options.Fingerprint()));
    }
}
