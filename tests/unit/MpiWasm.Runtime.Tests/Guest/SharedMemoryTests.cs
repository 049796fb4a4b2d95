using MpiWasm.Compiler;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

#pragma warning disable CA2025 // every test waits for its threads before it gives the memory back

namespace MpiWasm.Runtime.Tests;

/// <summary>Shared memories: each thread has a store and an instance of its own, all with the same memory.</summary>
public sealed class SharedMemoryTests
{
    private const long ForEver = -1;

    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText("""
        (module
          (import "env" "memory" (memory 1 4 shared))
          (func (export "wait32") (param i32 i32 i64) (result i32) (memory.atomic.wait32 offset=4 (local.get 0) (local.get 1) (local.get 2)))
          (func (export "wait64") (param i32 i64 i64) (result i32) (memory.atomic.wait64 (local.get 0) (local.get 1) (local.get 2)))
          (func (export "notify") (param i32 i32) (result i32) (memory.atomic.notify offset=4 (local.get 0) (local.get 1)))
          (func (export "store") (param i32 i32) (i32.atomic.store (local.get 0) (local.get 1)))
          (func (export "load") (param i32) (result i32) (i32.atomic.load (local.get 0)))
          (func (export "size") (result i32) (memory.size))
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "count") (param i32)
            (loop $again
              (drop (i32.atomic.rmw.add (i32.const 64) (i32.const 1)))
              (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
          (func (export "spin") (param i32) (result i32)
            (loop $again (br_if $again (i32.eqz (i32.atomic.load (local.get 0)))))
            (memory.size)))
        """));

    /// <summary>LLVM makes such an access a fence: nothing is changed, and nobody looks at the result.</summary>
    [Theory]
    [InlineData("i32.atomic.rmw.or", "(i32.const 0)")]
    [InlineData("i32.atomic.rmw.add", "(i32.const 0)")]
    [InlineData("i32.atomic.rmw16.xor_u", "(i32.const 0)")]
    [InlineData("i32.atomic.rmw.and", "(i32.const -1)")]
    [InlineData("i32.atomic.rmw.cmpxchg", "(i32.const 0) (i32.const 0)")]
    [InlineData("i32.atomic.load", "")]
    public void AnAtomicAccessThatChangesNothingTrapsOutOfBounds(string instruction, string operands)
    {
        var module = GuestBuilder.FromText($"""
            (module (memory 1 1 shared)
              (func (export "f") (param i32) (drop ({instruction} offset=65532 (local.get 0) {operands}))))
            """);
        var instance = GuestBuilder.Instantiate(module);
        instance.Invoke("f", 0);
        var trap = Assert.Throws<WasmTrapException>(() => instance.Invoke("f", 4));
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, trap.Kind);
    }

    private static GuestMemory Memory(bool isShared = true)
    {
        Support.Install();
        return new GuestMemory(new MemoryType(new Limits(1, 4), isShared, Is64: false));
    }

    private static Instance Create(GuestMemory memory)
    {
        var imports = new ImportTable();
        imports.Define("env", "memory", memory);
        return GuestBuilder.Instantiate(Module.Value, imports, options: new CompileOptions());
    }

    private static Task<int> Start(GuestMemory memory, string function, params Slot[] arguments)
    {
        var instance = Create(memory);
        return Task.Run(() =>
        {
            var result = 0;
            GuestThread.Run(() => result = instance.Invoke(function, arguments) is [var slot] ? slot.I32 : 0);
            return result;
        });
    }

    /// <summary>Notifies until as many were woken as there are waiters.</summary>
    private static void WakeAll(Instance instance, int address, int waiters)
    {
        for (var woken = 0; woken < waiters; Thread.Yield())
        {
            var now = instance.Invoke("notify", address, -1)[0].I32;
            Assert.InRange(now, 0, waiters - woken);
            woken += now;
        }
    }

    [Fact]
    public void AWaitOnAnotherValueReturnsAtOnce()
    {
        using var memory = Memory();
        var instance = Create(memory);
        Assert.Equal(1, instance.Invoke("wait32", 0, 1, ForEver)[0].I32);
        Assert.Equal(1, instance.Invoke("wait64", 8, 1L << 32, ForEver)[0].I32);
    }

    [Fact]
    public void AWaitThatNobodyEndsTimesOut()
    {
        using var memory = Memory();
        var instance = Create(memory);
        Assert.Equal(2, instance.Invoke("wait32", 0, 0, 0L)[0].I32);
        Assert.Equal(2, instance.Invoke("wait32", 0, 0, 1_000_001L)[0].I32);
        Assert.Equal(2, instance.Invoke("wait64", 8, 0L, 1L)[0].I32);
        Assert.Equal(0, instance.Invoke("notify", 0, 100)[0].I32);
    }

    [Fact]
    public async Task ANotifyWakesThreadsOfOtherStores()
    {
        using var memory = Memory();
        var instance = Create(memory);
        var waiters = new[] { Start(memory, "wait32", 0, 0, ForEver), Start(memory, "wait32", 0, 0, ForEver), Start(
            memory, "wait64", 8, 0L, 1L << 60) };
        // Two wait at address 4, the third at address 8, which nobody notifies until then.
        WakeAll(instance, 0, 2);
        Assert.All(await Task.WhenAll(waiters[..2]), result => Assert.Equal(0, result));
        Assert.False(waiters[2].IsCompleted);
        WakeAll(instance, 4, 1);
        Assert.Equal(0, await waiters[2]);
    }

    [Fact]
    public async Task ANotifyWakesNoMoreThanAsked()
    {
        using var memory = Memory();
        var instance = Create(memory);
        var waiters = Enumerable.Range(0, 3).Select(_ => Start(memory, "wait32", 0, 0, ForEver)).ToArray();
        for (var woken = 0; woken < 3; Thread.Yield())
        {
            var now = instance.Invoke("notify", 0, 1)[0].I32;
            Assert.InRange(now, 0, 1);
            woken += now;
        }
        Assert.All(await Task.WhenAll(waiters), result => Assert.Equal(0, result));
        Assert.Equal(0, instance.Invoke("notify", 0, 1)[0].I32);
    }

    [Fact]
    public async Task AtomicAdditionsOfSeveralThreadsAddUp()
    {
        using var memory = Memory();
        await Task.WhenAll(Start(memory, "count", 100_000), Start(memory, "count", 100_000), Start(memory, "count", 100_000));
        Assert.Equal(300_000, Create(memory).Invoke("load", 64)[0].I32);
    }

    [Fact]
    public async Task AnotherThreadSeesTheMemoryGrow()
    {
        using var memory = Memory();
        var instance = Create(memory);
        var other = Start(memory, "spin", 16);
        Assert.Equal(1, instance.Invoke("grow", 2)[0].I32);
        instance.Invoke("store", 16, 1);
        Assert.Equal(3, await other);
        Assert.Equal(-1, instance.Invoke("grow", 2)[0].I32);
    }

    [Fact]
    public void WaitsAndNotifiesAreChecked()
    {
        using var memory = Memory();
        var instance = Create(memory);
        Assert.Equal(TrapCode.UnalignedAtomic, Assert.Throws<WasmTrapException>(() => instance.Invoke("wait32", 2, 0, 0L)).Kind);
        Assert.Equal(TrapCode.UnalignedAtomic, Assert.Throws<WasmTrapException>(() => instance.Invoke("wait64", 4, 0L, 0L)).Kind);
        Assert.Equal(
            TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<WasmTrapException>(() => instance.Invoke("wait32", 65532, 0, 0L)).Kind);
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<WasmTrapException>(() => instance.Invoke("notify", 65532, 0)).Kind);
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<WasmTrapException>(() => instance.Invoke("notify", -4, 0)).Kind);
    }

    [Fact]
    public void AnUnsharedMemoryDoesNotFitASharedImport()
    {
        using var unshared = Memory(isShared: false);
        Assert.Equal(LinkException.IncompatibleImport, Assert.Throws<LinkException>(() => Create(unshared)).Code);
    }
}
