using Xunit;

namespace MpiWasm.Wasi.Tests.Threads;

/// <summary>Threads by the convention of wasi-threads: starting, ending, limits.</summary>
public sealed class ThreadGroupTests
{
    private const int Again = -6;
    private const int NumberLimit = 1 << 29;

    /// <summary>Waits until the word at the address is not 0, and returns it.</summary>
    private const string Await = """
        (func $await (param i32) (result i32)
          (loop $again
            (if (i32.eqz (i32.atomic.load (local.get 0)))
              (then (drop (memory.atomic.wait32 (local.get 0) (i32.const 0) (i64.const -1))) (br $again))))
          (i32.atomic.load (local.get 0)))
        """;

    /// <summary>Stores a value, and wakes whoever waits for it.</summary>
    private const string Tell = """
        (func $tell (param i32 i32)
          (i32.atomic.store (local.get 0) (local.get 1))
          (drop (memory.atomic.notify (local.get 0) (i32.const -1))))
        """;

    [Fact]
    public void A_thread_gets_its_number_and_its_argument_and_has_the_same_memory()
    {
        using var guest = new ThreadGuest($"""
            {Await} {Tell}
            (func (export "wasi_thread_start") (param $number i32) (param $argument i32)
              (i32.store (i32.const 64) (local.get $argument))
              (call $tell (i32.const 68) (local.get $number)))
            (func (export "run") (result i32)
              (i32.sub (call $spawn (i32.const 42)) (call $await (i32.const 68))))
            (func (export "argument") (result i32) (i32.load (i32.const 64)))
            """);
        Assert.Equal(0, guest.Call("run"));
        Assert.Equal(42, guest.Call("argument"));
        Assert.Empty(guest.Ends);
    }

    [Fact]
    public void With_addresses_of_64_bits_an_argument_has_as_many_and_threads_wait_for_each_other()
    {
        using var guest = new ThreadGuest("""
            (func (export "wasi_thread_start") (param $number i32) (param $argument i64)
              (i64.store (i64.const 64) (local.get $argument))
              (i32.atomic.store (i64.const 72) (local.get $number))
              (drop (memory.atomic.notify (i64.const 72) (i32.const -1))))
            (func (export "run") (result i32) (local $number i32)
              (local.set $number (call $spawn (i64.const 0x123456789abc)))
              (loop $again
                (if (i32.eqz (i32.atomic.load (i64.const 72)))
                  (then (drop (memory.atomic.wait32 (i64.const 72) (i32.const 0) (i64.const -1))) (br $again))))
              (i32.sub (local.get $number) (i32.atomic.load (i64.const 72))))
            (func (export "argument") (result i32) (i32.wrap_i64 (i64.shr_u (i64.load (i64.const 64)) (i64.const 16))))
            """, address: "i64");
        Assert.Equal(0, guest.Call("run"));
        Assert.Equal(0x12345678, guest.Call("argument"));
        Assert.Empty(guest.Ends);
    }

    [Fact]
    public void Numbers_are_those_of_the_convention_and_differ_while_threads_live()
    {
        using var guest = new ThreadGuest($"""
            {Await} {Tell}
            (func (export "wasi_thread_start") (param i32 i32) (drop (call $await (i32.const 64))))
            (func (export "spawn") (result i32) (call $spawn (i32.const 0)))
            (func (export "release") (call $tell (i32.const 64) (i32.const 1)))
            """);
        var numbers = Enumerable.Range(0, 20).Select(_ => guest.Call("spawn")).ToArray();
        guest.Call("release");
        Assert.Equal(20, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.InRange(number, 1, NumberLimit - 1));
    }

