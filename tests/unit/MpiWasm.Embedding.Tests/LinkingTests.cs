using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>Tables, globals, and instances that import from each other.</summary>
public sealed class LinkingTests : IDisposable
{
    private readonly Store _store = new(Guest.Engine);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_instance_can_import_what_another_exports()
    {
        var library = Guest.Instantiate(_store, """
            (module
              (memory (export "memory") 1)
              (global (export "count") (mut i32) (i32.const 0))
              (table (export "table") 2 funcref)
              (tag (export "oops"))
              (func (export "double") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))
            """);
        const string Program = """
            (module
              (import "lib" "memory" (memory 1))
              (import "lib" "count" (global $count (mut i32)))
              (import "lib" "table" (table 2 funcref))
              (import "lib" "oops" (tag))
              (import "lib" "double" (func $double (param i32) (result i32)))
              (func (export "run") (param i32) (result i32)
                (global.set $count (i32.const 3))
                (i32.store (i32.const 0) (i32.const 4))
                (call $double (local.get 0)))
              (func (export "at") (param i32) (result i32) (call_indirect (param i32) (result i32) (i32.const 10) (local.get 0))))
            """;
        var instance = Guest.Instantiate(_store, Program, linker => linker.Define("lib", library));
        Assert.Equal(42, instance.GetFunction<int, int>("run")!(21));
        Assert.Equal(3, library.GetGlobal("count")!.Value.AsInt32());
        Assert.Equal(4, library.GetMemory("memory")!.Read<int>(0));

        var table = library.GetTable("table")!;
        Assert.Equal(new TableType(ValueKind.FuncRef, 2, null, Is64: false), table.Type);
        Assert.Null(table[1].AsFunction());
        Assert.Equal(TrapCode.UninitializedElement, Assert.Throws<WasmTrapException>(() => instance.Invoke("at", 1)).Kind);
        table[1] = library.GetFunction("double");
        Assert.Equal(20, instance.GetFunction<int, int>("at")!(1));
        Assert.Equal(14, table[1].AsFunction()!.Invoke(7)[0].AsInt32());
        Assert.Equal(2, table.Grow(3, instance.GetFunction("run")));
        Assert.Equal(20, instance.GetFunction<int, int>("at")!(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => table[5]);
        Assert.Throws<ArgumentException>(() => table[0] = 1);

        using var other = new Store(Guest.Engine);
        Assert.Equal(
            "MW0402", Assert.Throws<LinkException>(() => Guest.Instantiate(other, Program, linker => linker.Define("lib", library))).Code);
    }

    [Fact]
    public void Functions_stay_in_their_store()
    {
        const string Text = """(module (table (export "table") 1 funcref) (func (export "id") (param funcref) (result funcref) (local.get 0)))""";
        var here = Guest.Instantiate(_store, Text);
        using var other = new Store(Guest.Engine);
        var there = Guest.Instantiate(other, Text);
        Assert.Throws<ArgumentException>(() => here.GetTable("table")![0] = there.GetFunction("id"));
        Assert.Throws<ArgumentException>(() => here.GetFunction<Function?, Function?>("id")!(there.GetFunction("id")));
        Assert.Throws<ArgumentException>(() => new Global(_store, there.GetFunction("id")));
    }

    [Fact]
    public void Globals_and_tables_of_the_host_can_be_imported()
    {
        var global = new Global(_store, 40L, isMutable: true);
        var constant = new Global(_store, 2L);
        var table = new Table(_store, ValueKind.ExternRef, 1, 5);
        table[0] = Value.OfExternal(99);
        var instance = Guest.Instantiate(_store, """
            (module
              (import "env" "variable" (global $variable (mut i64)))
              (import "env" "constant" (global $constant i64))
              (import "env" "table" (table $table 1 5 externref))
              (func (export "add") (global.set $variable (i64.add (global.get $variable) (global.get $constant))))
              (func (export "first") (result externref) (table.get $table (i32.const 0))))
            """, linker =>
        {
            linker.Define("env", "variable", global);
            linker.Define("env", "constant", constant);
            linker.Define("env", "table", table);
        });
        instance.Invoke("add");
        Assert.Equal(42, global.Value.AsInt64());
        Assert.Equal((nint)99, instance.GetFunction<nint>("first")!());
        Assert.Throws<InvalidOperationException>(() => constant.Value = 3L);
        Assert.Throws<ArgumentException>(() => global.Value = 3);
        Assert.Equal(new GlobalType(ValueKind.I64, true), global.Type);
    }

    [Fact]
    public void A_module_tells_its_imports_and_exports()
    {
        using var module = Guest.Compile("""
            (module
              (import "env" "log" (func (param i32 f64)))
              (import "mpi" "MPI_Init" (func (param i32 i32) (result i32)))
              (memory (export "memory") 1 4)
              (table (export "table") 3 externref)
              (global (export "g") (mut f32) (f32.const 0))
              (tag (export "t") (param i64))
              (func (export "_start")))
            """, "described.wasm");
        Assert.Equal("described.wasm", module.Name);
        Assert.True(module.UsesMpi);
        Assert.True(module.IsCommand);
        Assert.Equal(new ImportDescription("env", "log", new FunctionType([ValueKind.I32, ValueKind.F64], [])), module.Imports[0]);
        Assert.Equal(
            [
                new ExportDescription("memory", new MemoryType(1, 4, false, false)),
                new ExportDescription("table", new TableType(ValueKind.ExternRef, 3, null, false)),
                new ExportDescription("g", new GlobalType(ValueKind.F32, true)),
            ],
            module.Exports.Take(3));
        Assert.Equal(new TagType([ValueKind.I64]), module.Exports[3].Type);
        Assert.Equal("() -> ()", module.Exports[4].Type.ToString());
    }
}
