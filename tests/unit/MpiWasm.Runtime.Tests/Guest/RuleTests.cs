using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Image;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>Rules of the design that show only when compiler and runtime work together.</summary>
public sealed unsafe class RuleTests
{
    private static readonly CompileOptions Relaxed = new();
    private static readonly FunctionType Plain = new([], []);

    [Fact]
    public void AGlobalImportedTwiceIsOneVariable()
    {
        var module = GuestBuilder.FromText("""
            (module
              (import "h" "a" (global $a (mut i32)))
              (import "h" "b" (global $b (mut i32)))
              (func (export "f") (result i32)
                (global.set $a (i32.const 1))
                (global.set $b (i32.const 2))
                (global.get $a)))
            """);
        var one = new Global(new GlobalType(ValType.I32, true), 0);
        var imports = new ImportTable();
        imports.Define("h", "a", one);
        imports.Define("h", "b", one);
        Assert.Equal(2, GuestBuilder.Instantiate(module, imports, options: Relaxed).Invoke("f")[0].I32);
    }

    [Fact]
    public void ATableImportedTwiceIsOneTable()
    {
        var module = GuestBuilder.FromText("""
            (module
              (import "h" "a" (table $a 1 externref))
              (import "h" "b" (table $b 1 externref))
              (func (export "f") (param externref) (result i32)
                (table.set $a (i32.const 0) (ref.null extern))
                (table.set $b (i32.const 0) (local.get 0))
                (ref.is_null (table.get $a (i32.const 0)))))
            """);
        using var one = new Table(new TableType(ValType.ExternRef, new Limits(1, 1), false));
        var imports = new ImportTable();
        imports.Define("h", "a", one);
        imports.Define("h", "b", one);
        Assert.Equal(0, GuestBuilder.Instantiate(module, imports, options: Relaxed).Invoke("f", Slot.OfReference(16))[0].I32);
    }

    [Fact]
    public void AnExportedGlobalChangedDuringACallIsReadAgain()
    {
        var module = GuestBuilder.FromText("""
            (module
              (import "h" "act" (func $act))
              (global $g (export "g") (mut i32) (i32.const 0))
              (func (export "f") (result i32) (global.set $g (i32.const 1)) (call $act) (global.get $g)))
            """);
        Instance? instance = null;
        var imports = new ImportTable();
        imports.Define("h", "act", HostFunction.Managed(Plain, (_, _) => ((Global)instance!.Export("g")!).Value = 9));
        instance = GuestBuilder.Instantiate(module, imports, options: Relaxed);
        Assert.Equal(9, instance.Invoke("f")[0].I32);
    }

    [Fact]
    public void BasesNeverMoveWhenMemoriesAndTablesGrow()
    {
        var instance = GuestBuilder.Instantiate(GuestBuilder.FromText("""
            (module (memory (export "m") 1) (table $t (export "t") 1 funcref)
              (func (export "f") (drop (memory.grow (i32.const 1000))) (drop (table.grow $t (ref.null func) (i32.const 100000)))))
            """));
        var memory = (nint)instance.Memory.Base;
        var table = (nint)instance.Tables[0].Record->Base;
        instance.Invoke("f");
        Assert.Equal(1001UL, instance.Memory.Pages);
        Assert.Equal(100001UL, instance.Tables[0].Size);
        Assert.Equal(memory, (nint)instance.Memory.Base);
        Assert.Equal(table, (nint)instance.Tables[0].Record->Base);
        Assert.Equal(MemoryRecord.Reserved32, instance.Memory.Record->ReservedBytes);
        Assert.True(MemoryRecord.Reserved32 >= uint.MaxValue + (ulong)uint.MaxValue + 16);
    }

    [Fact]
    public void AHostFunctionHas256KiBOfStackOrIsNotCalled() => GuestThread.Run(() =>
    {
        var module = GuestBuilder.FromText("""
            (module (import "h" "act" (func $act))
              (func $f (export "f") (param i32) (result i32) (call $act) (i32.add (call $f (local.get 0)) (i32.const 1))))
            """);
        var least = ulong.MaxValue;
        var imports = new ImportTable();
        imports.Define("h", "act", HostFunction.Managed(Plain, (_, _) =>
        {
            byte here;
            least = Math.Min(least, (ulong)&here - GuestThread.Current.State->StackLow);
        }));
        var trap = Assert.Throws<WasmTrapException>(() => GuestBuilder.Instantiate(module, imports).Invoke("f", 0));
        Assert.Equal(TrapCode.StackOverflow, trap.Kind);
        // The stub and the way into C# lie between the check and this function.
        Assert.InRange(least, 252UL << 10, 256UL << 10);
    });

