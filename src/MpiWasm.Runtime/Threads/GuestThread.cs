using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Runtime.Images;
using MpiWasm.Unix;

namespace MpiWasm.Runtime.Threads;

/// <summary>What the runtime knows of a thread that runs guest code.</summary>
public sealed unsafe class GuestThread
{
    public const int DefaultStackSize = 8 << 20;

    /// <summary>Kept free below a guest's frames for host functions (C#, the MPI library).</summary>
    private const ulong HostReserve = 256 << 10;

    // What the kernel keeps free below the main thread's stack, which has no guard of its own.
    private const ulong MainStackGap = 1 << 20;

    [ThreadStatic]
    private static GuestThread? _current;

    private readonly (SignalStack Own, SignalStack Previous)? _signalStack;
    private Exception? _pending;

    private GuestThread()
    {
        // malloc'ed, because the C library frees it when the thread ends.
        State = (ThreadState*)NativeMemory.AllocZeroed((nuint)sizeof(ThreadState));
        var (low, size, guard) = Pthread.Stack();
        State->StackHigh = low + size;
        if (guard == 0)
        {
            // The main thread: the limit lies a little above or below the address the C library computes.
            State->StackGuardLow = low - MainStackGap;
            low += 64 << 10;
        }
        else
        {
            State->StackGuardLow = low - guard;
        }
        State->StackLow = low;
        StackLimit = low + HostReserve;
        _signalStack = SignalStack.Ensure();
        if (Pthread.SetSpecific(SupportImage.State->ThreadKey, State) != 0)
            throw new InvalidOperationException("pthread_setspecific failed");
    }

    /// <summary>The calling thread; prepared for guest code at the first use.</summary>
    public static GuestThread Current => _current ??= new GuestThread();

    /// <summary>What generated code and the handler work with.</summary>
    public ThreadState* State { get; }

    /// <summary>A stub calls no host function with the stack pointer below this.</summary>
    internal ulong StackLimit { get; }

    /// <summary>
    /// Gives back what the calling thread needed for guest code, where it is about to end: the last thing it does that has to do with
    /// guests. A thread that does not call it leaves its signal stack behind.
    /// </summary>
    public static void End()
    {
        if (_current is not { } thread)
            return;
        _current = null;
        _ = Pthread.SetSpecific(SupportImage.State->ThreadKey, null);
        NativeMemory.Free(thread.State);
        if (thread._signalStack is var (own, previous))
            SignalStack.Restore(own, previous);
    }

    /// <summary>Runs an action on a thread with a stack of the given size, waits for it and passes its exception on.</summary>
    /// <param name="action">What to run.</param>
    /// <param name="stackSize">Bytes, for guest and host frames together.</param>
    public static void Run(Action action, int stackSize = DefaultStackSize)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
                finally
                {
                    End();
                }
            },
            Math.Max(stackSize, 1 << 20))
        {
            Name = "guest",
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>
    /// For host functions written as <c>UnmanagedCallersOnly</c> methods: notes the exception, which is rethrown where the guest was
    /// entered, once the calling stub has left the guest's frames. The host function then returns any value.
    /// </summary>
    public static void Fail(HostContext* context, Exception exception)
    {
        var thread = Current;
        // Kept in any case: it keeps the tag of an exception alive, too.
        thread._pending = exception;
        var state = context->Instance->Thread;
        if (exception is WasmException { Tag: var tag, Values: var values } thrown)
        {
            state->ExceptionTag = tag.Record;
            values.CopyTo(ValuesOf(state, values.Length));
            if (thrown.Backtrace.IsEmpty)
                state->FrameCount = 0;      // it begins here, not where the last trap was
            state->PendingTrap = (int)TrapCode.UncaughtException;
            return;
        }
        state->PendingTrap = (int)(exception is GuestExitException ? TrapCode.Exit : TrapCode.HostException);
    }

    /// <summary>The values of the exception on its way.</summary>
    internal static Span<Slot> ValuesOf(ThreadState* state, int count) => new((byte*)state + ThreadState.ExceptionValuesOffset, count);

    /// <summary>The exception that <see cref="Fail"/> has noted, which is no longer noted then.</summary>
    internal Exception TakePending()
    {
        var exception = _pending ?? new InvalidOperationException("a host function asked for a trap without saying why");
        _pending = null;
        return exception;
    }
}
