namespace MpiWasm.Mpi.Hosts;

/// <summary>The host's library returned an error to a managed procedure.</summary>
internal sealed class HostCallException(int code) : Exception
{
    public int Code { get; } = code;

    /// <summary>Throws on an error code of the host.</summary>
    public static void ThrowIf(int hostCode)
    {
        if (hostCode != 0)
            throw new HostCallException(hostCode);
    }
}

/// <summary>The host's library has no such function, and we have nothing in its place.</summary>
internal sealed class HostLacksException(string function) : Exception($"the MPI library has no {function}")
{
    public string Function { get; } = function;
}
