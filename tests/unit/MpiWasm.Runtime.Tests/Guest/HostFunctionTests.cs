using System.Runtime.CompilerServices;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

public sealed class HostFunctionTests
{
    private static readonly FunctionType Binary = new([ValType.I32, ValType.I64], [ValType.F64]);
    private static readonly FunctionType Plain = new([], []);

    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText("""
        (module
          (import "host" "mix" (func $mix (param i32 i64) (result f64)))
          (import "host" "act" (func $act))
          (import "host" "pair" (func $pair (param i32) (result i32 i64)))
          (memory (export "memory") 1)
          (func (export "mix") (param i32 i64) (result f64) local.get 0 local.get 1 call $mix f64.const 1 f64.add)
          (func $act_caller (export "act") call $act)
          (func (export "pair") (param i32) (result i64) (local $h i64) local.get 0 call $pair local.set $h i64.extend_i32_s local.get $h i64.add)
          (func $fault (export "fault") i32.const -4 i32.load drop)
        )
        """));

    private static Instance Create(HostCall act, Store? store = null)
    {
        var imports = new ImportTable();
        imports.Define("host", "mix", HostFunction.Managed(Binary, (_, slots) => slots[0] = slots[0].I32 + (double)slots[1].I64));
        imports.Define("host", "act", HostFunction.Managed(Plain, act));
        imports.Define("host", "pair", HostFunction.Managed(new FunctionType(
            [ValType.I32], [ValType.I32, ValType.I64]), (_, slots) =>
        {
            slots[1] = 10L * slots[0].I32;
            slots[0] = -slots[0].I32;
        }));
        return GuestBuilder.Instantiate(Module.Value, imports, store);
    }

    [Fact]
    public void ArgumentsAndResultsPass()
    {
        var instance = Create((_, _) => { });
        Assert.Equal(3 + 4e10 + 1, instance.Invoke("mix", 3, 40000000000L)[0].F64);
        Assert.Equal((10 * 7) - 7, instance.Invoke("pair", 7)[0].I64);
    }

    [Fact]
    public void AnExceptionOfTheHostArrivesWhereTheGuestWasEntered()
    {
        var instance = Create((_, _) => throw new InvalidDataException("from the host"));
        Assert.Equal("from the host", Assert.Throws<InvalidDataException>(() => instance.Invoke("act")).Message);
        Assert.Equal(2.0, instance.Invoke("mix", 1, 0L)[0].F64);
    }

    [Fact]
    public void AGuestThatExitsGivesItsStatus()
    {
        var instance = Create((_, _) => throw new GuestExitException(42));
        Assert.Equal(42, Assert.Throws<GuestExitException>(() => instance.Invoke("act")).ExitCode);
    }

    [Fact]
    public void ATrapInsideANestedEntryCanBeCaughtByTheHostFunction()
    {
        var caught = 0;
        var instance = Create((caller, _) =>
        {
            var trap = Assert.Throws<WasmTrapException>(() => caller.Invoke("fault"));
            Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, trap.Kind);
            Assert.Equal("fault", Assert.Single(trap.Backtrace).Name);
            caught++;
        });
        for (var i = 0; i < 100; i++)
            instance.Invoke("act");
        Assert.Equal(100, caught);
    }

    [Fact]
    public void ATrapInsideANestedEntryPassesThroughTheOuterGuest()
    {
        var instance = Create((caller, _) => caller.Invoke("fault"));
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<WasmTrapException>(() => instance.Invoke("act")).Kind);
    }

    [Fact]
    public void ANullReferenceInAHostFunctionIsNotTheGuests()
    {
        var instance = Create((_, _) => LengthOf(null));
        Assert.Throws<NullReferenceException>(() => instance.Invoke("act"));
    }

    [Fact]
    public void TrapsBesideAGarbageCollectorNeverGetLost()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect();
                Thread.Sleep(1);
            }
        });
        collector.Start();
        try
        {
            GuestThread.Run(() =>
            {
                var instance = Create((caller, _) => Assert.Throws<NullReferenceException>(() => LengthOf(null)));
                var fault = instance.Function("fault")!;
                var act = instance.Function("act")!;
                for (var i = 0; i < 10_000; i++)
                {
                    Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<WasmTrapException>(() => fault.Invoke()).Kind);
                    if (i % 50 == 0)
                        act.Invoke();
                }
            });
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    [Fact]
    public void TwoStoresRunOnTwoThreadsAtTheSameTime()
    {
        using var both = new Barrier(2);
        var threads = Enumerable.Range(0, 2).Select(n => new Thread(() => GuestThread.Run(() =>
        {
            var instance = Create((_, _) => both.SignalAndWait());
            instance.Invoke("act");
            for (var i = 0; i < 200; i++)
            {
                Assert.Throws<WasmTrapException>(() => instance.Invoke("fault"));
                Assert.Equal(n + 1.0, instance.Invoke("mix", n, 0L)[0].F64);
            }
        }))).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
    }

    [Fact]
    public void AMissingImportIsNamedWithItsType()
    {
        var error = Assert.Throws<LinkException>(() => GuestBuilder.Instantiate(Module.Value));
        Assert.Equal("MW0401", error.Code);
        Assert.Contains("host.mix", error.Message, StringComparison.Ordinal);
        Assert.Contains("(i32, i64) -> (f64)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnImportOfAnotherTypeIsRefused()
    {
        var imports = new ImportTable();
        imports.Define("host", "mix", HostFunction.Managed(Plain, (_, _) => { }));
        var error = Assert.Throws<LinkException>(() => GuestBuilder.Instantiate(Module.Value, imports));
        Assert.Equal("MW0402", error.Code);
        Assert.Contains("(i32, i64) -> (f64)", error.Message, StringComparison.Ordinal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOf(string? text) => text!.Length;
}
