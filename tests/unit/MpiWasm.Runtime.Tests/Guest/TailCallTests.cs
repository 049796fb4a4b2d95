using MpiWasm.Compiler;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>Tail calls take no stack: three million of them on a stack of 1 MiB, which holds some ten thousand frames.</summary>
public sealed class TailCallTests
{
    private const int Count = 3_000_000;

    /// <summary>
    /// Parameters beyond every machine's registers, more on one side than on the other, so that the callee's arguments take
    /// another amount of stack than the caller's.
    /// </summary>
    private const string Text = """
        (module
          (import "host" "step" (func $step (param i32) (result i32)))
          (import "host" "pair" (func $pair (param i32) (result i32 i64)))
          (type $one (func (param i32 i64) (result i64)))
          (table 4 4 funcref)
          (elem (i32.const 0) $even $odd $down)
          (func $even (export "even") (type $one)
            (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
            (return_call $odd (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 3))))
          (func $odd (export "odd") (type $one)
            (if (i32.eqz (local.get 0)) (then (return (i64.const -1))))
            (return_call_indirect (type $one) (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (i32.const 0)))
          (func $down (export "down") (type $one)
            (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
            (return_call $many (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (f64.const 1) (f64.const 2) (f64.const 3) (f64.const 4) (f64.const 5) (f64.const 6)
              (f64.const 7) (f64.const 8) (f64.const 9) (f64.const 10) (i64.const 11) (i64.const 12) (i64.const 13) (i64.const 14) (i64.const 15) (i32.const 16)))
          (func $many (param i32 i64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 i64 i64 i64 i64 i64 i32) (result i64)
            (return_call_indirect (type $one) (local.get 0)
              (i64.add (local.get 1) (i64.add (i64.trunc_f64_s (f64.add (local.get 2) (local.get 11))) (i64.add (local.get 16) (i64.extend_i32_s (local.get 17)))))
              (i32.const 2)))
          (func (export "hosts") (param i32) (result i32)
            (local $sum i32)
            (loop $again
              (local.set $sum (i32.add (local.get $sum) (call $tail (local.get 0))))
              (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get $sum))
          (func $tail (param i32) (result i32) (return_call $step (local.get 0)))
          (func $pairs (export "pairs") (param i32 i32) (result i32 i64)
            (if (i32.eqz (local.get 0)) (then (return_call $pair (local.get 1))))
            (return_call $pairs (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1))))
          (func (export "sum") (param i32) (result i64) (local i64)
            (call $pairs (local.get 0) (i32.const 5)) (local.set 1) (i64.extend_i32_s) (i64.add (local.get 1)))
          (func (export "recursion") (param i32) (result i32)
            (i32.add (call $recursion (local.get 0)) (i32.const 1)))
          (func $recursion (param i32) (result i32) (i32.add (call $recursion (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
          (func (export "wrong type") (result i32) (return_call_indirect (result i32) (i32.const 0)))
          (func (export "null") (result i32) (return_call_indirect (result i32) (i32.const 3)))
          (func (export "beyond") (result i32) (return_call_indirect (result i32) (i32.const 4))))
        """;

    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText(Text));

    private static Instance Create(int level, HostCall? step = null)
    {
        var imports = new ImportTable();
        imports.Define(
            "host",
            "step",
            HostFunction.Managed(
                new FunctionType([ValType.I32], [ValType.I32]), step ?? ((_, slots) => slots[0] = 2 * slots[0].I32)));
        imports.Define("host", "pair", HostFunction.Managed(new FunctionType(
            [ValType.I32], [ValType.I32, ValType.I64]), (_, slots) =>
        {
            slots[1] = 1000L * slots[0].I32;
            slots[0] = -slots[0].I32;
        }));
        return GuestBuilder.Instantiate(Module.Value, imports, options: new CompileOptions { OptimizationLevel = level });
    }

    private static void OnSmallStack(Action action) => GuestThread.Run(action, 1 << 20);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void CallsOfOtherFunctionsDirectAndIndirectTakeNoStack(int level) => OnSmallStack(() =>
    {
        var instance = Create(level);
        Assert.Equal(3L * Count / 2, instance.Invoke("even", Count, 0L)[0].I64);
        Assert.Equal(-1L, instance.Invoke("odd", Count, 0L)[0].I64);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void CallsWithMoreArgumentsThanTheCallerHasTakeNoStack(int level) => OnSmallStack(() =>
        Assert.Equal((1L + 10 + 15 + 16) * Count, Create(level).Invoke("down", Count, 0L)[0].I64));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void CallsOfTheHostReturnWhatTheHostReturns(int level) => OnSmallStack(() =>
        Assert.Equal(1000 * 1001, Create(level).Invoke("hosts", 1000)[0].I32));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void SeveralResultsPass(int level) => OnSmallStack(() =>
        Assert.Equal(999L * (Count + 5), Create(level).Invoke("sum", Count)[0].I64));

    [Fact]
    public void AnExceptionOfTheHostPassesATailCall()
    {
        var instance = Create(3, (_, _) => throw new InvalidDataException("from the host"));
        Assert.Throws<InvalidDataException>(() => instance.Invoke("hosts", 1));
    }

    [Fact]
    public void OrdinaryRecursionStillOverflows() => OnSmallStack(() =>
    {
        var trap = Assert.Throws<WasmTrapException>(() => Create(3).Invoke("recursion", 1));
        Assert.Equal(TrapCode.StackOverflow, trap.Kind);
        Assert.Equal("recursion", trap.Backtrace[0].Name);
    });

    [Fact]
    public void AnIndirectTailCallIsChecked()
    {
        var instance = Create(3);
        Assert.Equal(TrapCode.IndirectCallTypeMismatch, Assert.Throws<WasmTrapException>(() => instance.Invoke("wrong type")).Kind);
        Assert.Equal(TrapCode.UninitializedElement, Assert.Throws<WasmTrapException>(() => instance.Invoke("null")).Kind);
        Assert.Equal(TrapCode.UndefinedElement, Assert.Throws<WasmTrapException>(() => instance.Invoke("beyond")).Kind);
    }

    /// <summary>Two instances that call each other, one through an import and one through a table, with two results each.</summary>
    [Fact]
    public void CallsBetweenInstancesTakeNoStack() => OnSmallStack(() =>
    {
        using var store = new Store();
        var imports = new ImportTable();
        var first = GuestBuilder.Instantiate(
            GuestBuilder.FromText("""
                (module
                  (type $t (func (param i32 i64) (result i64 i32)))
                  (table (export "table") 1 funcref)
                  (func (export "ping") (type $t)
                    (if (i32.eqz (local.get 0)) (then (return (local.get 1) (i32.const 7))))
                    (return_call_indirect (type $t) (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 1)) (i32.const 0))))
                """), imports, store);
        imports.Define("first", first);
        var second = GuestBuilder.Instantiate(
            GuestBuilder.FromText("""
                (module
                  (type $t (func (param i32 i64) (result i64 i32)))
                  (import "first" "ping" (func $ping (type $t)))
                  (import "first" "table" (table 1 funcref))
                  (elem (i32.const 0) $pong)
                  (func $pong (export "pong") (type $t)
                    (return_call $ping (local.get 0) (i64.add (local.get 1) (i64.const 10)))))
                """), imports, store);
        var results = second.Invoke("pong", Count, 0L);
        Assert.Equal(11L * Count + 10, results[0].I64);
        Assert.Equal(7, results[1].I32);
        results = first.Invoke("ping", Count, 0L);
        Assert.Equal((11L * Count, 7), (results[0].I64, results[1].I32));
    });

    /// <summary>Code with tail calls and code without meet in a table, in both directions.</summary>
    [Fact]
    public void AModuleWithoutTailCallsIsCalledAndCalls()
    {
        using var store = new Store();
        var imports = new ImportTable();
        var plain = GuestBuilder.Instantiate(
            GuestBuilder.FromText("""
                (module
                  (type $t (func (param i32 f64) (result f64 i32)))
                  (table (export "table") 2 funcref)
                  (elem (i32.const 0) $double)
                  (func $double (export "double") (type $t) (f64.mul (local.get 1) (f64.const 2)) (i32.add (local.get 0) (i32.const 1)))
                  (func (export "call") (type $t) (call_indirect (type $t) (local.get 0) (local.get 1) (i32.const 1))))
                """), imports, store);
        imports.Define("plain", plain);
        _ = GuestBuilder.Instantiate(
            GuestBuilder.FromText("""
                (module
                  (type $t (func (param i32 f64) (result f64 i32)))
                  (import "plain" "double" (func $double (type $t)))
                  (import "plain" "table" (table 2 funcref))
                  (elem (i32.const 1) $tail)
                  (func $tail (type $t)
                    (if (i32.gt_s (local.get 0) (i32.const 5)) (then (return_call $double (local.get 0) (local.get 1))))
                    (return_call_indirect (type $t) (local.get 0) (f64.add (local.get 1) (f64.const 1)) (i32.const 0))))
                """), imports, store);
        var results = plain.Invoke("call", 5, 1.5);
        Assert.Equal((5.0, 6), (results[0].F64, results[1].I32));
        results = plain.Invoke("call", 6, 1.5);
        Assert.Equal((3.0, 7), (results[0].F64, results[1].I32));
    }
}
