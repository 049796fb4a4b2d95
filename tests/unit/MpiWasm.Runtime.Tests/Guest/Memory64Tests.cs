using MpiWasm.Compiler;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>64-bit memories: every way to compute an address that does not lie inside must trap, in relaxed mode too.</summary>
public sealed class Memory64Tests
{
    private const ulong Page = 65536;

    private static readonly Lazy<byte[]> Module = new(() => WithOffsetsBeyond32Bits(GuestBuilder.FromText("""
        (module
          (memory (export "memory") i64 1 80000)
          (func (export "load") (param i64) (result i32) (i32.load (local.get 0)))
          (func (export "load far") (param i64) (result i64) (i64.load offset=0x7fffffff (local.get 0)))
          (func (export "load farther") (param i64) (result i64) (i64.load offset=0xfffffffe (local.get 0)))
          (func (export "load farthest") (param i64) (result i64) (i64.load offset=0xffffffff (local.get 0)))
          (func (export "store") (param i64 i32) (i32.store (local.get 0) (local.get 1)))
          (func (export "store far") (param i64 i32) (i32.store8 offset=0xfffffffe (local.get 0) (local.get 1)))
          (func (export "add") (param i64) (result i32) (i32.atomic.rmw.add offset=0xfffffffe (local.get 0) (i32.const 5)))
          (func (export "size") (result i64) (memory.size))
          (func (export "grow") (param i64) (result i64) (memory.grow (local.get 0)))
          (func (export "fill") (param i64 i64) (memory.fill (local.get 0) (i32.const 7) (local.get 1)))
          (func (export "copy") (param i64 i64 i64) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
          (func (export "sum") (param i64 i64) (result i32) (local $sum i32)
            (loop $next
              (local.set $sum (i32.add (local.get $sum) (i32.load (local.get 0))))
              (local.set 0 (i64.add (local.get 0) (i64.const 4)))
              (br_if $next (i64.ne (local.tee 1 (i64.sub (local.get 1) (i64.const 1))) (i64.const 0))))
            (local.get $sum)))
        """)));

    [Fact]
    public void AHundredMemoriesAllGrowAndLeaveAddressSpaceToOthers()
    {
        var memories = new List<GuestMemory>();
        try
        {
            for (var i = 0; i < 100; i++)
                memories.Add(new GuestMemory(new MemoryType(new Limits(1, null), IsShared: false, Is64: true)));
            Assert.All(memories, memory => Assert.Equal(1, memory.Grow(1000)));
            for (var i = 0; i < 20; i++)
                memories.Add(new GuestMemory(new MemoryType(new Limits(1, null), IsShared: false, Is64: false)));
        }
        finally
        {
            memories.ForEach(memory => memory.Dispose());
        }

        // More than the last of them had.
        using var again = new GuestMemory(new MemoryType(new Limits(1, null), IsShared: false, Is64: true));
        Assert.Equal(1, again.Grow(200_000));
    }