    [Fact]
    public void A_thread_has_globals_and_tables_of_its_own()
    {
        using var guest = new ThreadGuest($"""
            {Await} {Tell}
            (global $mine (mut i32) (i32.const 5))
            (func (export "wasi_thread_start") (param i32 i32) (call $tell (i32.const 64) (global.get $mine)))
            (func (export "run") (result i32)
              (global.set $mine (i32.const 7))
              (drop (call $spawn (i32.const 0)))
              (i32.add (i32.mul (i32.const 10) (call $await (i32.const 64))) (global.get $mine)))
            """);
        Assert.Equal(57, guest.Call("run"));
    }

    [Fact]
    public void A_trap_in_a_thread_ends_the_guest()
    {
        using var guest = new ThreadGuest("""
            (func (export "wasi_thread_start") (param i32 i32) unreachable)
            (func (export "run") (result i32) (call $spawn (i32.const 0)))
            """);
        var number = guest.Call("run");
        var (thread, end) = guest.Ends.Take();
        Assert.Equal(number, thread);
        Assert.Equal(TrapCode.Unreachable, Assert.IsType<WasmTrapException>(end).Kind);
    }

    [Fact]
    public void A_thread_starts_with_numbers_and_nothing_else()
    {
        using var guest = new ThreadGuest("""
            (type $f (func))
            (table 1 funcref)
            (func (export "wasi_thread_start") (param i32 funcref)
              (table.set 0 (i32.const 0) (local.get 1))
              (call_indirect (type $f) (i32.const 0)))
            (func (export "run") (result i32) (call $spawn (i32.const 0x00412340)))
            """);
        _ = guest.Call("run");
        Assert.Equal(LinkException.WrongExportType, Assert.IsType<LinkException>(guest.Ends.Take().End).Code);
    }

    [Fact]
    public void Endless_recursion_in_a_thread_is_a_trap()
    {
        using var guest = new ThreadGuest("""
            (func $down (param i32) (result i32) (i32.add (i32.const 1) (call $down (i32.add (local.get 0) (call $spawn_no (local.get 0))))))
            (func $spawn_no (param i32) (result i32) (i32.load (local.get 0)))
            (func (export "wasi_thread_start") (param i32 i32) (drop (call $down (i32.const 0))))
            (func (export "run") (result i32) (call $spawn (i32.const 0)))
            """);
        for (var i = 0; i < 3; i++)
        {
            guest.Call("run");
            Assert.Equal(TrapCode.StackOverflow, Assert.IsType<WasmTrapException>(guest.Ends.Take().End).Kind);
        }
    }

    [Fact]
    public void An_access_out_of_bounds_in_a_thread_is_a_trap()
    {
        using var guest = new ThreadGuest("""
            (func (export "wasi_thread_start") (param i32 i32) (i32.store (local.get 1) (i32.const 1)))
            (func (export "run") (result i32) (call $spawn (i32.const 0x40000)))
            """);
        guest.Call("run");
        var trap = Assert.IsType<WasmTrapException>(guest.Ends.Take().End);
        Assert.Equal((TrapCode.OutOfBoundsMemoryAccess, 0x40000UL), (trap.Kind, trap.Address!.Value));
    }

    [Fact]
    public void An_exit_in_a_thread_ends_the_guest_with_its_status()
    {
        using var guest = new ThreadGuest("""
            (func (export "wasi_thread_start") (param i32 i32) (call $exit (i32.const 9)) unreachable)
            (func (export "run") (result i32) (call $spawn (i32.const 0)))
            """);
        guest.Call("run");
        Assert.Equal(9, Assert.IsType<GuestExitException>(guest.Ends.Take().End).ExitCode);
    }

    [Fact]
    public void Thread_exit_drops_open_calls_and_nothing_else()
    {
        using var guest = new ThreadGuest($"""
            {Await} {Tell}
            (func $inner (call $tell (i32.const 64) (i32.const 3)) (call $leave))
            (func (export "wasi_thread_start") (param i32 i32) (call $inner) unreachable)
            (func (export "run") (result i32) (drop (call $spawn (i32.const 0))) (call $await (i32.const 64)))
            """);
        Assert.Equal(3, guest.Call("run"));
        while (guest.Group.Count > 0)
            Thread.Sleep(1);
        Assert.Empty(guest.Ends);
    }

