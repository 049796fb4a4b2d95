using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Unix;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>What is not the guest's goes where it would have gone without us, as the kernel would have delivered it.</summary>
public sealed unsafe partial class SignalTests
{
    private const int Bus = 7;
    private const ulong WithInfo = 4;
    private const ulong NoDefer = 0x40000000;
    private const ulong ResetHandler = 0x80000000;
    private const int UserSignal = 10;

    // A handler that notes what it was called with and which signals were blocked while it ran.
    private const string Handlers = """
        @calls = global i32 0
        @number = global i32 0
        @info = global ptr null
        @mask = global [16 x i64] zeroinitializer
        declare i32 @pthread_sigmask(i32, ptr, ptr)
        define void @handler(i32 %signal, ptr %i, ptr %context) {
          %n = load i32, ptr @calls
          %m = add i32 %n, 1
          store i32 %m, ptr @calls
          store i32 %signal, ptr @number
          store ptr %i, ptr @info
          %r = call i32 @pthread_sigmask(i32 0, ptr null, ptr @mask)
          ret void
        }
        """;

    private static readonly Lazy<nint> Image = new(() =>
    {
        Support.Install();
        var path = Path.Combine(Support.Cache.Directory, "handlers.so");
        ImagePipeline.CompileText(Handlers, new CompileOptions(), path, ImagePipeline.LibrarySymbols.Add("pthread_sigmask"));
        return NativeLibrary.Load(path);
    });

    private static nint Symbol(string name) => NativeLibrary.GetExport(Image.Value, name);

    private static int Calls => *(int*)Symbol("calls");

    private static bool WasBlocked(int signal) => (*(ulong*)Symbol("mask") >> (signal - 1) & 1) != 0;

    /// <summary>Sends SIGBUS to the calling thread with the given handler in the place of the one that stood before ours.</summary>
    private static void Send(ulong handler, ulong flags, ulong mask = 0)
    {
        Support.Install();
        var previous = &SupportImage.State->Bus;
        var kept = *previous;
        try
        {
            *(int*)Symbol("calls") = 0;
            *previous = new PreviousAction { Handler = handler, Flags = flags };
            previous->Mask[0] = mask;
            Assert.Equal(0, raise(Bus));
        }
        finally
        {
            *previous = kept;
        }
    }

    [Fact]
    public void ASentSignalReachesThePreviousHandlerWithItsInformation()
    {
        Send((ulong)Symbol("handler"), WithInfo);
        Assert.Equal(1, Calls);
        Assert.Equal(Bus, *(int*)Symbol("number"));
        Assert.NotEqual(0, *(nint*)Symbol("info"));
    }

    [Fact]
    public void ThePreviousHandlersMaskIsInForceWhileItRunsAndNoLonger()
    {
        Send((ulong)Symbol("handler"), WithInfo, 1UL << (UserSignal - 1));
        Assert.True(WasBlocked(UserSignal));
        Assert.True(WasBlocked(Bus));
        var now = stackalloc ulong[16];
        Assert.Equal(0, pthread_sigmask(0, null, now));
        Assert.Equal(0UL, now[0] & (1UL << (UserSignal - 1) | 1UL << (Bus - 1)));
    }

    [Fact]
    public void AHandlerThatWantsToBeInterruptedIsNotShielded()
    {
        Send((ulong)Symbol("handler"), WithInfo | NoDefer);
        Assert.Equal(1, Calls);
        Assert.False(WasBlocked(Bus));
    }

    [Fact]
    public void AHandlerForOneSignalOnlyIsForgottenAfterIt()
    {
        Support.Install();
        var previous = &SupportImage.State->Bus;
        var kept = *previous;
        *(int*)Symbol("calls") = 0;
        *previous = new PreviousAction { Handler = (ulong)Symbol("handler"), Flags = WithInfo | ResetHandler };
        Assert.Equal(0, raise(Bus));
        var after = previous->Handler;
        *previous = kept;
        Assert.Equal(1, Calls);
        Assert.Equal(0UL, after);
    }

    [Fact]
    public void AnIgnoredSignalStaysIgnored()
    {
        Send(1 /* SIG_IGN */, 0);
        Assert.Equal(0, Calls);
        Assert.False(SupportImage.EnsureHandlers());
    }

    [Fact]
    public void ASignalSentWhileTheGuestRunsIsNotTakenForAFault()
    {
        // The host function stands for anybody with kill: what arrives carries no fault, whatever the thread is doing.
        var module = GuestBuilder.FromText(
            "(module (import \"h\" \"act\" (func $act)) (memory 1) (func (export \"f\") (result i32) call $act i32.const 5))");
        var imports = new ImportTable();
        imports.Define("h", "act", HostFunction.Managed(new FunctionType([], []), (_, _) =>
        {
            var state = GuestThread.Current.State;
            state->InGuest = 1;
            Send((ulong)Symbol("handler"), WithInfo);
            state->InGuest = 0;
        }));
        Assert.Equal(5, GuestBuilder.Instantiate(module, imports).Invoke("f")[0].I32);
        Assert.Equal(1, Calls);
    }

    [Fact]
    public void ABusErrorInGuestMemoryIsATrap()
    {
        var instance = GuestBuilder.Instantiate(GuestBuilder.FromText(
            "(module (memory (export \"m\") 1) (func (export \"f\") (result i32) i32.const 8192 i32.load))"));
        // A page of a file that ends before it: touching it is SIGBUS.
        using var directory = new TemporaryDirectory();
        using var file = File.OpenHandle(Path.Combine(directory.Path, "empty"), FileMode.Create, FileAccess.ReadWrite);
        const int SharedFixed = 0x11;
        Assert.NotEqual(
            -1, Libc.Map((nint)instance.Memory.Base + 8192, 4096, Libc.ProtectReadWrite, SharedFixed, (int)file.DangerousGetHandle(), 0));
        var trap = Assert.Throws<WasmTrapException>(() => instance.Invoke("f"));
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, trap.Kind);
        Assert.Equal(8192UL, trap.Address);
    }

    private static Exception? _onForeignThread;
    private static byte[]? _recursion;

    [Fact]
    public void AThreadDotNetDoesNotKnowCanOverflowItsStackInAGuest()
    {
        Support.Install();
        _recursion = GuestBuilder.FromText("(module (func $deep (export \"deep\") (param i32) (result i32) local.get 0 i32.const 1 "
            + "i32.add call $deep i32.const 1 i32.add))");
        nint thread;
        Assert.Equal(0, pthread_create(&thread, null, &OnForeignThread, null));
        Assert.Equal(0, pthread_join(thread, null));
        Assert.Equal(TrapCode.StackOverflow, Assert.IsType<WasmTrapException>(_onForeignThread).Kind);
    }

    [UnmanagedCallersOnly]
    private static void* OnForeignThread(void* argument)
    {
        _onForeignThread = Record.Exception(() => GuestBuilder.Instantiate(_recursion!).Invoke("deep", 0));
        return null;
    }

    [LibraryImport("libc.so.6")]
    private static partial int raise(int signal);

    [LibraryImport("libc.so.6")]
    private static partial int pthread_sigmask(int how, void* set, void* old);

    [LibraryImport("libpthread.so.0")]
    private static partial int pthread_create(nint* thread, void* attributes, delegate* unmanaged<void*, void*> start, void* argument);

    [LibraryImport("libpthread.so.0")]
    private static partial int pthread_join(nint thread, void** result);
}
