using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Image.Cache;
using MpiWasm.Image.Elf;
using MpiWasm.Unix;

namespace MpiWasm.Runtime.Images;

/// <summary>
/// The process's native helpers: entry trampoline, trap landing, signal handler. Installed once, before MPI_Init (MPI libraries install
/// handlers only where none stands) and before the first memory is made.
/// </summary>
public static unsafe class SupportImage
{
    private static readonly Lock Guard = new();
    private static SupportState* _state;

    /// <summary>Those that our handler stands for.</summary>
    private static int[] Signals { get; set; } = [SignalAction.Segmentation, SignalAction.Bus];

    /// <summary>Kept: its descriptor must stay open, and its code is in use until the process ends.</summary>
    private static CachedImage? _image;

    internal static SupportState* State => _state is null
        ? throw new InvalidOperationException("the support image is not installed: call SupportImage.Install first")
        : _state;

    /// <summary>int (entryThunk, code, context, slots, thread)</summary>
    internal static delegate* unmanaged<nint, void*, InstanceContext*, Slot*, ThreadState*, int> EnterFunction { get; private set; }

    /// <summary>Address of <c>mpiwasm_enter</c>, for shims that call back into the guest.</summary>
    public static nint Enter => (nint)EnterFunction;

    internal static void* Trap { get; private set; }

    internal static void* Throw { get; private set; }

    /// <summary>Whether <see cref="Install"/> was called.</summary>
    public static bool IsInstalled => _state is not null;

    /// <summary>Loads the helpers and installs the handlers for SIGSEGV and SIGBUS in front of .NET's. Later calls do nothing.</summary>
    public static void Install(CachedImage image)
    {
        lock (Guard)
        {
            if (_state is not null)
                return;
            _image = image;
            var state = (SupportState*)image.Symbol(SupportSymbols.State);
            EnterFunction = (delegate* unmanaged<nint, void*, InstanceContext*, Slot*, ThreadState*, int>)image.Symbol(
                SupportSymbols.Enter);
            Trap = (void*)image.Symbol(SupportSymbols.Trap);
            Throw = (void*)image.Symbol(SupportSymbols.Throw);
            FindUnwinder(state);
            // A thread state is freed by the C library when its thread ends, whoever made the thread.
            uint key;
            var free = NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "free");
            if (Pthread.KeyCreate(&key, free) != 0)
                throw new InvalidOperationException("no thread-specific data key is left");
            state->ThreadKey = key;
            Remember(&state->Segmentation, SignalAction.Get(SignalAction.Segmentation));
            Remember(&state->Bus, SignalAction.Get(SignalAction.Bus));
            _state = state;
            SetHandlers();
        }
    }

    /// <summary>Exceptions need libgcc_s: without it both are 0.</summary>
    private static void FindUnwinder(SupportState* state)
    {
        ImageLibraries.Open();
        // From the global scope, as libgcc_s itself resolves them: whoever replaces the unwinder replaces it as a whole.
        *(nint*)((byte*)state + SupportState.ForcedUnwindOffset) = DynamicLinker.Symbol(0, "_Unwind_ForcedUnwind");
        *(nint*)((byte*)state + SupportState.GetCfaOffset) = DynamicLinker.Symbol(0, "_Unwind_GetCFA");
    }

    /// <summary>
    /// Puts our handlers back where somebody (an MPI library's transport) has replaced them. They chain to what stood before ours, not to
    /// the newcomer, which may itself chain to us. Returns whether anything had to be done.
    /// </summary>
    public static bool EnsureHandlers()
    {
        lock (Guard)
        {
            var handler = _image!.Symbol(SupportSymbols.SignalHandler);
            if (Array.TrueForAll(Signals, signal => SignalAction.Get(signal).Handler == handler))
                return false;
            SetHandlers();
            return true;
        }
    }

    /// <summary>
    /// Gives the calling thread the floating-point modes of WebAssembly again, for host functions that load libraries: those linked with
    /// fast-math options switch flush-to-zero on when they are loaded, and the guest was entered before.
    /// </summary>
    public static void ResetFloatingPoint() => ((delegate* unmanaged<void>)_image!.Symbol(SupportSymbols.DefaultModes))();

    /// <summary>Has the handler report crashes in native libraries: see <see cref="CrashState"/>.</summary>
    internal static void WatchCrashes(nint find, nint write, nint poll, int records, int answers)
    {
        lock (Guard)
        {
            var crashes = (CrashState*)((byte*)State + SupportState.CrashOffset);
            Remember(&crashes->Arithmetic, SignalAction.Get(SignalAction.Arithmetic));
            Remember(&crashes->Abort, SignalAction.Get(SignalAction.Abort));
            Remember(&crashes->Illegal, SignalAction.Get(SignalAction.Illegal));
            (crashes->Write, crashes->Poll) = (write, poll);
            (crashes->Records, crashes->Answers) = (records, answers);
            crashes->Excluded = CoreLibrary(find);
            crashes->FindObject = find;
            Signals = [.. Signals, SignalAction.Arithmetic, SignalAction.Abort, SignalAction.Illegal, SignalAction.Asked];
            SetHandlers();
        }
    }

    /// <summary>Where .NET's library begins: the object that holds the handler which .NET has for faults.</summary>
    private static nint CoreLibrary(nint find)
    {
        // struct dl_find_object: flags, start of the mapping, end, ...
        var found = stackalloc nint[16];
        return ((delegate* unmanaged<nint, nint*, int>)find)((nint)State->Segmentation.Handler, found) == 0 ? found[1] : 0;
    }

    private static void SetHandlers()
    {
        var action = new SignalAction
        {
            Handler = _image!.Symbol(SupportSymbols.SignalHandler),
            // NODEFER: a trap leaves the handler through the landing, where the signal must not stay blocked.
            Flags = SignalAction.WithInfo | SignalAction.OnAlternateStack | SignalAction.NoDefer,
        };
        foreach (var signal in Signals)
            SignalAction.Set(signal, action);
    }

    private static void Remember(PreviousAction* previous, SignalAction action)
    {
        previous->Handler = (ulong)action.Handler;
        previous->Flags = (uint)action.Flags;
        for (var i = 0; i < 16; i++)
            previous->Mask[i] = action.Mask[i];
    }
}
