using System.Runtime.ExceptionServices;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;
using MpiWasm.Runtime.Traps;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <content>How a call of the host ends that the guest did not return from.</content>
public sealed unsafe partial class Instance
{
    /// <summary>
    /// Takes the address of the exception, and does not return. A C++ program would call std::terminate, which runs the
    /// program's own handler or tells type and what(); as only the host knows that nobody catches, the library's start
    /// of that is an export that the host calls.
    /// </summary>
    private const string UncaughtExport = "mpiwasm_uncaught";

    private static readonly FunctionType[] UncaughtTypes = [new([ValType.I32], []), new([ValType.I64], [])];

    /// <summary>Throws what a trap code of the entry trampoline stands for.</summary>
    private void Raise(GuestThread thread, TrapCode code)
    {
        if (code is TrapCode.HostException or TrapCode.Exit)
            ExceptionDispatchInfo.Throw(thread.TakePending());
        var state = thread.State;
        if (code == TrapCode.UncaughtException)
        {
            var tag = Tag.FromRecord(state->ExceptionTag);
            var values = GuestThread.ValuesOf(state, tag.Type.Parameters.Length);
            throw new WasmException(tag, values, BacktraceReader.Read(state)) { EndProgram = EndBy };
        }
        var fault = state->FaultAddress;
        ulong? address = null;
        if (code == TrapCode.OutOfBoundsMemoryAccess && fault != 0 && FaultRanges.Containing(fault) is { } range)
        {
            address = fault - range.Low;
            if (fault < range.NullEnd)
                code = TrapCode.NullPointer;
            // What lies beyond was used as the limit: which address it was nobody knows.
            if (Memories.Any(memory => memory.Type.Is64 && (ulong)memory.Base == range.Low && address >= memory.Record->Limit))
                address = null;
        }
        var stackHasRoom = false;
        var advice = code is TrapCode.OutOfBoundsMemoryAccess or TrapCode.NullPointer ? StackAdvice(out stackHasRoom) : null;
        // A stack that is used up ends where null pointers point, and is none.
        if (code == TrapCode.NullPointer && advice is not null)
            code = TrapCode.OutOfBoundsMemoryAccess;
        throw new WasmTrapException(code, BacktraceReader.Read(state), address, advice, stackHasRoom);
    }

    /// <summary>Has the program end itself because of an exception that has left it.</summary>
    /// <returns>The status it gave; null where it has no way to end itself, or none that came to its end.</returns>
    private int? EndBy(WasmException exception)
    {
        if (Function(UncaughtExport) is not { } terminate || !UncaughtTypes.Contains(terminate.Type)
            || !exception.Tag.Type.Parameters.SequenceEqual(terminate.Type.Parameters))
        {
            return null;
        }
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
