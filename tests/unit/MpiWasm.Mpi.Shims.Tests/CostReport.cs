using System.Diagnostics;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>Not a test but a measurement, run on demand: it asserts nothing about time.</summary>
public sealed unsafe class CostReport
{
    private static Guest? _guest;

    [OnDemandFact("MPIWASM_SHIM_COST")]
    public void PrintWhatAShimAddsToACall()
    {
        foreach (var host in (ReadOnlySpan<HostAbi>)[TestHosts.OpenMpi, TestHosts.Mpich])
            Print(host);
    }

    private static void Print(HostAbi abi)
    {
        Console.WriteLine($"\nShims for {abi.Name}\n");
        Console.Out.Flush();
        var directory = Directory.CreateTempSubdirectory("mpiwasm-cost-").FullName;
        try
        {
            var path = Path.Combine(directory, "libcost.so");
            using (var cc = Process.Start(
                "cc",
                [
                    "-shared", "-fPIC", "-O2", "-w", abi.HandleBytes == 4 ? "-DMPICH" : "-DOPENMPI",
                    Path.Combine(AppContext.BaseDirectory, "ShimCost.c"), "-o", path,
                ]))
            {
                cc.WaitForExit();
                Assert.Equal(0, cc.ExitCode);
            }

            var library = NativeLibrary.Load(path);
            using var guest = _guest = new Guest(host: abi);
            guest.Put(256, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3);
            guest.Put(384, Guest.Int, Guest.Int, Guest.Int, Guest.Int);
            (guest.Comm->InDegree, guest.Comm->OutDegree) = (4, 4);
            var (win, _) = guest.Window(new WinTarget { Size = 4096, DispUnit = 4 });
            var names = (byte**)NativeLibrary.GetExport(library, "names");
            var count = 0;
            while (names[count] != null)
                count++;
            var host = stackalloc void*[count];
            var shims = stackalloc void*[count];
            for (var i = 0; i < count; i++)
            {
                var name = Marshal.PtrToStringUTF8((nint)names[i])!;
                var procedure = MpiApi.Standard.Find(name)!;
                if (NativeLibrary.TryGetExport(library, name, out var function))
                    host[i] = guest.Context->Procedures[procedure.Index] = (void*)function;
                shims[i] = Guest.Shims.Find(procedure);
            }

            delegate* unmanaged<int> request = &Request;
            delegate* unmanaged<void> persistent = &MakePersistent;
            ((delegate* unmanaged<void*, void**, void**, long, void*, void*, void>)NativeLibrary.GetExport(library, "measure"))(
                guest.Context, host, shims, win, request, persistent);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [UnmanagedCallersOnly]
    private static int Request() => _guest![64];

    [UnmanagedCallersOnly]
    private static void MakePersistent() => _guest!.Table(HandleKind.Request).Find((uint)_guest[64])->Meta |= (uint)RequestFlags.Persistent;
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
