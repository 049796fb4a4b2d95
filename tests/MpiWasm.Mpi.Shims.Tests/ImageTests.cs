using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class ImageTests
{
    [Fact]
    public void EveryProcedureDeclaredViaShimHasOneAndNoOther()
    {
        Assert.True(ShimTable.IsUsable(Guest.Shims, MpiApi.Standard.Procedures.Length));
        foreach (var p in MpiApi.Standard.Procedures)
            Assert.Equal(p.Service == ProcedureService.Shim, ShimTable.Find(Guest.Shims, p.Index) != null);
        Assert.True(ShimTable.Find(Guest.Shims, -1) == null);
        Assert.True(ShimTable.Find(Guest.Shims, MpiApi.Standard.Procedures.Length) == null);
    }

    [Theory]
    [InlineData("openmpi", "x86_64-unknown-linux-gnu", 62)]
    [InlineData("openmpi", "aarch64-unknown-linux-gnu", 183)]
    [InlineData("mpich", "x86_64-unknown-linux-gnu", 62)]
    [InlineData("mpich", "aarch64-unknown-linux-gnu", 183)]
    [InlineData("mpich+c", "x86_64-unknown-linux-gnu", 62)]
    [InlineData("abi+c", "aarch64-unknown-linux-gnu", 183)]
    public void ShimsForEveryHostCompileForBothMachines(string host, string triple, int elfMachine)
    {
        var abi = HostAbi.OfName(host);
        var path = Path.GetTempFileName();
        try
        {
            ImagePipeline.CompileTextToObject(ShimImage.EmitText(MpiApi.Standard, abi), new CompileOptions { Triple = triple, Cpu = "generic", OptimizationLevel = 1 }, path);
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
        var api = MpiApi.Parse("MPI_Get_library_version via shim\n    out    version    string[8192]\n".Replace("[8192]", "[n]\n    in n length", StringComparison.Ordinal), "test");
        var error = Assert.Throws<ShimException>(() => ShimImage.EmitText(api, HostAbi.OpenMpi));
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
            CompilerProcess.Compile(ShimImage.Job(HostAbi.Mpich, new CompileOptions { OptimizationLevel = 1 }, path), command: self);
            var image = NativeLibrary.Load(path);
            Assert.True(ShimTable.IsUsable((ShimTable*)NativeLibrary.GetExport(image, ShimTable.Symbol), MpiApi.Standard.Procedures.Length));
            var error = Assert.Throws<CompileException>(() =>
                CompilerProcess.Compile(ShimImage.Job(HostAbi.Mpich with { Name = "no-such-mpi" }, new CompileOptions(), path), command: self));
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
        var keys = new[] { HostAbi.OpenMpi, HostAbi.Mpich, HostAbi.OpenMpi with { InPlace = 5 }, HostAbi.OpenMpi with { LargeCounts = true }, HostAbi.OpenMpi }.Select(h => ShimImage.CacheKey(MpiApi.Standard, h, options.Fingerprint())).ToArray();
        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(keys[0], keys[4]);
    }
}
