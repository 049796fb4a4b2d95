using MpiWasm.Embedding.Types;
using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>Exported functions as delegates, and delegates as imports.</summary>
public sealed class TypedFunctionTests : IDisposable
{
    private const string Identities = """
        (module
          (func (export "i32") (param i32) (result i32) (local.get 0))
          (func (export "i64") (param i64) (result i64) (local.get 0))
          (func (export "f32") (param f32) (result f32) (local.get 0))
          (func (export "f64") (param f64) (result f64) (local.get 0))
          (func (export "v128") (param v128) (result v128) (local.get 0))
          (func (export "funcref") (param funcref) (result funcref) (local.get 0))
          (func (export "externref") (param externref) (result externref) (local.get 0))
          (func (export "swap") (param i32 f64) (result f64 i32) (local.get 1) (local.get 0)))
        """;

    private readonly Store _store = new(Guest.Engine);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Values_of_every_type_go_in_and_come_out_unchanged()
    {
        var instance = Guest.Instantiate(_store, Identities);
        Assert.Equal(int.MinValue, instance.GetFunction<int, int>("i32")!(int.MinValue));
        Assert.Equal(uint.MaxValue, instance.GetFunction<uint, uint>("i32")!(uint.MaxValue));
        Assert.Equal(long.MinValue, instance.GetFunction<long, long>("i64")!(long.MinValue));
        Assert.Equal(ulong.MaxValue, instance.GetFunction<ulong, ulong>("i64")!(ulong.MaxValue));
        Assert.Equal(1.1f, instance.GetFunction<float, float>("f32")!(1.1f));
        Assert.Equal(-0.1, instance.GetFunction<double, double>("f64")!(-0.1));
        var vector = new UInt128(0x0123456789ABCDEF, 0xFEDCBA9876543210);
        Assert.Equal(vector, instance.GetFunction<UInt128, UInt128>("v128")!(vector));
        Assert.Equal(nint.MaxValue, instance.GetFunction<nint, nint>("externref")!(nint.MaxValue));
        var function = instance.GetFunction("i32");
        Assert.Equal(function, instance.GetFunction<Function?, Function?>("funcref")!(function));
        Assert.Null(instance.GetFunction<Function?, Function?>("funcref")!(null));
    }

    [Fact]
    public void Untyped_calls_take_and_return_values_of_every_type()
    {
        var instance = Guest.Instantiate(_store, Identities);
        foreach (var value in (Value[])[
            -5, 5_000_000_000, 1.5f, -2.5, new UInt128(1, 2), instance.GetFunction("i64"), Value.OfExternal(77),
        ])
            Assert.Equal(value, Assert.Single(instance.Invoke(Describe.Name(value.Kind), value)));
        Assert.Equal([2.5, 7], instance.Invoke("swap", 7, 2.5));
    }

    [Fact]
    public void Delegates_have_up_to_eight_parameters()
    {
        var instance = Guest.Instantiate(_store, """
            (module
              (import "env" "sum" (func $sum (param i32 i64 f32 f64 i32 i64 f32 f64) (result f64)))
              (import "env" "note" (func $note (param i32 i64 f32 f64 i32 i64 f32 f64)))
              (func (export "sum") (param i32 i64 f32 f64 i32 i64 f32 f64) (result f64)
                (call $sum (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6) (local.get 7)))
              (func (export "note") (param i32 i64 f32 f64 i32 i64 f32 f64)
                (call $note (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6) (local.get 7))))
            """, linker =>
        {
            linker.Define(
                "env",
                "sum",
                (int a, long b, float c, double d, uint e, ulong f, float g, double h) => a + (10.0 * b) + (100 * c) + (1000 * d)
                    + (1e4 * e) + (1e5 * f) + (1e6 * g) + (1e7 * h));
            linker.Define(
                "env",
                "note",
                (Caller caller, int a, long b, float c, double d, int e, long f, float g, double h) => Assert.Equal(
                    (1, 2L, 3f, 4.0, 5, 6L, 7f, 8.0), (a, b, c, d, e, f, g, h)));
        });
        Assert.Equal(
            87654321.0, instance.GetFunction<int, long, float, double, uint, ulong, float, double, double>("sum")!(1, 2, 3, 4, 5, 6, 7, 8));
        instance.GetAction<int, long, float, double, int, long, float, double>("note")!(1, 2, 3, 4, 5, 6, 7, 8);
    }

