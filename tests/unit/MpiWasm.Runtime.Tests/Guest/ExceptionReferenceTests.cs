using MpiWasm.Compiler;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>try_table, throw_ref and references to exceptions; tags shared by instances.</summary>
public sealed class ExceptionReferenceTests
{
    private static readonly byte[] Module = new TinyAssembler()
        .Tag("e", "i32")
        .Tag("carrier", "exnref")
        .Table("kept", "exnref", 5)
        .Global("held", "exnref")
        .Function("raise", "i32", "", "", "local.get 0 throw 0")
        .Function("grab", "i32", "exnref", "", "block exnref try_table void catch_all_ref:0 local.get 0 call 0 end unreachable end")
        // Reads the value of an exception by throwing it.
        .Function("read", "exnref", "i32", "", "block i32 try_table void catch:0:0 local.get 0 throw_ref end unreachable end")
        // Holds one reference in a local while others come and go.
        .Function("churn", "i32", "i32", "exnref",
            "local.get 0 call 1 local.set 1 loop void i32.const 5 call 1 drop local.get 0 i32.const -1 i32.add "
                + "local.tee 0 br_if 0 end local.get 1 call 2")
        .Function("keep", "i32 i32", "", "", "local.get 0 local.get 1 call 1 table.set 0")
        .Function("kept_value", "i32", "i32", "", "local.get 0 table.get 0 call 2")
        // An exception that carries another.
        .Function("wrap", "i32", "", "",
            "block exnref try_table void catch_all_ref:0 local.get 0 call 1 throw 1 end unreachable end global.set 0")
        .Function("unwrap", "", "i32", "", "block exnref try_table void catch:1:0 global.get 0 throw_ref end unreachable end call 2")
        .Function("throw_null", "", "", "", "block void try_table void catch_all:0 ref.null 105 throw_ref end end")
        .Function("both", "i32", "i32", "exnref",
            "block void block exnref try_table void catch:1:0 catch_all:1 local.get 0 call 0 end unreachable end drop "
                + "i32.const 1 return end i32.const 2")
        .Function("passed", "exnref", "", "", "local.get 0 throw 1")
        .Module();

    private static Instance Create(int level = 3) =>
        GuestBuilder.Instantiate(Module, options: new CompileOptions { PreciseTraps = true, OptimizationLevel = level });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void AReferenceOutlivesItsHandlerInLocalsTablesGlobalsAndOtherExceptions(int level)
    {
        var instance = Create(level);
        for (var i = 0; i < 5; i++)
            instance.Invoke("keep", i, 100 + i);
        instance.Invoke("wrap", 77);
        const int Count = 3 * ExceptionRecords.FewRecords;
        Assert.Equal(Count, instance.Invoke("churn", Count)[0].I32);
        Assert.Equal([100, 101, 102, 103, 104], Enumerable.Range(0, 5).Select(i => instance.Invoke("kept_value", i)[0].I32));
        Assert.Equal(77, instance.Invoke("unwrap")[0].I32);
    }

    [Fact]
    public void RecordsThatNobodyRefersToAreFreed()
    {
        var instance = Create();
        instance.Invoke("churn", 20 * ExceptionRecords.FewRecords);
        Assert.InRange(instance.Store.Exceptions.Count, 1, ExceptionRecords.FewRecords + 1);
    }

    [Fact]
    public void AReferenceTheHostHoldsStaysValid()
    {
        var instance = Create();
        var reference = instance.Invoke("grab", 12)[0];
        instance.Invoke("churn", 2 * ExceptionRecords.FewRecords);
        Assert.Equal(12, instance.Invoke("read", reference)[0].I32);
        var carried = Assert.Throws<WasmException>(() => instance.Invoke("passed", reference));
        Assert.Equal(12, instance.Invoke("read", carried.Values[0])[0].I32);
    }

    [Fact]
    public void ThrowingNullTrapsAndATrapIsNotCaught() =>
        Assert.Equal(TrapCode.NullReference, Assert.Throws<WasmTrapException>(() => Create().Invoke("throw_null")).Kind);

    [Fact]
    public void ClausesAreTriedInOrder() => Assert.Equal(2, Create().Invoke("both", 9)[0].I32);

    [Fact]
    public void ATagIsTheSameHoweverOftenItIsImportedAndAnotherWithTheSameTypeIsNot()
    {
        using var store = new Store();
        var imports = new ImportTable();
        var owner = GuestBuilder.Instantiate(Module, store: store);
        imports.Define("owner", owner);
        imports.Define("host", "tag", new Tag(((Tag)owner.Export("e")!).Type));
        var module = GuestBuilder.FromText("""
            (module
              (import "owner" "e" (tag $first (param i32)))
              (import "owner" "e" (tag $second (param i32)))
              (import "host" "tag" (tag $other (param i32)))
              (import "owner" "raise" (func $raise (param i32)))
              (export "second" (tag $second))
              (func (export "catch") (param i32) (result i32)
                (try (result i32) (do (call $raise (local.get 0)) (i32.const 0)) (catch $other (drop) (i32.const -1)) (catch $second)))
              (func (export "same") (param i32) (result i32)
                (try (result i32) (do (throw $first (local.get 0))) (catch $other (drop) (i32.const -1)) (catch $second))))
            """);
        var instance = GuestBuilder.Instantiate(module, imports, store);
        Assert.Equal(3, instance.Invoke("catch", 3)[0].I32);
        Assert.Equal(4, instance.Invoke("same", 4)[0].I32);
        Assert.Same(owner.Export("e"), instance.Export("second"));
    }

    [Fact]
    public void AnExceptionPassesThroughAnInstanceThatKnowsOfNone()
    {
        using var store = new Store();
        var imports = new ImportTable();
        var owner = GuestBuilder.Instantiate(Module, store: store);
        imports.Define("owner", owner);
        imports.Define("middle", GuestBuilder.Instantiate(GuestBuilder.FromText("""
            (module (import "owner" "raise" (func $raise (param i32))) (memory 1)
              (func $pass (export "pass") (param i32) (call $raise (local.get 0)) (i32.store (i32.const 0) (local.get 0))))
            """), imports, store));
        var outer = GuestBuilder.Instantiate(GuestBuilder.FromText("""
            (module (import "owner" "e" (tag $e (param i32))) (import "middle" "pass" (func $pass (param i32)))
              (func (export "catch") (param i32) (result i32) (try (result i32) (do (call $pass (local.get 0)) (i32.const 0)) (catch $e))))
            """), imports, store);
        Assert.Equal(6, outer.Invoke("catch", 6)[0].I32);
        // Entered there, the exception leaves it as any other.
        var middle = (GuestFunction)imports.Resolve(new Wasm.Model.Import("middle", "pass", Wasm.Model.ExternalKind.Function), null)!;
        var thrown = Assert.Throws<WasmException>(() => middle.Invoke(8));
        Assert.Equal(8, thrown.Values[0].I32);
        Assert.Contains(thrown.Backtrace, f => f.Name == "pass");
    }

    [Fact]
    public void ATagOfAnotherTypeIsNoMatchForAnImport()
    {
        var imports = new ImportTable();
        imports.Define("host", "tag", new Tag(new FunctionType([ValType.I64], [])));
        var module = GuestBuilder.FromText("(module (import \"host\" \"tag\" (tag (param i32))))");
        Assert.Contains(
            "it wants tag (i32) -> (), but it is tag (i64) -> ()",
            Assert.Throws<LinkException>(() => GuestBuilder.Instantiate(module, imports)).Message,
            StringComparison.Ordinal);
    }
}
