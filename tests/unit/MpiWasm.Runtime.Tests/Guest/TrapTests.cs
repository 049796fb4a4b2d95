using MpiWasm.Compiler;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using Xunit;

namespace MpiWasm.Runtime.Tests;

public sealed class TrapTests
{
    private const string Kinds = """
        (module
          (memory (export "memory") 1 2)
          (table 4 funcref)
          (type $v (func))
          (func $void)
          (func $one (result i32) i32.const 1)
          (elem (i32.const 0) $void $one)
          (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
          (func (export "unreachable") unreachable)
          (func (export "div") (param i32 i32) (result i32) local.get 0 local.get 1 i32.div_s)
          (func (export "rem64") (param i64 i64) (result i64) local.get 0 local.get 1 i64.rem_u)
          (func (export "trunc") (param f64) (result i32) local.get 0 i32.trunc_f64_s)
          (func (export "load") (param i32) (result i32) local.get 0 i32.load)
          (func (export "load_far") (param i32) (result i64) local.get 0 i64.load offset=0xffffffff)
          (func (export "store") (param i32 i32) local.get 0 local.get 1 i32.store8)
          (func (export "indirect") (param i32) local.get 0 call_indirect (type $v))
          (func (export "get") (param i32) (result i32) local.get 0 table.get 0 ref.is_null)
          (func (export "fill") (param i32 i32) local.get 0 i32.const 7 local.get 1 memory.fill)
          (func (export "grow") (param i32) (result i32) local.get 0 memory.grow)
          (func $deep (export "deep") (param i32) (result i32) local.get 0 i32.const 1 i32.add call $deep i32.const 1 i32.add)
          (func $tail (export "tail") call $tail)
          (func (export "wait") (result i32) i32.const 0 i32.const 0 i64.const 0 memory.atomic.wait32)
          (func (export "notify") (result i32) i32.const 0 i32.const 1 memory.atomic.notify)
          (func (export "unaligned") (result i32) i32.const 1 i32.atomic.load)
        )
        """;

    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText(Kinds));

    private static Instance Create() => GuestBuilder.Instantiate(Module.Value);

    private static WasmTrapException Trap(Instance instance, string name, params Slot[] arguments) =>
        Assert.Throws<WasmTrapException>(() => instance.Invoke(name, arguments));

    [Fact]
    public void AnExportReturnsItsResult() => Assert.Equal(-1, Create().Invoke("add", int.MaxValue, int.MinValue)[0].I32);

    [Fact]
    public void EveryTrapHasItsKind()
    {
        var instance = Create();
        Assert.Equal(TrapCode.Unreachable, Trap(instance, "unreachable").Kind);
        Assert.Equal(TrapCode.IntegerDivideByZero, Trap(instance, "div", 1, 0).Kind);
        Assert.Equal(TrapCode.IntegerOverflow, Trap(instance, "div", int.MinValue, -1).Kind);
        Assert.Equal(TrapCode.IntegerDivideByZero, Trap(instance, "rem64", 1L, 0L).Kind);
        Assert.Equal(TrapCode.InvalidConversionToInteger, Trap(instance, "trunc", double.NaN).Kind);
        Assert.Equal(TrapCode.IntegerOverflow, Trap(instance, "trunc", 1e10).Kind);
        Assert.Equal(TrapCode.UndefinedElement, Trap(instance, "indirect", 4).Kind);
        Assert.Equal(TrapCode.UninitializedElement, Trap(instance, "indirect", 3).Kind);
        Assert.Equal(TrapCode.IndirectCallTypeMismatch, Trap(instance, "indirect", 1).Kind);
        Assert.Equal(TrapCode.OutOfBoundsTableAccess, Trap(instance, "get", 4).Kind);
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Trap(instance, "fill", 65530, 7).Kind);
        Assert.Equal(TrapCode.ExpectedSharedMemory, Trap(instance, "wait").Kind);
        Assert.Equal(TrapCode.UnalignedAtomic, Trap(instance, "unaligned").Kind);
        Assert.Equal(0, instance.Invoke("notify")[0].I32);
        Assert.Empty(instance.Invoke("indirect", 0));
    }

    [Fact]
    public void LoadsAndStoresBeyondTheEndTrapWithTheirAddress()
    {
        var instance = Create();
        Assert.Equal(0, instance.Invoke("load", 65532)[0].I32);
        Assert.Equal(65533UL + 3, Trap(instance, "load", 65533).Address);
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Trap(instance, "load", -1).Kind);
        Assert.Equal(0x1_FFFF_FFFEUL, Trap(instance, "load_far", -1).Address);
        Assert.Equal(65536UL, Trap(instance, "store", 65536, 1).Address);
    }

    [Fact]
    public void MemoryGrowsUpToItsMaximum()
    {
        var instance = Create();
        Assert.Equal(1, instance.Invoke("grow", 1)[0].I32);
        Assert.Equal(0, instance.Invoke("load", 131068)[0].I32);
        Assert.Equal(-1, instance.Invoke("grow", 1)[0].I32);
        Assert.Equal(2UL, instance.Memory.Pages);
    }

    [Theory]
    [InlineData("deep")]
    [InlineData("tail")]
    public void AnEndlessRecursionTraps(string name) => GuestThread.Run(() =>
    {
        var trap = Trap(Create(), name, name == "deep" ? [0] : []);
        Assert.Equal(TrapCode.StackOverflow, trap.Kind);
        Assert.Equal("MW0510", trap.Code);
        Assert.Contains(trap.Backtrace, f => f.Name == name);
        Assert.Contains("times]", trap.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void AnEndlessRecursionThroughATableTraps() => GuestThread.Run(() =>
    {
        var module = GuestBuilder.FromText("""
            (module (table 1 funcref) (elem (i32.const 0) $f)
              (type $t (func (param i32) (result i32)))
              (func $f (export "f") (type $t) local.get 0 i32.const 0 call_indirect (type $t) i32.const 1 i32.add))
            """);
        Assert.Equal(TrapCode.StackOverflow, Trap(GuestBuilder.Instantiate(module), "f", 1).Kind);
    });

    [Fact]
    public void FramesLargerThanAnyGuardCannotJumpOverIt() => GuestThread.Run(() =>
    {
        // 30,000 locals that stay alive over a call: a frame of 240,000 bytes.
        var locals = string.Concat(Enumerable.Range(0, 3000).Select(i => $"(local.set {i + 1} (i64.load (i32.const {i * 8})))\n"));
        var uses = string.Concat(Enumerable.Range(0, 3000).Select(i => $"(i64.store (i32.const {i * 8}) (local.get {i + 1}))\n"));
        var module = GuestBuilder.FromText($"(module (memory 1) (func $f (export \"f\") (param i32) (local "
            + $"{string.Join(' ', Enumerable.Repeat("i64", 3000))}) {locals} (call $f (local.get 0)) {uses}))");
        Assert.Equal(
            TrapCode.StackOverflow,
            Trap(GuestBuilder.Instantiate(
                module, options: new CompileOptions { OptimizationLevel = 1, PreciseTraps = true }), "f", 1).Kind);
    });

    [Theory]
    [InlineData("clear", true)]
    [InlineData("clear", false)]
    [InlineData("copy", true)]
    [InlineData("copy", false)]
    public void ALoopThatRunsOffTheMemoryTrapsWithNames(string name, bool precise)
    {
        var module = GuestBuilder.FromC("""
            static __attribute__((noinline)) void clear_block(char *p, unsigned long n) { for (unsigned long i = 0; i < n; i++) p[i] = 0; }
            static __attribute__((noinline)) void copy_block(int *restrict a, const int *restrict b, unsigned long n) { for (unsigned long i = 0; i < n; i++) a[i] = b[i]; }
            int result;
            void clear(unsigned long at, unsigned long n) { clear_block((char *)at, n); result = 1; }
            void copy(unsigned long at, unsigned long n) { copy_block((int *)at, (const int *)(at + n * 4), n); result = 1; }
            """, "-fno-builtin", "-mno-bulk-memory", "-mno-bulk-memory-opt");
        var instance = GuestBuilder.Instantiate(module, options: new CompileOptions { PreciseTraps = precise });
        var end = (uint)instance.Memory.Bytes;
        var trap = Trap(instance, name, end - 64, 1000);
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, trap.Kind);
        Assert.Contains(trap.Backtrace, f => f.Name == name + "_block");
        Assert.Contains(trap.Backtrace, f => f.Name == name);
        Assert.StartsWith("wasm trap: out of bounds memory access at address 0x", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABacktraceGivesOffsetsThatPointAtTheInstruction()
    {
        var module = GuestBuilder.FromText("""(module (memory 1) (func $inner (param i32) (result i32) local.get 0 i32.load) (func $outer (export "outer") (param i32) (result i32) local.get 0 call $inner i32.const 1 i32.add))""");
        var instance = GuestBuilder.Instantiate(module);
        var trap = Trap(instance, "outer", 70000);
        var body = instance.Module.Bodies[0];
        Assert.Equal("inner", trap.Backtrace[0].Name);
        // local.get 0 takes two bytes; i32.load follows.
        Assert.Equal((uint)body.CodeOffset + 2, trap.Backtrace[0].Offset);
        Assert.Equal("outer", trap.Backtrace[1].Name);
        Assert.Equal("test.wasm", trap.Backtrace[1].Module);
    }
}
