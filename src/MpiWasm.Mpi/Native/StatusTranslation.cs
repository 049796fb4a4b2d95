using System.Buffers.Binary;

namespace MpiWasm.Mpi.Native;

/// <summary>Statuses for managed procedures, as shims translate them: the host's layout and the guest's 32 bytes. MPI_ERROR is left alone.</summary>
internal static class StatusTranslation
{
    /// <summary>Room for a status of any host.</summary>
    public const int HostRoom = 64;

    public static void ToGuest(HostAbi abi, ReadOnlySpan<byte> host, Span<byte> guest)
    {
        var source = Read(host, abi.Status.Source);
        var tag = Read(host, abi.Status.Tag);
        Write(guest, StandardAbi.StatusSource, source == abi.AnySource ? StandardAbi.AnySource : source == abi.ProcNull ? StandardAbi.ProcNull : source);
        Write(guest, StandardAbi.StatusTag, tag == abi.AnyTag ? StandardAbi.AnyTag : tag);
        foreach (var run in abi.Status.Private)
            host.Slice(run.Host, 4 * run.Words).CopyTo(guest[run.Guest..]);
    }

    /// <summary>The status of a call that had nothing to wait for (MPI 5.0 §3.7.3).</summary>
    public static void Empty(Span<byte> guest)
    {
        Write(guest, StandardAbi.StatusSource, StandardAbi.AnySource);
        Write(guest, StandardAbi.StatusTag, StandardAbi.AnyTag);
        guest[12..StandardAbi.StatusSize].Clear();
    }

    /// <summary>Whether the host's status is such an empty one.</summary>
    public static bool IsEmpty(HostAbi abi, ReadOnlySpan<byte> host) => Read(host, abi.Status.Source) == abi.AnySource && Read(host, abi.Status.Tag) == abi.AnyTag;

    /// <summary>Sets MPI_ERROR, which only MPI_ERR_IN_STATUS makes meaningful.</summary>
    public static void SetError(Span<byte> guest, int errorClass) => Write(guest, StandardAbi.StatusError, errorClass);

    private static int Read(ReadOnlySpan<byte> status, int offset) => BinaryPrimitives.ReadInt32LittleEndian(status[offset..]);

    private static void Write(Span<byte> status, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(status[offset..], value);
}
