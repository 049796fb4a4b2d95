using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Support;
using MpiWasm.Image;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>The native helpers alone, with entry thunks written by hand in LLVM IR.</summary>
public sealed unsafe class SupportImageTests
{
    private const string Thunks = """
        declare ptr @memset(ptr, i32, i64)
        define void @load(ptr %code, ptr %context, ptr %slots) noinline "frame-pointer"="all" {
          %base = load ptr, ptr %slots
          call void asm sideeffect "xorq %rbx,%rbx; movq $$-1,%r12; xorq %r13,%r13; movq $$7,%r14; xorq %r15,%r15", "~{rbx},~{r12},~{r13},~{r14},~{r15}"()
          %value = load volatile i32, ptr %base, align 1
          store i32 %value, ptr %slots
          ret void
        }
        define void @fill(ptr %code, ptr %context, ptr %slots) noinline "frame-pointer"="all" "disable-tail-calls"="true" {
          %base = load ptr, ptr %slots
          %p = getelementptr i8, ptr %slots, i64 16
          %length = load i64, ptr %p
          %r = call ptr @memset(ptr %base, i32 0, i64 %length)
          ret void
        }
        define i64 @recurse(i64 %n) noinline "frame-pointer"="all" {
          %block = alloca [64 x i64]
          store volatile i64 %n, ptr %block
          %m = add i64 %n, 1
          %r = call i64 @recurse(i64 %m)
          %v = load volatile i64, ptr %block
          %s = add i64 %r, %v
          ret i64 %s
        }
        define void @overflow(ptr %code, ptr %context, ptr %slots) "frame-pointer"="all" {
          %r = call i64 @recurse(i64 0)
          store i64 %r, ptr %slots
          ret void
        }
        define void @divide(ptr %code, ptr %context, ptr %slots) "frame-pointer"="all" {
          %mode = alloca i32
          call void asm sideeffect "stmxcsr $0", "=*m"(ptr elementtype(i32) %mode)
          %v = load i32, ptr %mode
          store i32 %v, ptr %slots
          ret void
        }
        define void @set_mode(ptr %mode) {
          call void asm sideeffect "ldmxcsr $0", "*m"(ptr elementtype(i32) %mode)
          ret void
        }
        define void @get_mode(ptr %mode) {
          call void asm sideeffect "stmxcsr $0", "=*m"(ptr elementtype(i32) %mode)
          ret void
        }
        define void @raise(ptr %code, ptr %context, ptr %slots) "frame-pointer"="all" {
          %p = getelementptr i8, ptr %context, i64 32
          %trap = load ptr, ptr %p
          call void %trap(ptr %context, i32 9)
          unreachable
        }
        """;

    private static readonly Lazy<nint> Image = new(() =>
    {
        Support.Install();
        var path = Path.Combine(Support.Cache.Directory, "thunks.so");
        ImagePipeline.CompileText(Thunks, new CompileOptions(), path, ImagePipeline.LibrarySymbols);
        return NativeLibrary.Load(path);
    });

    private static int Enter(string thunk, Slot* slots)
    {
        var image = Image.Value;
        var context = stackalloc InstanceContext[1];
        context->Thread = GuestThread.Current.State;
        context->Trap = SupportImage.Trap;
        return SupportImage.EnterFunction(NativeLibrary.GetExport(image, thunk), null, context, slots, context->Thread);
    }

    private static GuestMemory OnePage() => new(new MemoryType(new Limits(1, 1), false, false));

    [Fact]
    public void AnAccessInsideReturnsAndOneOutsideIsATrapWithItsAddress()
    {
        Support.Install();
        using var memory = OnePage();
        memory.TryWrite(16, 77);
        var slot = Slot.OfReference((nint)memory.Base + 16);
        Assert.Equal(0, Enter("load", &slot));
        Assert.Equal(77, slot.I32);
        slot = Slot.OfReference((nint)memory.Base + 65536);
        Assert.Equal((int)TrapCode.OutOfBoundsMemoryAccess, Enter("load", &slot));
        Assert.Equal((ulong)memory.Base + 65536, GuestThread.Current.State->FaultAddress);
        Assert.Equal(0UL, GuestThread.Current.State->SavedStackPointer);
        Assert.Equal(0U, GuestThread.Current.State->InGuest);
    }