    /// <summary>wabt writes no larger offset than 2^32 - 1: 2^32 - 2 becomes 2^32, which has as many LEB128 bytes.</summary>
    private static byte[] WithOffsetsBeyond32Bits(byte[] module)
    {
        var count = 0;
        for (int at; (at = module.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFE, 0xFF, 0xFF, 0xFF, 0x0F])) >= 0; count++)
            ((ReadOnlySpan<byte>)[0x80, 0x80, 0x80, 0x80, 0x10]).CopyTo(module.AsSpan(at));
        Assert.Equal(3, count);
        return module;
    }

    private static Instance Create(bool precise) =>
        GuestBuilder.Instantiate(Module.Value, options: new CompileOptions { PreciseTraps = precise });

    private static void Traps(Instance instance, string function, params Slot[] arguments) =>
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<WasmTrapException>(() => instance.Invoke(function, arguments)).Kind);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddressesThatAreNotInsideTrap(bool precise)
    {
        var instance = Create(precise);
        Assert.Equal(0, instance.Invoke("load", (long)Page - 4)[0].I32);
        foreach (var address in new[] { (long)Page - 3, (long)Page, 1L << 31, 1L << 32, 1L << 47, 1L << 48, long.MaxValue, -1, -4,
        -(long)Page, 1 - (1L << 32) })
        {
            Traps(instance, "load", address);
            Traps(instance, "store", address, 1);
        }
        // The address is told where it is known: below what larger ones are clamped to.
        ulong? Told(long address) => Assert.Throws<WasmTrapException>(() => instance.Invoke("load", address)).Address;
        Assert.Equal(1UL << 31, Told(1L << 31));
        Assert.Null(Told(1L << 48));
        Assert.Null(Told(-1));
        // Sums that wrap to something inside.
        Traps(instance, "load far", -0x7fffffffL);
        Traps(instance, "load farthest", -0xffffffffL);
        Traps(instance, "load farther", -0x100000000L);
        Traps(instance, "store far", -0x100000000L, 1);
        Traps(instance, "add", -0x100000000L);
        foreach (var function in new[] { "load far", "load farther", "load farthest", "add" })
            Traps(instance, function, 0L);
        Assert.Equal(0, instance.Invoke("load", 0L)[0].I32);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMemoryGrowsBeyondFourGiB(bool precise)
    {
        var instance = Create(precise);
        Assert.Equal(1L, instance.Invoke("grow", 69_999L)[0].I64);
        Assert.Equal(70_000L, instance.Invoke("size")[0].I64);
        Assert.Equal(-1L, instance.Invoke("grow", 10_001L)[0].I64);
        Assert.Equal(-1L, instance.Invoke("grow", -1L)[0].I64);
        const long Last = (70_000L * 65536) - 4;
        instance.Invoke("store", Last, 41);
        Assert.Equal(41, instance.Invoke("load", Last)[0].I32);
        Traps(instance, "load", Last + 1);
        instance.Invoke("store far", 100L, 9);
        Assert.Equal(9, instance.Invoke("load", 0x100000000L + 100)[0].I32);
        Assert.Equal(9L, instance.Invoke("load farther", 100L)[0].I64);
        Assert.Equal(9L, instance.Invoke("load farthest", 101L)[0].I64);
        Assert.Equal(9, instance.Invoke("add", 100L)[0].I32);
        Assert.Equal(14, instance.Invoke("load", 0x100000000L + 100)[0].I32);
        instance.Invoke("copy", 0L, 0x100000000L + 100, 4L);
        Assert.Equal(14, instance.Invoke("load", 0L)[0].I32);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BulkOperationsCheckBothEnds(bool precise)
    {
        var instance = Create(precise);
        instance.Invoke("fill", 0L, (long)Page);
        Assert.Equal(0x07070707, instance.Invoke("load", (long)Page - 4)[0].I32);
        Traps(instance, "fill", 1L, (long)Page);
        Traps(instance, "fill", 8L, -4L);
        Traps(instance, "fill", -4L, 8L);
        Traps(instance, "fill", (long)Page + 1, 0L);
        Traps(instance, "copy", 0L, (long)Page - 3, 4L);
        Traps(instance, "copy", (long)Page - 3, 0L, 4L);
        Traps(instance, "copy", 0L, 1L << 63, 1L << 63);
        instance.Invoke("copy", (long)Page, 0L, 0L);
    }

    /// <summary>Where addresses of 64 bits begin, end, or look like others when some of their bits are lost.</summary>
    private static readonly ulong[] Places = [0, Page, 1UL << 31, 1UL << 32, 1UL << 42, 1UL << 47, 1UL << 48, 1UL << 61, 1UL << 63];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALoopTrapsWhereOneOfItsAddressesIsNotInside(bool precise)
    {
        var instance = GuestBuilder.Instantiate(GuestBuilder.FromText("""
            (module
              (memory i64 1 4)
              (func (export "fill") (memory.fill (i64.const 0) (i32.const 1) (i64.const 65536)))
              (func (export "up") (param $p i64) (param $n i64) (result i64) (local $sum i64)
                (loop $next
                  (local.set $sum (i64.add (local.get $sum) (i64.load32_u (local.get $p))))
                  (local.set $p (i64.add (local.get $p) (i64.const 4)))
                  (br_if $next (i64.ne (local.tee $n (i64.sub (local.get $n) (i64.const 1))) (i64.const 0))))
                (local.get $sum))
              (func (export "down") (param $p i64) (param $n i64) (result i64) (local $sum i64)
                (loop $next
                  (local.set $sum (i64.add (local.get $sum) (i64.load32_u (local.get $p))))
                  (local.set $p (i64.sub (local.get $p) (i64.const 4)))
                  (br_if $next (i64.gt_s (local.tee $n (i64.sub (local.get $n) (i64.const 1))) (i64.const 0))))
                (local.get $sum))
              (func (export "far") (param $p i64) (param $n i64) (result i64) (local $sum i64)
                (loop $next
                  (local.set $sum (i64.add (local.get $sum)
                    (i64.load32_u (i64.add (local.get $p) (i64.mul (local.get $n) (i64.const 4096))))))
                  (br_if $next (i64.gt_u (local.tee $n (i64.sub (local.get $n) (i64.const 1))) (i64.const 0))))
                (local.get $sum))
              (func (export "copy") (param $p i64) (param $n i64) (result i64) (local $i i64)
                (loop $next
                  (i32.store offset=4 (i64.add (local.get $p) (i64.shl (local.get $i) (i64.const 2)))
                    (i32.load (i64.add (local.get $p) (i64.shl (local.get $i) (i64.const 2)))))
                  (br_if $next (i64.lt_u (local.tee $i (i64.add (local.get $i) (i64.const 1))) (local.get $n))))
                (i64.mul (local.get $n) (i64.const 0x01010101))))
            """), options: new CompileOptions { PreciseTraps = precise });
        // Its name, its first address and the distance of the next, and how many bytes it touches there.
        var functions = new[] { ("up", 0L, 4L, 4UL), ("down", 0L, -4L, 4UL), ("far", 4096L, 4096L, 4UL), ("copy", 0L, 4L, 8UL) };
        foreach (var (function, first, step, reach) in functions)
        {
            foreach (var place in Places)
            {
                foreach (var shift in (long[])[0, 4, -4, 400, -400, 65532, -65532, 65536, -65536])
                {
                    foreach (var count in (long[])[1, 2, 15, 100])
                    {
                        instance.Invoke("fill");
                        var start = unchecked(place + (ulong)shift);
                        var inside = Enumerable.Range(0, (int)count)
                            .Select(k => unchecked(start + (ulong)(first + (step * k)))).All(a => a <= Page - reach);
                        if (inside)
                            Assert.Equal(count * 0x01010101, instance.Invoke(function, (long)start, count)[0].I64);
                        else
                            Traps(instance, function, (long)start, count);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALoopIsCheckedToItsEnd(bool precise)
    {
        var instance = Create(precise);
        instance.Invoke("fill", 0L, (long)Page);
        Assert.Equal(unchecked(0x07070707 * 16384), instance.Invoke("sum", 0L, 16384L)[0].I32);
        Traps(instance, "sum", 0L, 16385L);
    }
}
