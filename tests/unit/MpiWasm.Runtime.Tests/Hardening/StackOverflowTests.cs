using MpiWasm.Compiler;
using MpiWasm.Image;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests.Hardening;

/// <summary>Whatever uses the stack up, it is a trap, and the same thread and instance go on afterwards.</summary>
public sealed class StackOverflowTests
{
    private const int StackSize = 1 << 20;

    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText($$"""
        (module
          (import "host" "reenter" (func $reenter (param i32) (result i32)))
          (import "host" "callback" (func $callback (param funcref i32) (result i32)))
          (type $t (func (param i32) (result i32)))
          (memory 1)
          (table $table 1 1 funcref)
          (elem (i32.const 0) $indirect)
          (elem declare func $direct $huge)
          (tag $e)
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func $direct (export "direct") (type $t) (i32.add (call $direct (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
          (func $ping (export "mutual") (type $t) (i32.mul (call $pong (local.get 0)) (i32.const 3)))
          (func $pong (type $t) (i32.add (call $ping (i32.xor (local.get 0) (i32.const 5))) (i32.const 1)))
          (func $indirect (export "indirect") (type $t) (i32.add (call_indirect (type $t) (local.get 0) (i32.const 0)) (i32.const 1)))
          (func (export "reentry") (type $t) (i32.add (call $reenter (local.get 0)) (i32.const 1)))
          (func (export "callback") (type $t) (i32.add (call $callback (ref.func $direct) (local.get 0)) (i32.const 1)))
          (func (export "huge in a callback") (type $t) (i32.add (call $callback (ref.func $huge) (local.get 0)) (i32.const 1)))
          ;; the callback comes when most of the stack is in use already
          (func $deep (export "callback from the deep") (type $t)
            (if (result i32) (i32.lt_u (local.get 0) (i32.const 10000))
              (then (i32.add (call $deep (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
              (else (call $callback (ref.func $direct) (local.get 0)))))
          (func $builtin (export "builtin") (type $t) (i32.add (call $builtin (memory.grow (i32.const 0))) (i32.const 1)))
          (func $library (export "library function") (type $t)
            (memory.fill (local.get 0) (i32.const 0) (i32.const 5000))
            (i32.add (call $library (i32.const 100)) (i32.const 1)))
          (func $guarded (export "in a try") (type $t)
            (try (result i32) (do (i32.add (call $guarded (local.get 0)) (i32.const 1))) (catch_all (i32.const -1))))
          (func $thrower (export "throwing") (type $t)
            (try (do (throw $e)) (catch $e))
            (i32.add (call $thrower (local.get 0)) (i32.const 1)))
          {{Huge("$huge", "huge", 1500)}})
        """));

    /// <summary>
    /// A function whose locals all stay alive over the call of itself: 8 bytes of frame each, more than the guard below the stack has.
    /// </summary>
    private static string Huge(string name, string export, int locals) => $"""
        (func {name} (export "{export}") (type $t) (local {string.Join(' ', Enumerable.Repeat("i64", locals))})
          {string.Concat(Enumerable.Range(1, locals).Select(i => $"(local.set {i} (i64.load (i32.const {i % 8000})))\n"))}
          (drop (call {name} (local.get 0)))
          {string.Concat(Enumerable.Range(1, locals).Select(i => $"(i64.store (i32.const {i % 8000}) (local.get {i}))\n"))}
          (i32.const 0))
        """;

    [Theory]
    [InlineData("direct")]
    [InlineData("mutual")]
    [InlineData("indirect")]
    [InlineData("reentry")]
    [InlineData("callback")]
    [InlineData("callback from the deep")]
    [InlineData("huge")]
    [InlineData("huge in a callback")]
    [InlineData("builtin")]
    [InlineData("library function")]
    [InlineData("in a try")]
    [InlineData("throwing")]
    public void EveryWayToTheEndOfTheStackIsATrapAndTheThreadGoesOn(string path) => GuestThread.Run(
        () =>
        {
            using var store = new Store();
            var instance = GuestBuilder.Instantiate(Module.Value, Imports(), store, new CompileOptions { OptimizationLevel = 1 });
            for (var i = 0; i < 3; i++)
            {
                var trap = Assert.Throws<WasmTrapException>(() => instance.Invoke(path, 1));
                Assert.Equal(TrapCode.StackOverflow, trap.Kind);
                Assert.NotEmpty(trap.Backtrace);
                Assert.Equal(5, instance.Invoke("add", 2, 3)[0].I32);
            }
        },
        StackSize);

    private static unsafe ImportTable Imports()
    {
        var type = new FunctionType([ValType.I32], [ValType.I32]);
        var imports = new ImportTable();
        imports.Define("host", "reenter", HostFunction.Managed(type, (caller, slots) => slots[0] = caller.Invoke("reentry", slots[0])[0]));
        imports.Define("host", "callback", HostFunction.Managed(new FunctionType(
            [ValType.FuncRef, ValType.I32], [ValType.I32]),
            (_, slots) => slots[0] = GuestFunction.FromRecord((FunctionRecord*)slots[0].U64).Invoke(slots[1])[0]));
        return imports;
    }
}
