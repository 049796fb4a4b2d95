using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>The host's status for one of the guest, or for MPI_STATUS_IGNORE. Where it goes is checked before the host is called.</summary>
internal readonly unsafe ref struct HostStatus : IDisposable
{
    private readonly MpiEnvironment _environment;
    private readonly byte* _guest;
    private readonly byte* _host;

    /// <param name="call">The guest's call.</param>
    /// <param name="argument">The status among the arguments; 0 for none.</param>
    public HostStatus(Call call, int argument)
    {
        _environment = call.Environment;
        Address = (ulong)_environment.Library.Abi.StatusIgnore;
        if (argument == 0 || call[argument] == StandardAbi.StatusIgnore)
            return;
        _guest = call.Memory(argument, call[argument], StandardAbi.StatusSize);
        _host = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)_environment.Library.Abi.Status.Size);
        // What the host leaves alone stays.
        Statuses.ToHost(_environment, _guest, _host);
        Address = (ulong)_host;
    }

    /// <summary>What the host gets.</summary>
    public ulong Address { get; }

    public static int IndexIn(Procedure procedure) => procedure.Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Status)?.Index ?? 0;

    /// <summary>Gives the guest a status that the host has stored elsewhere.</summary>
    public void Return(ReadOnlySpan<byte> host)
    {
        if (_host is null)
            return;
        host[.._environment.Library.Abi.Status.Size].CopyTo(new Span<byte>(_host, _environment.Library.Abi.Status.Size));
        Return();
    }

    /// <summary>Gives the guest what the host has stored.</summary>
    public void Return()
    {
        if (_host is not null)
            Statuses.ToGuest(_environment, _host, _guest);
    }

    public void Dispose() => System.Runtime.InteropServices.NativeMemory.Free(_host);
}
