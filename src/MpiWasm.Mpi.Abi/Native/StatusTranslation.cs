using System.Buffers.Binary;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// How a status of the host becomes the guest's 32 bytes, and back: for managed procedures what <c>status_to_guest</c> and
/// <c>status_to_host</c> are for shims. MPI_ERROR of the guest's is left alone, as only MPI_ERR_IN_STATUS makes it meaningful
/// (MPI 5.0 §3.2.5); the host's begins as 0.
/// </summary>
internal static class StatusTranslation
{
    /// <summary>Room for a status of any host.</summary>
    public const int HostRoom = 64;

    public static void ToGuest(HostAbi abi, ReadOnlySpan<byte> host, Span<byte> guest)
    {
        var source = Read(host, abi.Status.Source);
        var tag = Read(host, abi.Status.Tag);
        Write(
            guest,
            StandardAbi.StatusSource,
            source == abi.AnySource ? StandardAbi.AnySource : source == abi.ProcNull ? StandardAbi.ProcNull : source);
        Write(guest, StandardAbi.StatusTag, tag == abi.AnyTag ? StandardAbi.AnyTag : tag);
        PrivateToGuest(abi, host, guest);
    }

    public static void ToHost(HostAbi abi, ReadOnlySpan<byte> guest, Span<byte> host)
    {
        var source = Read(guest, StandardAbi.StatusSource);
        var tag = Read(guest, StandardAbi.StatusTag);
        Write(
            host,
            abi.Status.Source,
            source == StandardAbi.AnySource ? abi.AnySource : source == StandardAbi.ProcNull ? abi.ProcNull : source);
        Write(host, abi.Status.Tag, tag == StandardAbi.AnyTag ? abi.AnyTag : tag);
        Write(host, abi.Status.Error, 0);
        foreach (var run in abi.Status.Private)
            guest.Slice(run.Guest, 4 * run.Words).CopyTo(host[run.Host..]);
    }

    /// <summary>
    /// Only the words that the host alone understands: for calls that change nothing else, where source and
    /// tag may be whatever the guest has set.
    /// </summary>
    public static void PrivateToGuest(HostAbi abi, ReadOnlySpan<byte> host, Span<byte> guest)
    {
        foreach (var run in abi.Status.Private)
            host.Slice(run.Host, 4 * run.Words).CopyTo(guest[run.Guest..]);
    }

    /// <summary>Makes it the status of a call that had nothing to wait for (MPI 5.0 §3.7.3).</summary>
    public static void SetEmpty(Span<byte> guest)
    {
        Write(guest, StandardAbi.StatusSource, StandardAbi.AnySource);
        Write(guest, StandardAbi.StatusTag, StandardAbi.AnyTag);
        guest[(StandardAbi.StatusError + sizeof(int))..StandardAbi.StatusSize].Clear();
    }

    /// <summary>Whether the host's status is such an empty one.</summary>
    public static bool IsEmpty(HostAbi abi, ReadOnlySpan<byte> host) =>
        Read(host, abi.Status.Source) == abi.AnySource && Read(host, abi.Status.Tag) == abi.AnyTag;

    /// <summary>Sets MPI_ERROR of a call that returns MPI_ERR_IN_STATUS.</summary>
    public static void SetError(Span<byte> guest, int errorClass) => Write(guest, StandardAbi.StatusError, errorClass);

    private static int Read(ReadOnlySpan<byte> status, int offset) => BinaryPrimitives.ReadInt32LittleEndian(status[offset..]);

    private static void Write(Span<byte> status, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(status[offset..], value);
}
