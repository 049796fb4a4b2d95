using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>The legacy instructions try, catch, catch_all, delegate and rethrow.</summary>
public sealed class LegacyExceptionTests
{
    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText("""
        (module
          (import "host" "act" (func $act (param i32) (result i32)))
          (tag $e (export "e") (param i32))
          (tag $pair (export "pair") (param i64 f64))
          (tag $none (export "none"))
          (table 1 funcref) (elem (i32.const 0) $throw)
          (type $t (func (param i32) (result i32)))
          (memory 1)
          (global $log (export "log") (mut i32) (i32.const 0))
          (func $note (param i32) (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (local.get 0))))

          ;; 0 returns, 1 to 3 throw, 4 traps
          (func $throw (export "throw") (param i32) (result i32)
            (if (i32.eq (local.get 0) (i32.const 1)) (then (throw $e (i32.const 42))))
            (if (i32.eq (local.get 0) (i32.const 2)) (then (throw $pair (i64.const 7) (f64.const 0.5))))
            (if (i32.eq (local.get 0) (i32.const 3)) (then (throw $none)))
            (if (i32.eq (local.get 0) (i32.const 4)) (then (unreachable)))
            (i32.const 100))

          (func (export "catch") (param i32) (result i32)
            (try (result i32)
              (do (call $throw (local.get 0)))
              (catch $e)
              (catch $pair (drop) (i32.wrap_i64))
              (catch_all (i32.const -1))))

          (func (export "catch_indirect") (param i32) (result i32)
            (try (result i32)
              (do (call_indirect (type $t) (local.get 0) (i32.const 0)))
              (catch $e)))

          (func (export "local") (param i32) (result i32)
            (try (result i32)
              (do (throw $e (local.get 0)))
              (catch $e (i32.const 1) (i32.add))
              (catch_all (i32.const -1))))

          ;; locals keep what the try's body gave them
          (func (export "locals") (param i32) (result i32) (local $x i32)
            (local.set $x (i32.const 1))
            (try
              (do
                (local.set $x (i32.const 2))
                (drop (call $throw (local.get 0)))
                (local.set $x (i32.const 3)))
              (catch_all))
            (local.get $x))

          (func $cleanup (param i32) (result i32)
            (try (result i32)
              (do (call $throw (local.get 0)))
              (catch_all
                (call $note (i32.const 1))
                ;; another exception comes and goes before the first is thrown again
                (try (do (drop (call $throw (i32.const 3)))) (catch $none (call $note (i32.const 2))))
                (rethrow 0))))
          (func (export "rethrow_all") (param i32) (result i32)
            (try (result i32)
              (do (call $cleanup (local.get 0)))
              (catch $e)
              (catch $pair (drop) (i32.wrap_i64))))

          ;; rethrow inside an inner try, which catches it, and again from the outer
          (func (export "rethrow_twice") (result i32)
            (try (result i32)
              (do
                (try (result i32)
                  (do (call $throw (i32.const 1)))
                  (catch $e
                    (call $note)
                    (try (do (rethrow 1)) (catch $e (call $note)))
                    (rethrow 0))))
              (catch $e (drop) (global.get $log))))

          (func (export "delegate") (param i32) (result i32)
            (try $outer (result i32)
              (do
                (try (result i32)
                  (do
                    (try (result i32)
                      (do (call $throw (local.get 0)))
                      (delegate $outer)))
                  (catch_all (i32.const -2))))
              (catch $e)))
          (func $away (param i32) (result i32)
            (try (result i32)
              (do (try (result i32) (do (call $throw (local.get 0))) (delegate 1)))
              (catch_all (i32.const -3))))
          (func (export "delegate_to_caller") (param i32) (result i32)
            (try (result i32) (do (call $away (local.get 0))) (catch $e)))

          ;; an exception thrown by a catch goes outside of its try
          (func (export "throw_in_catch") (result i32)
            (try (result i32)
              (do (try (result i32) (do (call $throw (i32.const 1))) (catch $e (throw $none) ) (catch $none (i32.const -4))))
              (catch $none (i32.const 5))))

          ;; no catch fits: the next function does
          (func $wrong (param i32) (result i32)
            (try (result i32) (do (call $throw (local.get 0))) (catch $none (i32.const -5))))
          (func (export "through") (param i32) (result i32)
            (try (result i32) (do (call $wrong (local.get 0))) (catch $e)))

          (func $deep (param i32)
            (if (i32.eqz (local.get 0)) (then (drop (call $throw (i32.const 1)))))
            (call $deep (i32.sub (local.get 0) (i32.const 1)))
            (i32.store (i32.const 0) (i32.const 1)))
          (func (export "deep") (param i32) (result i32)
            (try (result i32) (do (call $deep (local.get 0)) (i32.const 0)) (catch $e)))
          (func $endless (param i32) (call $endless (i32.add (local.get 0) (i32.const 1))) (i32.store (i32.const 0) (i32.const 1)))
          (func (export "exhaust") (result i32)
            (try (result i32) (do (call $endless (i32.const 0)) (i32.const 0)) (catch_all (i32.const -6))))

          (func (export "many") (param i32) (result i32) (local $sum i32)
            (loop $again
              (try (do (drop (call $throw (i32.const 1)))) (catch $e (local.set $sum (i32.add (local.get $sum)))))
              (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get $sum))
          (func (export "many_cleanups") (param i32) (result i32) (local $sum i32)
            (loop $again
              (try (do (drop (call $cleanup (i32.const 1)))) (catch $e (local.set $sum (i32.add (local.get $sum)))))
              (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get $sum))

          (func (export "host") (param i32) (result i32)
            (try (result i32)
              (do (call $act (local.get 0)))
              (catch $e (i32.const 1) (i32.add))))
          (func $host_uncaught (export "host_uncaught") (param i32) (result i32) (call $act (local.get 0)))
        )
        """));

    private static Instance Create(HostCall? act = null)
    {
        var imports = new ImportTable();
        imports.Define(
            "host", "act", HostFunction.Managed(new FunctionType([ValType.I32], [ValType.I32]), act ?? ((_, _) => { })));
        return GuestBuilder.Instantiate(Module.Value, imports);
    }

    private static int Call(Instance instance, string name, params Slot[] arguments) => instance.Invoke(name, arguments)[0].I32;

    [Fact]
    public void ACatchTakesItsTagAndReceivesTheValues()
    {
        var instance = Create();
        Assert.Equal([100, 42, 7, -1], Enumerable.Range(0, 4).Select(n => Call(instance, "catch", n)));
        Assert.Equal(42, Call(instance, "catch_indirect", 1));
        Assert.Equal(9, Call(instance, "local", 8));
        Assert.Equal([3, 2], new[] { 0, 1 }.Select(n => Call(instance, "locals", n)));
    }

    [Fact]
    public void TrapsAreNotCaught()
    {
        var instance = Create();
        var trap = Assert.Throws<WasmTrapException>(() => instance.Invoke("catch", 4));
        Assert.Equal(TrapCode.Unreachable, trap.Kind);
        GuestThread.Run(() => Assert.Equal(
            TrapCode.StackOverflow, Assert.Throws<WasmTrapException>(() => Create().Invoke("exhaust")).Kind));
    }

    [Fact]
    public void AnUncaughtExceptionArrivesWithTagValuesAndBacktrace()
    {
        var instance = Create();
        var thrown = Assert.Throws<WasmException>(() => instance.Invoke("throw", 2));
        Assert.Same(instance.Export("pair"), thrown.Tag);
        Assert.Equal((7L, 0.5), (thrown.Values[0].I64, thrown.Values[1].F64));
        Assert.Equal((TrapCode.UncaughtException, "MW0513"), (thrown.Kind, thrown.Code));
        Assert.Equal("throw", Assert.Single(thrown.Backtrace).Name);
        Assert.Equal(42, Call(instance, "catch", 1));
    }

    [Fact]
    public void RethrowThrowsWhatWasCaught()
    {
        var instance = Create();
        Assert.Equal([100, 42, 7], Enumerable.Range(0, 3).Select(n => Call(instance, "rethrow_all", n)));
        Assert.Equal(1212, ((Global)instance.Export("log")!).Value.I32);
        ((Global)instance.Export("log")!).Value = 0;
        // note 42, then 42 again: 42 * 10 + 42
        Assert.Equal(462, Call(instance, "rethrow_twice"));
        var thrown = Assert.Throws<WasmException>(() => instance.Invoke("rethrow_all", 3));
        Assert.Same(instance.Export("none"), thrown.Tag);
    }

    [Fact]
    public void DelegateSkipsTheTriesBetween()
    {
        var instance = Create();
        Assert.Equal(42, Call(instance, "delegate", 1));
        Assert.Same(instance.Export("none"), Assert.Throws<WasmException>(() => instance.Invoke("delegate", 3)).Tag);
        Assert.Equal(42, Call(instance, "delegate_to_caller", 1));
    }

    [Fact]
    public void WhatACatchThrowsOrNoCatchTakesGoesFurtherOut()
    {
        var instance = Create();
        Assert.Equal(5, Call(instance, "throw_in_catch"));
        Assert.Equal(42, Call(instance, "through", 1));
        Assert.Equal(-5, Call(instance, "through", 3));
    }

    [Fact]
    public void AnExceptionLeavesADeepRecursion() => GuestThread.Run(() =>
    {
        var instance = Create();
        Assert.Equal(42, Call(instance, "deep", 10_000));
        var trap = Assert.Throws<WasmTrapException>(() => instance.Invoke("deep", -1));
        Assert.Equal(TrapCode.StackOverflow, trap.Kind);
        Assert.Equal(42, Call(instance, "deep", 10));
    });

    [Fact]
    public void AHundredThousandExceptionsLeaveNothingBehind()
    {
        var instance = Create();
        Assert.Equal(4_200_000, Call(instance, "many", 100_000));
        Assert.Equal(0, instance.Store.Exceptions.Count);
        Assert.Equal(4_200_000, Call(instance, "many_cleanups", 100_000));
        Assert.InRange(instance.Store.Exceptions.Count, 1, 2 * Instances.ExceptionRecords.FewRecords);
    }

    [Fact]
    public void AnExceptionPassesThroughHostFunctions()
    {
        var instance = Create((caller, slots) =>
        {
            // 5 -> 4 -> ... -> 1: every level enters the guest again
            var name = slots[0].I32 > 1 ? "host_uncaught" : "throw";
            slots[0] = caller.Invoke(name, slots[0].I32 > 1 ? slots[0].I32 - 1 : 1)[0];
        });
        Assert.Equal(43, Call(instance, "host", 5));
        Assert.Equal(43, Call(instance, "host", 1));
        var thrown = Assert.Throws<WasmException>(() => instance.Invoke("host_uncaught", 3));
        Assert.Same(instance.Export("e"), thrown.Tag);
        Assert.Equal("throw", thrown.Backtrace[0].Name);
    }

    [Fact]
    public void AHostFunctionCanThrowIntoTheGuestAndCatchFromIt()
    {
        var caught = 0;
        var instance = Create((caller, slots) =>
        {
            if (slots[0].I32 == 0)
                throw new WasmException((Tag)caller.Export("e")!, 77);
            Assert.Equal(42, Assert.Throws<WasmException>(() => caller.Invoke("throw", 1)).Values[0].I32);
            caught++;
        });
        Assert.Equal(78, Call(instance, "host", 0));
        Assert.Equal(1, Call(instance, "host", 1));
        Assert.Equal(1, caught);
        var thrown = Assert.Throws<WasmException>(() => instance.Invoke("host_uncaught", 0));
        Assert.Equal("host_uncaught", thrown.Backtrace[^1].Name);
    }

    [Fact]
    public void AnExceptionOfTheHostIsNotTheGuestsToCatch()
    {
        var instance = Create((_, _) => throw new InvalidDataException("not for guests"));
        Assert.Throws<InvalidDataException>(() => instance.Invoke("host", 1));
    }
}
