using System.Diagnostics;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>Not a test but a measurement, run on demand: it asserts nothing about time.</summary>
public sealed unsafe class CostReport
{
    private static readonly string[] Measured = ["MPI_Wtime", "MPI_Comm_rank", "MPI_Send", "MPI_Recv", "MPI_Isend", "MPI_Wait", "MPI_Allreduce"];

    [OnDemandFact("MPIWASM_SHIM_COST")]
    public void PrintWhatAShimAddsToACall()
    {
        var directory = Directory.CreateTempSubdirectory("mpiwasm-cost-").FullName;
        try
        {
            var path = Path.Combine(directory, "libcost.so");
            using (var cc = Process.Start("cc", ["-shared", "-fPIC", "-O2", Path.Combine(AppContext.BaseDirectory, "ShimCost.c"), "-o", path]))
            {
                cc.WaitForExit();
                Assert.Equal(0, cc.ExitCode);
            }

            var library = NativeLibrary.Load(path);
            using var guest = new Guest();
            var host = stackalloc void*[Measured.Length];
            var shims = stackalloc void*[Measured.Length];
            for (var i = 0; i < Measured.Length; i++)
            {
                var index = MpiApi.Standard.Find(Measured[i])!.Index;
                host[i] = guest.Context->Procedures[index] = (void*)NativeLibrary.GetExport(library, Measured[i]);
                shims[i] = ShimTable.Find(Guest.Shims, index);
            }

            ((delegate* unmanaged<void*, void**, void**, void>)NativeLibrary.GetExport(library, "measure"))(guest.Context, host, shims);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

/// <summary>Skipped, visibly, unless the environment variable is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnDemandFactAttribute : FactAttribute
{
    public OnDemandFactAttribute(string variable)
    {
        Variable = variable;
        if (Environment.GetEnvironmentVariable(variable) is null)
            Skip = $"a measurement: set {variable}=1 to run it";
    }

    public string Variable { get; }
}
