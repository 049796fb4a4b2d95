using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>The host's status for one of the guest, or for MPI_STATUS_IGNORE. Where it goes is checked before the host is called.</summary>
internal readonly unsafe ref struct HostStatus : IDisposable
{
    private readonly HostAbi _abi;
    private readonly Span<byte> _guest;
    private readonly byte* _host;

    /// <param name="environment">The process' MPI.</param>
    /// <param name="argument">The status among the arguments.</param>
    /// <param name="isNeeded">Whether the host stores one though the guest ignores it.</param>
    public HostStatus(MpiEnvironment environment, StatusArgument argument, bool isNeeded = false)
        : this(environment.Library.Abi, argument.Room(), isNeeded)
    {
    }

    private HostStatus(HostAbi abi, Span<byte> guest, bool isNeeded)
    {
        _abi = abi;
        _guest = guest;
        Address = (ulong)abi.StatusIgnore;
        if (guest.IsEmpty && !isNeeded)
            return;
        _host = (byte*)NativeMemory.AllocZeroed((nuint)abi.Status.Size);
        Address = (ulong)_host;
        // What the host leaves alone stays.
        if (!guest.IsEmpty)
            StatusTranslation.ToHost(abi, guest, Host);
    }

    /// <summary>That of a call without one.</summary>
    public static HostStatus None(MpiEnvironment environment, bool isNeeded) => new(environment.Library.Abi, default, isNeeded);

    /// <summary>What the host gets.</summary>
    public ulong Address { get; }

    private Span<byte> Host => new(_host, _abi.Status.Size);

    /// <summary>Gives the guest a status that the host has stored elsewhere.</summary>
    public void Return(ReadOnlySpan<byte> host)
    {
        if (!_guest.IsEmpty)
            StatusTranslation.ToGuest(_abi, host, _guest);
    }

    /// <summary>Gives the guest what the host has stored.</summary>
    public void Return() => Return(Host);

    public void Dispose() => NativeMemory.Free(_host);
}