    [Fact]
    public void AGarbageCollectionDoesNotWaitForAWaitingGuestWhichSeesTheMemoryChange()
    {
        // Entered without a transition, the guest would hold up the collector for ever; with a hoisted load it would never end.
        const uint Started = 16, Flag = 20;
        var module = GuestBuilder.FromText($"""
            (module (memory (export "m") 1)
              (func $ready (result i32) (i32.load (i32.const {Flag})))
              (func (export "await") (result i32)
                (i32.store (i32.const {Started}) (i32.const 1))
                (loop $again (br_if $again (i32.eqz (call $ready))))
                (i32.load (i32.const {Flag}))))
            """);
        var instance = GuestBuilder.Instantiate(module, options: Relaxed);
        var result = 0;
        var guest = new Thread(() => result = instance.Invoke("await")[0].I32) { IsBackground = true };
        guest.Start();
        Assert.True(SpinWait.SpinUntil(() => instance.Memory.TryRead(Started, out int value) && value == 1, TimeSpan.FromMinutes(1)));
        var collector = new Thread(GC.Collect) { IsBackground = true };
        collector.Start();
        Assert.True(collector.Join(TimeSpan.FromMinutes(1)), "the collection waits for the guest");
        Assert.True(instance.Memory.TryWrite(Flag, 42));
        Assert.True(guest.Join(TimeSpan.FromSeconds(20)), "the guest does not see the change");
        Assert.Equal(42, result);
    }

    [Fact]
    public void ResultsDoNotDependOnTheOptimisationLevel()
    {
        const string Source = """
            static double a[512]; static float b[512];
            static double next(unsigned *s) { *s = *s * 1664525u + 1013904223u; return (*s >> 8) * (1.0 / 16777216); }
            double f(unsigned seed) {
                double sum = 0, product = 1; float small = 0;
                for (int i = 0; i < 512; i++) { a[i] = next(&seed) - 0.5; b[i] = (float)(a[i] * 3); }
                for (int i = 0; i < 512; i++) sum += a[i] * a[511 - i] + a[i] / (1.25 + a[i]);
                for (int i = 0; i < 512; i++) small += b[i] * b[i] - 0.1f;
                for (int i = 0; i < 40; i++) product = product * 1e-8 + (double)(int)(sum * i);
                return sum + small + __builtin_sqrt(__builtin_fabs(product)) + __builtin_floor(sum * 1000);
            }
            """;
        var module = GuestBuilder.FromC(Source);
        var bits = new[] { 0, 1, 2, 3 }.Select(level => GuestBuilder.Instantiate(module, options: new CompileOptions
        {
            OptimizationLevel = level,
        })
            .Invoke("f", 12345)[0].U64)
            .Distinct();
        Assert.Single(bits);
    }

    [Fact]
    public void WhereTheProcessorCannotRoundTheImageFindsTheMathLibrary()
    {
        var module = GuestBuilder.FromText(
            "(module (func (export \"f\") (param f64) (result f64) (f64.add (f64.floor (local.get 0)) (f64.nearest (local.get 0)))))");
        var options = new CompileOptions { Cpu = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86-64" : "generic" };
        Assert.Equal(-3.0 - 2.0, GuestBuilder.Instantiate(module, options: options).Invoke("f", -2.5)[0].F64);
    }

    [Fact]
    public void AGuestsOwnMemcpyAndExpAreCalledAndCaptureNothing()
    {
        // The guest's functions of these names count their calls; the copy loop, the copy instruction and floor must not come to them.
        var module = GuestBuilder.FromC("""
            int calls;
            double a[2000], b[2000];
            void *memcpy(void *d, const void *s, unsigned long n) { calls++; return d; }
            void *memset(void *d, int c, unsigned long n) { calls++; return d; }
            void *malloc(unsigned long n) { calls++; return 0; }
            double exp(double x) { calls += 100; return x + 1; }
            double floor(double x) { calls += 10000; return 0; }
            int f(int n) {
                for (int i = 0; i < n; i++) b[i] = i;
                for (int i = 0; i < n; i++) a[i] = b[i];
                for (int i = 0; i < n; i++) b[i] = 0;
                return calls * 10000 + (int)(a[n - 1] + __builtin_floor(0.5)) + (int)b[n - 1];
            }
            double g(double x) { return exp(x); }
            """, "-fno-builtin", "-mno-bulk-memory", "-mno-bulk-memory-opt");
        var options = new CompileOptions { Cpu = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86-64" : "generic" };
        var instance = GuestBuilder.Instantiate(module, options: options);
        Assert.Equal(1999, instance.Invoke("f", 2000)[0].I32);
        Assert.Equal(4.0, instance.Invoke("g", 3.0)[0].F64);
    }
}