    [Fact]
    public void A_host_function_has_any_shape()
    {
        var calls = new List<string>();
        var instance = Guest.Instantiate(_store, """
            (module
              (import "env" "nothing" (func $nothing))
              (import "env" "answer" (func $answer (result i32)))
              (import "env" "log" (func $log (param i32)))
              (import "env" "scale" (func $scale (param f64) (result f64)))
              (import "env" "who" (func $who (result i64)))
              (import "env" "pair" (func $pair (param i32) (result i32 i64)))
              (memory (export "memory") 1)
              (data (i32.const 8) "\2a")
              (func (export "run") (result f64)
                call $nothing
                call $answer call $log
                (call $scale (f64.convert_i64_s (call $who))))
              (func (export "pair") (result i64) (local i64)
                (call $pair (i32.const 20)) local.set 0 i64.extend_i32_s local.get 0 i64.add))
            """, linker =>
        {
            linker.Define("env", "nothing", () => calls.Add("nothing"));
            linker.Define("env", "answer", () => 42);
            linker.Define("env", "log", (int x) => calls.Add($"log {x}"));
            linker.Define("env", "scale", (double x) => x * 1.5);
            linker.Define("env", "who", (Caller caller) => (long)caller.Memory.Read<int>(8));
            linker.Define("env", "pair", new FunctionType([ValueKind.I32], [ValueKind.I32, ValueKind.I64]), (caller, arguments, results) =>
            {
                results[0] = arguments[0].AsInt32() + 1;
                results[1] = 10L * arguments[0].AsInt32();
            });
        });
        Assert.Equal(63.0, instance.GetFunction<double>("run")!());
        Assert.Equal(221, instance.GetFunction<long>("pair")!());
        Assert.Equal(["nothing", "log 42"], calls);
    }

    [Fact]
    public void A_function_that_is_not_there_is_null()
    {
        var instance = Guest.Instantiate(_store, Identities);
        Assert.Null(instance.GetFunction("nowhere"));
        Assert.Null(instance.GetFunction<int>("nowhere"));
        Assert.Null(instance.GetAction("nowhere"));
        Assert.Equal("MW0404", Assert.Throws<LinkException>(() => instance.Invoke("nowhere")).Code);
    }

    [Fact]
    public void A_function_of_another_type_is_an_error_that_shows_both_types()
    {
        var instance = Guest.Instantiate(_store, Identities);
        var error = Assert.Throws<LinkException>(() => instance.GetFunction<int, long>("i32"));
        Assert.Equal("MW0407", error.Code);
        Assert.Contains("(i32) -> (i32)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(i32) -> (i64)", error.Message, StringComparison.Ordinal);
        Assert.Equal("MW0407", Assert.Throws<LinkException>(() => instance.GetAction<int>("i32")).Code);
    }

    [Fact]
    public void A_delegate_of_a_type_that_WebAssembly_has_not_is_refused()
    {
        var linker = new Linker(Guest.Engine);
        Assert.Contains(
            "System.String",
            Assert.Throws<ArgumentException>(() => linker.Define("env", "log", (string text) => { })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => linker.Define("env", "now", () => DateTime.UnixEpoch));
        var instance = Guest.Instantiate(_store, Identities);
        Assert.Throws<ArgumentException>(() => instance.GetFunction<short, short>("i32"));
    }

    [Fact]
    public void Wrong_values_are_refused_before_the_call()
    {
        var instance = Guest.Instantiate(_store, Identities);
        Assert.Contains(
            "takes 1 arguments, not 2",
            Assert.Throws<ArgumentException>(() => instance.Invoke("i32", 1, 2)).Message,
            StringComparison.Ordinal);
        Assert.Contains("i32", Assert.Throws<ArgumentException>(() => instance.Invoke("i32", 1L)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => instance.Invoke("i32", 1)[0].AsInt64());
    }

    [Fact]
    public void Imports_that_are_missing_or_of_another_type_are_told_when_linking()
    {
        const string Module = """(module (import "env" "log" (func (param i32))))""";
        var missing = Assert.Throws<LinkException>(() => Guest.Instantiate(_store, Module));
        Assert.Equal("MW0401", missing.Code);
        Assert.Contains("test.wasm imports env.log", missing.Message, StringComparison.Ordinal);
        var other = Assert.Throws<LinkException>(() => Guest.Instantiate(
            _store, Module, linker => linker.Define("env", "log", (long x) => { })));
        Assert.Equal("MW0402", other.Code);
        Assert.Contains("it wants function (i32) -> (), but it is function (i64) -> ()", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_of_the_wrong_kind_is_the_host_functions_error()
    {
        var instance = Guest.Instantiate(_store,
            """(module (import "env" "f" (func $f (result i32))) (func (export "run") (result i32) (call $f)))""",
            linker => linker.Define("env", "f", new FunctionType([], [ValueKind.I32]), (_, _, results) => results[0] = 1L));
        Assert.Throws<ArgumentException>(() => instance.Invoke("run"));
    }
}
