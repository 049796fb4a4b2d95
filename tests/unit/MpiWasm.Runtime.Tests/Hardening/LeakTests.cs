using System.Globalization;
using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests.Hardening;

/// <summary>Tests that count what the whole process has; nothing else runs beside them.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>Instances and images give back all that they took.</summary>
[Collection("alone")]
[Trait("Speed", "Slow")]
public sealed partial class LeakTests
{
    private static readonly CompileOptions Options = new() { PreciseTraps = true };

    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText("""
        (module
          (import "host" "act" (func $act (param i32) (result i32)))
          (import "host" "table" (table $shared 10 funcref))
          (memory (export "memory") 1 10)
          (memory $other 1)
          (table $t 5 funcref)
          (global $g (export "g") (mut i64) (i64.const 3))
          (tag $e (export "e") (param i32 i64))
          (data (i32.const 0) "segment")
          (data $passive "passive")
          (elem (table $t) (i32.const 0) func $run)
          (func $run (export "run") (param i32) (result i32)
            (i32.store (i32.const 65532) (local.get 0))
            (drop (memory.grow (i32.const 1)))
            (drop (table.grow $t (ref.null func) (i32.const 100)))
            (memory.init $passive (i32.const 100) (i32.const 0) (i32.const 7))
            (call $act (i32.load (i32.const 65532))))
          (func (export "trap") (drop (i32.load (i32.const -1))))
          (func (export "throw") (throw $e (i32.const 1) (i64.const 2))))
        """));

    [Fact]
    public void TenThousandInstancesLeaveNothingBehind()
    {
        using var image = GuestBuilder.Compile(Module.Value, options: Options);
        using var table = SharedTable();
        // The least the C library gives out is 32 bytes, the smallest object of .NET 24.
        AssertNothingStays(2000, 16, () => UseOne(image, table));
    }

    [Fact]
    public void AThousandImagesAreUnloadedWithTheirDescriptorsAndMappings()
    {
        using var table = SharedTable();
        // The dynamic linker and .NET's loader keep a few bytes of their own for each.
        AssertNothingStays(200, 256, () =>
        {
            using var image = GuestBuilder.Compile(Module.Value, options: Options);
            UseOne(image, table);
        });
    }

    private static Table SharedTable()
    {
        Support.Install();
        return new Table(new TableType(ValType.FuncRef, new Limits(10, null), Is64: false));
    }

    private static void UseOne(NativeImage image, Table table)
    {
        var imports = new ImportTable();
        imports.Define("host", "table", table);
        imports.Define(
            "host",
            "act",
            HostFunction.Managed(new FunctionType([ValType.I32], [ValType.I32]), (_, slots) => slots[0] = slots[0].I32 + 1));
        using var store = new Store();
        var instance = Instance.Create(store, image, imports);
        Assert.Equal(8, instance.Invoke("run", 7)[0].I32);
        Assert.Throws<WasmTrapException>(() => instance.Invoke("trap"));
        Assert.Throws<WasmException>(() => instance.Invoke("throw"));
    }

    /// <summary>
    /// Five batches, after as many that are not looked at: .NET compiles anew what is called often, and keeps what it learnt. It also
    /// collects and grows as it likes, so single batches show more or less than nothing; what is kept each time shows in every batch.
    /// </summary>
    private static void AssertNothingStays(int count, long bytesEach, Action action)
    {
        for (var i = 0; i < 5 * count; i++)
            action();
        var grown = new List<Usage>();
        for (var batch = 0; batch < 5; batch++)
        {
            var before = Usage.Now();
            for (var i = 0; i < count; i++)
                action();
            grown.Add(Usage.Now().Since(before));
        }
        var report = string.Join('\n', grown);
        Assert.True(grown.Min(g => g.Descriptors) <= 0, report);
        Assert.True(grown.Min(g => g.Mappings) < count / 2, report);
        Assert.True(grown.Min(g => g.NativeBytes) < bytesEach * count, report);
        Assert.True(grown.Min(g => g.ManagedBytes) < bytesEach * count, report);
        Assert.True(grown.Min(g => g.ResidentBytes) < 16 << 20, report);
    }

    /// <param name="Mappings">Lines of /proc/self/maps.</param>
    /// <param name="Descriptors">Open file descriptors.</param>
    /// <param name="NativeBytes">Bytes that malloc has given out.</param>
    /// <param name="ManagedBytes">Bytes of live objects.</param>
    /// <param name="ResidentBytes">Physical memory.</param>
    private sealed record Usage(int Mappings, int Descriptors, long NativeBytes, long ManagedBytes, long ResidentBytes)
    {
        public Usage Since(Usage before) => new(
            Mappings - before.Mappings, Descriptors - before.Descriptors, NativeBytes - before.NativeBytes, ManagedBytes
                - before.ManagedBytes, ResidentBytes - before.ResidentBytes);

        public static Usage Now()
        {
            // Twice: finalizers may free what the first pass found.
            for (var i = 0; i < 2; i++)
            {
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }
            var heap = mallinfo2();
            var resident = long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture)
                * Environment.SystemPageSize;
            return new Usage(
                File.ReadAllLines("/proc/self/maps").Length, Directory.GetFileSystemEntries("/proc/self/fd").Length,
                (long)(heap.InUse + heap.Mapped), GC.GetTotalMemory(forceFullCollection: true), resident);
        }
    }

    /// <summary><c>struct mallinfo2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct HeapInformation
    {
        public nuint Arena, FreeChunks, FastChunks, MappedCount, Mapped, Maximum, Fast, InUse, Free, Top;
    }

    [LibraryImport("libc.so.6")]
    private static partial HeapInformation mallinfo2();
}
