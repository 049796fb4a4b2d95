using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>A status between the guest's 32 bytes and the host's layout, as the shims do it. MPI_ERROR is left alone.</summary>
internal static unsafe class Statuses
{
    public static void ToHost(MpiEnvironment environment, byte* guest, byte* host)
    {
        var abi = environment.Library.Abi;
        var source = Unsafe.ReadUnaligned<int>(guest + StandardAbi.StatusSource);
        var tag = Unsafe.ReadUnaligned<int>(guest + StandardAbi.StatusTag);
        Unsafe.WriteUnaligned(host + abi.Status.Source, source switch
        {
            StandardAbi.AnySource => abi.AnySource,
            StandardAbi.ProcNull => abi.ProcNull,
            _ => source,
        });
        Unsafe.WriteUnaligned(host + abi.Status.Tag, tag == StandardAbi.AnyTag ? abi.AnyTag : tag);
        Unsafe.WriteUnaligned(host + abi.Status.Error, 0);
        foreach (var run in abi.Status.Private)
            Unsafe.CopyBlockUnaligned(host + run.Host, guest + run.Guest, (uint)(4 * run.Words));
    }

    public static void ToGuest(MpiEnvironment environment, byte* host, byte* guest)
    {
        var abi = environment.Library.Abi;
        var source = Unsafe.ReadUnaligned<int>(host + abi.Status.Source);
        var tag = Unsafe.ReadUnaligned<int>(host + abi.Status.Tag);
        var guestSource = source == abi.AnySource ? StandardAbi.AnySource : source == abi.ProcNull ? StandardAbi.ProcNull : source;
        Unsafe.WriteUnaligned(guest + StandardAbi.StatusSource, guestSource);
        Unsafe.WriteUnaligned(guest + StandardAbi.StatusTag, tag == abi.AnyTag ? StandardAbi.AnyTag : tag);
        foreach (var run in abi.Status.Private)
            Unsafe.CopyBlockUnaligned(guest + run.Guest, host + run.Host, (uint)(4 * run.Words));
    }
}