    [Fact]
    public void Beyond_the_limit_a_thread_cannot_be_made_until_one_has_ended()
    {
        using var guest = new ThreadGuest($"""
            {Await} {Tell}
            (func (export "wasi_thread_start") (param i32 i32) (drop (call $await (local.get 1))))
            (func (export "spawn") (result i32) (call $spawn (i32.const 64)))
            (func (export "release") (call $tell (i32.const 64) (i32.const 1)))
            """, limit: 3);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(guest.Call("spawn") > 0));
        Assert.Equal(Again, guest.Call("spawn"));
        guest.Call("release");
        while (guest.Group.Count > 0)
            Thread.Sleep(1);
        Assert.True(guest.Call("spawn") > 0);
    }

    [Fact]
    public void A_guest_may_be_allowed_none()
    {
        using var guest = new ThreadGuest("""
            (func (export "wasi_thread_start") (param i32 i32))
            (func (export "run") (result i32) (call $spawn (i32.const 0)))
            """, limit: 0);
        Assert.Equal(Again, guest.Call("run"));
    }

    [Fact]
    public void A_module_without_a_start_function_for_threads_is_told_so()
    {
        using var guest = new ThreadGuest("""(func (export "run") (result i32) (call $spawn (i32.const 0)))""");
        guest.Call("run");
        Assert.Contains("wasi_thread_start", Assert.IsType<LinkException>(guest.Ends.Take().End).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_thousand_threads_leave_nothing_behind()
    {
        using var guest = new ThreadGuest($"""
            {Await} {Tell}
            (func (export "wasi_thread_start") (param i32 i32) (call $tell (i32.const 64) (local.get 0)))
            (func (export "run") (result i32) (local i32 i32)
              (loop $again
                (i32.atomic.store (i32.const 64) (i32.const 0))
                (if (i32.gt_s (call $spawn (i32.const 0)) (i32.const 0))
                  (then (drop (call $await (i32.const 64))) (local.set 0 (i32.add (local.get 0) (i32.const 1)))))
                (br_if $again (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 500))))
              (local.get 0))
            """);
        Assert.Equal(500, guest.Call("run"));
        WaitForTheLast(guest);
        var (mappings, threads) = (Mappings(), Threads());
        Assert.Equal(500, guest.Call("run"));
        WaitForTheLast(guest);
        Assert.Equal(1000, guest.Released);
        Assert.Empty(guest.Ends);
        // Each thread left would have its stack, and its instance's table and contexts.
        Assert.InRange(Mappings() - mappings, int.MinValue, 100);
        Assert.InRange(Threads() - threads, int.MinValue, 20);
    }

    [Fact]
    public void The_clock_of_processor_time_is_each_thread_s_own()
    {
        using var guest = new ThreadGuest($"""
            {Await} {Tell}
            (func $used (result i64) (drop (call $clock (i32.const 3) (i64.const 0) (i32.const 128))) (i64.load (i32.const 128)))
            (func (export "wasi_thread_start") (param i32 i32)
              (i64.store (i32.const 72) (call $used))
              (call $tell (i32.const 64) (i32.const 1)))
            (func (export "run") (result i32)
              (loop $burn (br_if $burn (i64.lt_u (call $used) (i64.const 300000000))))
              (drop (call $spawn (i32.const 0)))
              (drop (call $await (i32.const 64)))
              (i64.lt_u (i64.load (i32.const 72)) (call $used)))
            """);
        Assert.Equal(1, guest.Call("run"));
    }

    private static void WaitForTheLast(ThreadGuest guest)
    {
        while (guest.Group.Count > 0)
            Thread.Sleep(1);
    }

    private static int Mappings() => File.ReadLines("/proc/self/maps").Count();

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Length;
}
