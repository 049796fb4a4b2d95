using MpiWasm.Compiler;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests.Hardening;

/// <summary>Traps of every kind, ten thousand in a row, while the garbage collector stops the thread wherever it happens to be.</summary>
[Trait("Speed", "Slow")]
public sealed class TrapCycleTests
{
    private static readonly (string Function, TrapCode Kind)[] Kinds =
    [
        ("unreachable", TrapCode.Unreachable), ("divide", TrapCode.IntegerDivideByZero), ("truncate", TrapCode.InvalidConversionToInteger),
        ("load", TrapCode.OutOfBoundsMemoryAccess), ("store", TrapCode.OutOfBoundsMemoryAccess), ("clear",
            TrapCode.OutOfBoundsMemoryAccess), ("fill", TrapCode.OutOfBoundsMemoryAccess),
        ("init", TrapCode.OutOfBoundsMemoryAccess), ("get", TrapCode.OutOfBoundsTableAccess), ("undefined",
            TrapCode.UndefinedElement), ("null", TrapCode.UninitializedElement),
        ("mismatch", TrapCode.IndirectCallTypeMismatch), ("nested", TrapCode.OutOfBoundsMemoryAccess),
    ];

    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText("""
        (module
          (import "host" "nested" (func $nested))
          (import "host" "fail" (func $fail))
          (import "host" "null" (func $null))
          (memory (export "memory") 1)
          (data $d "abc")
          (table 2 funcref)
          (type $v (func))
          (func $one (result i32) (i32.const 1))
          (elem (i32.const 0) $one)
          (tag $e (param i32))
          (func (export "unreachable") unreachable)
          (func (export "divide") (drop (i32.div_s (i32.const 1) (i32.load (i32.const 0)))))
          (func (export "truncate") (drop (i32.trunc_f64_s (f64.const nan))))
          (func (export "load") (drop (i32.load (i32.const -4))))
          (func (export "store") (i32.store (i32.const 65536) (i32.const 1)))
          ;; becomes a call of libc's memset, which faults
          (func (export "clear") (local $p i32)
            (local.set $p (i32.const 60000))
            (loop $l
              (i32.store8 (local.get $p) (i32.const 0))
              (br_if $l (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 1))) (i32.const 70000)))))
          (func (export "fill") (memory.fill (i32.const 65530) (i32.const 0) (i32.const 7)))
          (func (export "init") (memory.init $d (i32.const 0) (i32.const 2) (i32.const 2)))
          (func (export "get") (drop (table.get 0 (i32.const 2))))
          (func (export "undefined") (call_indirect (type $v) (i32.const 2)))
          (func (export "null") (call_indirect (type $v) (i32.const 1)))
          (func (export "mismatch") (call_indirect (type $v) (i32.const 0)))
          (func (export "nested") (call $nested))
          (func (export "fail") (call $fail))
          (func (export "null in C#") (call $null))
          (func (export "throw") (throw $e (i32.const 42)))
          (func $deep (export "deep") (param i32) (result i32) (i32.add (call $deep (local.get 0)) (i32.const 1)))
          (func (export "work") (result i32) (local $i i32) (local $sum i32)
            (loop $l
              (local.set $sum (i32.add (local.get $sum) (local.get $i)))
              (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 100))))
            (local.get $sum)))
        """));

    [Fact]
    public void TenThousandTrapsOfAllKindsBesideAGarbageCollectorAreAllRecoveredFrom()
    {
        using var stop = new CancellationTokenSource();
        var collections = 0;
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(collections++ % 3, GCCollectionMode.Forced, blocking: true, compacting: true);
                Thread.Sleep(1);
            }
        });
        collector.Start();
        try
        {
            GuestThread.Run(Cycle, 1 << 20);
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
        Assert.True(collections > 10, $"only {collections} collections");
    }

    private static void Cycle()
    {
        var plain = new FunctionType([], []);
        var imports = new ImportTable();
        string? nothing = Environment.GetEnvironmentVariable("MPIWASM_NO_SUCH_VARIABLE");
        imports.Define("host", "nested", HostFunction.Managed(plain, (caller, _) => caller.Invoke("load")));
        imports.Define("host", "fail", HostFunction.Managed(plain, (_, _) => throw new InvalidDataException("from C#")));
        imports.Define("host", "null", HostFunction.Managed(plain, (_, _) => _ = nothing!.Length));
        using var store = new Store();
        var instance = GuestBuilder.Instantiate(Module.Value, imports, store, new CompileOptions { PreciseTraps = true });
        for (var i = 0; i < 10_000; i++)
        {
            var (function, kind) = Kinds[i % Kinds.Length];
            Assert.Equal(kind, Assert.Throws<WasmTrapException>(() => instance.Invoke(function)).Kind);
            if (i % 10 != 0)
                continue;
            Assert.Throws<InvalidDataException>(() => instance.Invoke("fail"));
            Assert.Throws<NullReferenceException>(() => instance.Invoke("null in C#"));
            Assert.Throws<NullReferenceException>(() => nothing!.Length);
            Assert.Equal(42, Assert.Throws<WasmException>(() => instance.Invoke("throw")).Values[0].I32);
            if (i % 1000 == 0)
                Assert.Equal(TrapCode.StackOverflow, Assert.Throws<WasmTrapException>(() => instance.Invoke("deep", 1)).Kind);
            Assert.Equal(4950, instance.Invoke("work")[0].I32);
        }
    }
}
