using System.Runtime.InteropServices;
using MpiWasm.Image;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>
/// Images run in this process with a context made by hand, which also proves that compiler and layout agree. Nothing here traps: that
/// needs the runtime, whose tests cover it.
/// </summary>
public sealed unsafe class RunTests
{
    [WatFact]
    public void ResultsParametersMemoryGlobalsAndTablesAreWhereTheLayoutSays()
    {
        const string Wat = """
            (module
              (import "env" "host" (func $host (param i32 f64) (result f64)))
              (type $binary (func (param i32 i32) (result i32)))
              (memory 1) (table 2 funcref) (global $g (mut i64) (i64.const 5))
              (func $sub (type $binary) (i32.sub (local.get 0) (local.get 1)))
              (func $pair (param i32) (result i32 i64) (local.get 0) (i64.extend_i32_s (i32.mul (local.get 0) (i32.const 2))))
              (func (export "run") (param $at i32) (result i64)
                (local $low i32)
                (i32.store offset=4 (local.get $at) (i32.const 1000))
                (global.set $g (i64.add (global.get $g) (i64.const 1)))
                (table.set 0 (i32.const 1) (ref.func $sub))
                (call $pair (i32.const 21))     ;; 21, 42
                (i64.add (global.get $g))       ;; 21, 48
                (i64.add (i64.extend_i32_s (call_indirect (type $binary) (i32.load offset=4 (local.get $at)) (i32.const 1) (i32.const 1))))   ;; 21, 1047
                (i64.add (i64.trunc_f64_s (call $host (i32.const 3) (f64.const 0.5))))    ;; 21, 1050
                (local.set $low (i32.wrap_i64)) (local.set $low (i32.add (local.get $low)))
                (i64.extend_i32_u (local.get $low)))
              (elem declare func $sub))
            """;
        using var guest = new Guest(Wat);
        using var instance = new HandMadeInstance(guest);
        instance.SetImport(0, (nint)(delegate* unmanaged<void*, int, double, double>)&Host);
        // 21 + (42 + 6 + (1000 - 1) + 3)
        Assert.Equal(1071, instance.Call(3, 16));
        Assert.Equal(1000, ((int*)instance.Memory)[5]);
        Assert.Equal(6, *(long*)(instance.Context + guest.Layout.Global(0)));
    }

    [UnmanagedCallersOnly]
    private static double Host(void* context, int a, double b) => ((HostContext*)context)->Instance is not null ? a + b : -1000;

