using System.Runtime.CompilerServices;
using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>What arrives at the outer call when something goes wrong inside.</summary>
public sealed class TrapTests : IDisposable
{
    private readonly Store _store = new(Guest.Engine);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_trap_is_an_exception_with_kind_and_backtrace_and_the_instance_stays_usable()
    {
        var instance = Guest.Instantiate(_store, """
            (module
              (memory 1)
              (func $inner (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
              (func $outer (export "divide") (param i32) (result i32) (call $inner (local.get 0)))
              (func (export "peek") (param i32) (result i32) (i32.load (local.get 0)))
              (func (export "forever") (call $forever)) (func $forever (call $forever) (call $forever)))
            """);
        var divide = instance.GetFunction<int, int>("divide")!;
        var trap = Assert.Throws<WasmTrapException>(() => divide(0));
        Assert.Equal(TrapCode.IntegerDivideByZero, trap.Kind);
        Assert.Equal("MW0502", trap.Code);
        Assert.Equal(["inner", "outer"], trap.Backtrace.Select(f => f.Name));
        Assert.All(trap.Backtrace, f => Assert.Equal("test.wasm", f.Module));
        Assert.Equal(1, divide(1));
        Assert.Equal(0xFFFF0000, Assert.Throws<WasmTrapException>(() => instance.GetFunction<uint, int>("peek")!(0xFFFF0000)).Address);
        Assert.Equal(TrapCode.StackOverflow, Assert.Throws<WasmTrapException>(() => instance.GetAction("forever")!()).Kind);
        Assert.Equal(-1, divide(-1));
    }

    [Fact]
    public void An_exception_of_a_host_function_passes_through_the_guest_as_it_is()
    {
        var thrown = new TimeoutException("from the host");
        var instance = Guest.Instantiate(_store, Reenter, linker => linker.Define("env", "act", Fail));
        var caught = Assert.Throws<TimeoutException>(() => instance.GetAction("run")!());
        Assert.Same(thrown, caught);
        Assert.Contains(nameof(Fail), caught.StackTrace, StringComparison.Ordinal);

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Fail() => throw thrown;
    }

    [Fact]
    public void A_host_function_can_call_the_guest_again_and_catch_what_it_does()
    {
        var instance = Guest.Instantiate(_store, Reenter, linker => linker.Define("env", "act", (Caller caller) =>
        {
            Assert.Equal(TrapCode.Unreachable, Assert.Throws<WasmTrapException>(() => caller.Instance.Invoke("fail")).Kind);
        }));
        instance.GetAction("run")!();
        Assert.Equal(1, instance.GetGlobal("runs")!.Value.AsInt32());
    }

    [Fact]
    public void An_exception_a_guest_throws_and_nobody_catches_is_a_WasmException()
    {
        var instance = Guest.Instantiate(_store, """(module (tag $t (param i32)) (func (export "run") (throw $t (i32.const 9))))""");
        var error = Assert.Throws<WasmException>(() => instance.Invoke("run"));
        Assert.Equal("MW0513", error.Code);
        Assert.Equal(9, Assert.Single(error.Values).I32);
    }

    [Fact]
    public void A_trap_in_the_start_function_is_thrown_by_Instantiate()
    {
        var calls = 0;
        var error = Assert.Throws<WasmTrapException>(() => Guest.Instantiate(
            _store,
            """(module (import "env" "begin" (func $begin (param i32))) (memory 1) (start $start) (func $start (call $begin (i32.const 7)) unreachable))""",
            linker => linker.Define("env", "begin", (Caller caller, int x) => { calls += x + (int)caller.Memory.Pages; })));
        Assert.Equal(TrapCode.Unreachable, error.Kind);
        Assert.Equal(8, calls);
    }

    [Fact]
    public void An_invalid_module_is_refused_with_the_place()
    {
        Assert.Equal("MW0101", Assert.ThrowsAny<WasmModuleException>(() => Guest.Engine.Compile([1, 2, 3])).Code);
        // (module (func (result i32))): a body without a value.
        var invalid = Assert.Throws<WasmValidationException>(() => Guest.Engine.Compile(
            [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7F, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0B]));
        Assert.Equal("MW0102", invalid.Code);
        Assert.Equal("code", invalid.Place.Section);
    }

    private const string Reenter = """
        (module
          (import "env" "act" (func $act))
          (global $runs (export "runs") (mut i32) (i32.const 0))
          (func (export "fail") unreachable)
          (func (export "run") (call $act) (global.set $runs (i32.add (global.get $runs) (i32.const 1)))))
        """;
}
