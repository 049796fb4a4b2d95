namespace MpiWasm.Mpi.Calls;

/// <summary>A check of ours on an argument of a managed procedure failed.</summary>
internal class ArgumentCheckException(int errorClass, int argument, ulong first, ulong second = 0) : Exception
{
    public int ErrorClass { get; } = errorClass;

    public int Argument { get; } = argument;

    public ulong First { get; } = first;

    public ulong Second { get; } = second;
}

/// <summary>A shim that the procedure called has failed: the error handler has run, the code goes to the guest.</summary>
internal sealed class HandledException(int code) : Exception
{
    public int Code { get; } = code;
}

/// <summary>A callback of the guest returned an error code, which the call returns.</summary>
internal sealed class GuestCodeException(int code, string what) : Exception(what)
{
    public int Code { get; } = code;
}

/// <summary>
/// What the guest asks for is refused: by the sandbox, or since it cannot be done. The message says which, and what to do.
/// </summary>
internal sealed class RefusedException(int errorClass, string message) : Exception(message)
{
    public int ErrorClass { get; } = errorClass;
}
