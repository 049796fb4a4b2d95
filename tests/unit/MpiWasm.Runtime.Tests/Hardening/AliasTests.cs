using MpiWasm.Compiler;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests.Hardening;

/// <summary>One memory under two names: LLVM must not take them for two.</summary>
public sealed class AliasTests
{
    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText("""
        (module
          (import "h" "a" (memory $a 1))
          (import "h" "b" (memory $b 1))
          (func (export "scalar") (param i32) (result i32)
            (i32.store $a (local.get 0) (i32.const 1))
            (i32.store $b (local.get 0) (i32.const 2))
            (i32.load $a (local.get 0)))
          ;; Each element of b is the one before in a, plus 1: a chain through both names, which vector code would cut.
          (func (export "chain") (param $n i32) (result i32) (local $p i32)
            (loop $next
              (i32.store $b offset=4 (local.get $p) (i32.add (i32.load $a (local.get $p)) (i32.const 1)))
              (local.set $p (i32.add (local.get $p) (i32.const 4)))
              (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (i32.load $a (local.get $p)))
          (func (export "grow") (result i32) (drop (memory.grow $a (i32.const 1))) (memory.size $b)))
        """));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void AMemoryImportedTwiceIsOneMemory(int level)
    {
        Support.Install();
        using var memory = new GuestMemory(new MemoryType(new Limits(1, 2), IsShared: false, Is64: false));
        var imports = new ImportTable();
        imports.Define("h", "a", memory);
        imports.Define("h", "b", memory);
        using var store = new Store();
        var instance = GuestBuilder.Instantiate(Module.Value, imports, store, new CompileOptions { OptimizationLevel = level });
        Assert.Equal(2, instance.Invoke("scalar", 400)[0].I32);
        Assert.Equal(1000, instance.Invoke("chain", 1000)[0].I32);
        Assert.Equal(2, instance.Invoke("grow")[0].I32);
    }
}
