using MpiWasm.Wasm;

namespace MpiWasm.Runtime;

/// <summary>
/// What becomes of an exception that nobody catches. A C++ program would call std::terminate, which runs the program's own handler or tells type and what(); as only the host knows that
/// there is no handler, the library's start of that is an export that the host calls.
/// </summary>
public static class UncaughtException
{
    /// <summary>Takes the address of the exception, and does not return.</summary>
    private const string Export = "mpiwasm_uncaught";

    private static readonly FunctionType _type = new([Wasm.ValueType.I32], []);

    /// <summary>Lets the program end itself, on the thread that the exception has left, as far as it has a way to.</summary>
    /// <returns>The status, where the program ended itself with one; else its end is the exception's.</returns>
    public static int? Terminate(WasmException exception)
    {
        if (exception.Left?.Function(Export) is not { } terminate || !terminate.Type.Equals(_type) || !exception.Tag.Type.Parameters.SequenceEqual(_type.Parameters))
            return null;
        try
        {
            terminate.Invoke(exception.Values[0]);
        }
        catch (GuestExitException exit)
        {
            return exit.ExitCode;
        }
        catch (MpiWasmException)
        {
            // abort() is a trap. Where the exception came from is worth more than where that was.
        }

        return null;
    }
}
