using Xunit;

#pragma warning disable CA2025 // every test waits for its threads before it disposes anything

namespace MpiWasm.Embedding.Tests;

/// <summary>Dispose, use after it, and threads.</summary>
public sealed class LifetimeTests
{
    private const string Everything = """
        (module
          (memory (export "memory") 1)
          (table (export "table") 1 funcref)
          (global (export "global") (mut i32) (i32.const 0))
          (func (export "function") (param i32) (result i32) (local.get 0)))
        """;

    private const string Counter = """
        (module
          (import "env" "memory" (memory 1 2 shared))
          (func (export "count") (param i32)
            (loop $again
              (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
              (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
        """;

    [Fact]
    public void Nothing_of_a_disposed_store_can_be_used()
    {
        var store = new Store(Guest.Engine);
        var instance = Guest.Instantiate(store, Everything);
        var (memory, table, global, function) = (instance.GetMemory("memory")!, instance.GetTable("table")!, instance.GetGlobal("global")!,
            instance.GetFunction("function")!);
        var typed = function.ToFunc<int, int>();
        var own = new Memory(store, 1);
        store.Dispose();
        store.Dispose();
        Action[] uses =
        [
            () => instance.GetFunction("function"), () => instance.Invoke("function", 1), () => instance.RunCommand(),
            () => typed(1), () => function.Invoke(1), () => _ = function.Name,
            () => memory.GetSpan(0, 1), () => memory.Read<int>(0), () => memory.Write(0, 1), () => memory.Grow(1),
            () => _ = memory.Length, () => own.Read<int>(0),
            () => _ = table[0], () => table[0] = (Function?)null, () => table.Grow(1, (Function?)null), () => _ = table.Size,
            () => _ = global.Value, () => global.Value = 1, () => _ = global.Type,
            () => _ = new Memory(store, 1), () => _ = new Table(store, ValueKind.FuncRef, 1), () => _ = new Global(store, 1),
            () => Guest.Instantiate(store, Everything),
        ];
        for (var i = 0; i < uses.Length; i++)
        {
            var error = Record.Exception(uses[i]);
            Assert.True(error is ObjectDisposedException || (i == 2 && error is ModuleFileException), $"use {i}: {error}");
        }
    }

    [Fact]
    public void Disposed_engines_and_modules_refuse_new_work_and_leave_the_old_alone()
    {
        var engine = new Engine(Guest.Engine.Options);
        var module = engine.Compile(Guest.Assemble(Everything));
        using var store = new Store(engine);
        var linker = new Linker(engine);
        var instance = linker.Instantiate(store, module);
        module.Dispose();
        module.Dispose();
        engine.Dispose();
        engine.Dispose();
        Assert.Equal(3, instance.GetFunction<int, int>("function")!(3));
        Assert.Throws<ObjectDisposedException>(() => linker.Instantiate(store, module));
        Assert.Throws<ObjectDisposedException>(() => engine.Compile(Guest.Assemble(Everything)));
        Assert.Throws<ObjectDisposedException>(() => new Store(engine));
    }

    [Fact]
    public void A_store_cannot_be_disposed_by_a_host_function_it_runs()
    {
        using var store = new Store(Guest.Engine);
        var instance = Guest.Instantiate(store,
            """(module (import "env" "act" (func $act)) (func (export "run") (result i32) (call $act) (i32.const 5)))""",
            linker => linker.Define("env", "act", (Caller caller) => { Assert.Throws<InvalidOperationException>(caller.Store.Dispose); }));
        Assert.Equal(5, instance.Invoke("run")[0].AsInt32());
    }

    [Fact]
    public void A_second_thread_is_kept_out_of_a_running_store()
    {
        using var store = new Store(Guest.Engine);
        Exception? other = null;
        Instance? instance = null;
        instance = Guest.Instantiate(store,
            """(module (import "env" "act" (func $act)) (func (export "run") (call $act)) (func (export "idle")))""",
            linker => linker.Define("env", "act", () =>
            {
                var thread = new Thread(() => other = Record.Exception(() => instance!.Invoke("idle")));
                thread.Start();
                thread.Join();
            }));
        instance.Invoke("run");
        Assert.IsType<InvalidOperationException>(other);
        instance.Invoke("idle");
    }

    [Fact]
    public void Stores_run_side_by_side_and_a_store_moves_between_threads()
    {
        using var module = Guest.Compile("""
            (module
              (import "env" "id" (func $id (result i32)))
              (global $sum (mut i32) (i32.const 0))
              (func (export "add") (param i32) (result i32)
                (loop $again
                  (global.set $sum (i32.add (global.get $sum) (call $id)))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (global.get $sum)))
            """);
        var sums = new int[4];
        Parallel.For(0, sums.Length, i =>
        {
            using var store = new Store(Guest.Engine);
            var linker = new Linker(Guest.Engine);
            linker.Define("env", "id", () => i);
            var add = linker.Instantiate(store, module).GetFunction<int, int>("add")!;
            add(1000);
            var thread = new Thread(() => sums[i] = add(500));
            thread.Start();
            thread.Join();
        });
        Assert.Equal([0, 1500, 3000, 4500], sums);
    }

    [Fact]
    public void A_shared_memory_is_used_by_several_stores_at_once_and_outlives_its_owners_interest()
    {
        using var module = Guest.Compile(Counter);
        using var memory = new SharedMemory(Guest.Engine, 1, 2);
        using var store = new Store(Guest.Engine);
        var linker = new Linker(Guest.Engine);
        linker.Define("env", "memory", memory);
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            using var own = new Store(Guest.Engine);
            linker.Instantiate(own, module).GetAction<int>("count")!(100_000);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(300_000, memory.Memory.Read<int>(0));
        Assert.True(memory.Memory.Type.IsShared);
        var count = linker.Instantiate(store, module).GetAction<int>("count")!;
        memory.Dispose();
        memory.Dispose();
        count(5);
        Assert.Throws<ObjectDisposedException>(() => memory.Memory.Read<int>(0));
        Assert.Throws<ObjectDisposedException>(() => linker.Instantiate(store, module));
    }

    [Fact]
    public void Modules_are_compiled_by_several_threads_at_once()
    {
        var bytes = Enumerable.Range(100, 4)
            .Select(i => Guest.Assemble($$"""(module (func (export "get") (result i32) (i32.const {{i / 2}})))"""))
            .ToArray();
        var results = new int[bytes.Length];
        Parallel.For(0, bytes.Length, i =>
        {
            using var module = Guest.Engine.Compile(bytes[i]);
            using var store = new Store(Guest.Engine);
            results[i] = new Linker(Guest.Engine).Instantiate(store, module).GetFunction<int>("get")!();
        });
        Assert.Equal([50, 50, 51, 51], results);
    }
}