    [WatFact]
    public void FloatsKeepTheRulesOfTheSpecification()
    {
        // Each line: an expression over f32 parameter bits, what comes out. 7fa00000 is a signalling NaN, 7fe00000 the same quieted.
        (string Body, uint In, uint Out)[] cases =
        [
            ("(local.get 0)", 0x7FA00000, 0x7FA00000),
            ("(f32.mul (local.get 0) (f32.const 1))", 0x7FA00000, 0x7FE00000),
            ("(f32.div (local.get 0) (f32.const 1))", 0x7FA00000, 0x7FE00000),
            ("(f32.sub (local.get 0) (f32.const 0))", 0x7FA00000, 0x7FE00000),
            ("(f32.add (local.get 0) (f32.const -0))", 0x7FA00000, 0x7FE00000),
            ("(f32.demote_f64 (f64.promote_f32 (local.get 0)))", 0x7FA00000, 0x7FE00000),
            ("(f32.neg (local.get 0))", 0x7FA00000, 0xFFA00000),
            ("(f32.abs (local.get 0))", 0xFFA00000, 0x7FA00000),
            ("(f32.copysign (local.get 0) (f32.const -1))", 0x7FA00000, 0xFFA00000),
            ("(f32.min (local.get 0) (f32.const 0))", 0x80000000, 0x80000000),
            ("(f32.max (local.get 0) (f32.const 0))", 0x80000000, 0x00000000),
            ("(f32.min (local.get 0) (f32.const 0))", 0x7FA00000, 0x7FE00000),
            ("(f32.nearest (local.get 0))", 0x40200000, 0x40000000),     // 2.5 -> 2
            ("(f32.nearest (local.get 0))", 0xBF000000, 0x80000000),     // -0.5 -> -0
            ("(f32.sqrt (local.get 0))", 0x80000000, 0x80000000),
            ("(f32.convert_i32_u (i32.reinterpret_f32 (local.get 0)))", 0xFFFFFFFF, 0x4F800000),
            ("(f32.reinterpret_i32 (i32.trunc_sat_f32_s (local.get 0)))", 0x7FA00000, 0),
            ("(f32.reinterpret_i32 (i32.trunc_sat_f32_s (local.get 0)))", 0x4F800000, 0x7FFFFFFF),
            ("(f32.reinterpret_i32 (i32.trunc_f32_s (local.get 0)))", 0xCF000000, 0x80000000),   // exactly -2^31 does not trap
            ("(f32.reinterpret_i32 (i32.trunc_f32_u (local.get 0)))", 0xBF7FFFFF, 0),            // just above -1 does not trap
            ("(f32.reinterpret_i32 (i32.rotl (i32.reinterpret_f32 (local.get 0)) (i32.const 33)))", 0x80000001, 3),
            ("(f32.reinterpret_i32 (i32.shl (i32.const 1) (i32.reinterpret_f32 (local.get 0))))", 33, 2),
            ("(f32.reinterpret_i32 (i32.clz (i32.reinterpret_f32 (local.get 0))))", 0, 32),
            ("(f32.reinterpret_i32 (i32.rem_s (i32.reinterpret_f32 (local.get 0)) (i32.const -1)))", 0x80000000, 0),
            ("(f32.reinterpret_i32 (i32.extend8_s (i32.reinterpret_f32 (local.get 0))))", 0x80, 0xFFFFFF80),
        ];
        var functions = string.Concat(cases.Select((c, i) => $"(func (export \"f{i}\") (param f32) (result f32) {c.Body})"));
        using var guest = new Guest($"(module {functions})");
        using var instance = new HandMadeInstance(guest);
        for (var i = 0; i < cases.Length; i++)
        {
            var actual = (uint)instance.Call(i, cases[i].In);
            Assert.True(cases[i].Out == actual, $"{cases[i].Body} of {cases[i].In:x8} is {actual:x8}, not {cases[i].Out:x8}");
        }
    }

    [WatFact]
    public void ControlFlowTakesTheRightWay()
    {
        const string Wat = """
            (module
              (func (export "table") (param i32) (result i32)
                (block $c (result i32) (block $b (result i32) (block $a (result i32)
                  (i32.const 7) (local.get 0) (br_table $a $b $a $c))
                  (i32.const 10) (i32.add) (br $c))
                  (i32.const 20) (i32.add)))
              (func (export "loop") (param i32) (result i32)
                (i32.const 0) (local.get 0)
                (loop $l (param i32 i32) (result i32)
                  (local.set 0) (i32.add (local.get 0))
                  (if (param i32) (result i32) (i32.gt_s (local.get 0) (i32.const 1))
                    (then (i32.sub (local.get 0) (i32.const 1)) (br $l)))))
              (func (export "dead") (param i32) (result i32)
                (block (result i32) (br 0 (i32.const 5)) (loop (br 0)) (if (result i32) (i32.const 1) (then (i32.const 2)) (else (unreachable)))))
              (func (export "early") (param i32) (result i32)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
                (i32.const 2)))
            """;
        using var guest = new Guest(Wat);
        using var instance = new HandMadeInstance(guest);
        // 0: out of $a with 7, +10, out of $c; 1: out of $b, +20; 2 as 0; 3 and beyond: out of $c
        Assert.Equal([17, 27, 17, 7, 7], new long[] { 0, 1, 2, 3, -1 }.Select(i => (long)(int)instance.Call(0, i)));
        Assert.Equal(5050, instance.Call(1, 100));
        Assert.Equal(5, instance.Call(2, 0));
        Assert.Equal(1, instance.Call(3, 0));
        Assert.Equal(2, instance.Call(3, 9));
    }
}