    [Fact]
    public void AFaultInsideTheLibrarysMemsetIsATrapAndTheCallerIsRecorded()
    {
        Support.Install();
        using var memory = OnePage();
        var slots = stackalloc Slot[2];
        slots[0] = Slot.OfReference((nint)memory.Base);
        slots[1] = 1L << 20;
        Assert.Equal((int)TrapCode.OutOfBoundsMemoryAccess, Enter("fill", slots));
        var state = GuestThread.Current.State;
        var fill = (ulong)NativeLibrary.GetExport(Image.Value, "fill");
        Assert.InRange(state->Frames[1], fill, fill + 64);
    }

    [Fact]
    public void AnEndlessRecursionIsATrap()
    {
        GuestThread.Run(() =>
        {
            Slot slot = 0;
            Assert.Equal((int)TrapCode.StackOverflow, Enter("overflow", &slot));
            Assert.Equal((ulong)ThreadState.MaxFrames, GuestThread.Current.State->FrameCount);
            // And the stack can be used again.
            Assert.Equal((int)TrapCode.StackOverflow, Enter("overflow", &slot));
        });
    }

    [Fact]
    public void ATrapCallReturnsItsCode()
    {
        Slot slot = 0;
        Assert.Equal((int)TrapCode.IndirectCallTypeMismatch, Enter("raise", &slot));
        Assert.Equal(0UL, GuestThread.Current.State->FaultAddress);
    }

    [Fact]
    public void TheGuestHasDefaultFloatingPointModesAndTheHostGetsItsOwnBack()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return;
        Slot slot = 0;
        Assert.Equal(0, Enter("divide", &slot));
        Assert.Equal(0x1F80, slot.I32);
    }

    [Fact]
    public void ALibraryThatSwitchedToFlushToZeroIsSetRight()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return;
        var image = Image.Value;
        // A thread of its own: nothing else must see the modes.
        uint before = 0, after = 0;
        var thread = new Thread(() =>
        {
            uint mode = 0x9FC0;     // flush to zero, denormals are zero
            ((delegate* unmanaged<uint*, void>)NativeLibrary.GetExport(image, "set_mode"))(&mode);
            ((delegate* unmanaged<uint*, void>)NativeLibrary.GetExport(image, "get_mode"))(&mode);
            before = mode;
            SupportImage.ResetFloatingPoint();
            ((delegate* unmanaged<uint*, void>)NativeLibrary.GetExport(image, "get_mode"))(&mode);
            after = mode;
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0x9FC0u, before & 0xFFC0);
        Assert.Equal(0x1F80u, after);
    }

    [Fact]
    public void ANullReferenceInCSharpIsStillAnException()
    {
        Support.Install();
        _ = GuestThread.Current;
        for (var i = 0; i < 100; i++)
            Assert.Throws<NullReferenceException>(() => LengthOf(null));
    }

    [Fact]
    public void TheHandlersStandAndAReplacedOneIsPutBack()
    {
        Support.Install();
        Assert.False(SupportImage.EnsureHandlers());
        Unix.SignalAction.Set(Unix.SignalAction.Bus, default);
        Assert.True(SupportImage.EnsureHandlers());
        Assert.False(SupportImage.EnsureHandlers());
    }

    [Fact]
    public void TheTextForAarch64CompilesToAnObject()
    {
        var path = Path.Combine(Support.Cache.Directory, "support-aarch64.o");
        ImagePipeline.CompileTextToObject(
            SupportSource.Text(Architecture.Arm64), new CompileOptions { Triple = "aarch64-unknown-linux-gnu" }, path);
        Assert.Equal(183, BitConverter.ToUInt16(File.ReadAllBytes(path), 18));  // EM_AARCH64
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOf(string? text) => text!.Length;
}
