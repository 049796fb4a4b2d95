using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>
/// MPI for embedded guests. Jobs are tested with the command; here one test initialises MPI, since a process can do so once.
/// </summary>
public sealed class MpiTests
{
    // MPI 5.0, appendix A.
    private const int MpiCommWorld = 257;
    private const int MpiTagUb = 501;

    private const string Asks = """
        (module
          (import "mpi" "MPI_Get_version" (func $version (param i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func (export "version") (result i32)
            (drop (call $version (i32.const 16) (i32.const 20)))
            (i32.load (i32.const 16))))
        """;

    [Fact]
    public void A_guest_reaches_the_hosts_library()
    {
        using var module = Guest.Compile(Asks);
        var linker = new Linker(Guest.Engine);
        linker.DefineMpi();
        for (var i = 0; i < 2; i++)
        {
            using var store = new Store(Guest.Engine);
            var instance = linker.Instantiate(store, module);
            Assert.InRange(instance.Invoke("version")[0].AsInt32(), 3, 9);
        }
        Assert.Throws<InvalidOperationException>(() => linker.DefineMpi("/nowhere/libmpi.so"));
    }

    /// <summary>
    /// What MPI places in a guest's memory it places in the memory of who asks, be it smaller than that of who asked first.
    /// </summary>
    [Fact]
    public void Guests_that_ask_one_after_the_other_get_addresses_of_their_own_memories()
    {
        var linker = new Linker(Guest.Engine);
        linker.DefineMpi();
        using var store = new Store(Guest.Engine);
        using var large = Guest.Compile(AsksForAttribute(pages: 40, place: 2_000_000));
        using var small = Guest.Compile(AsksForAttribute(pages: 1, place: 1024));
        var first = linker.Instantiate(store, large);
        Assert.Equal(0, first.Invoke("init")[0].AsInt32());
        Assert.Equal(2_000_000, first.Invoke("ask")[0].AsInt32());
        var second = linker.Instantiate(store, small);
        Assert.Equal(1024, second.Invoke("ask")[0].AsInt32());
        Assert.Equal(first.Invoke("read")[0].AsInt32(), second.Invoke("read")[0].AsInt32());
        Assert.Equal(0, second.Invoke("finalize")[0].AsInt32());
    }

    /// <summary>Asks for MPI_TAG_UB of MPI_COMM_WORLD; the address of the answer comes from its own malloc.</summary>
    private static string AsksForAttribute(int pages, int place) => $"""
        (module
          (import "mpi" "MPI_Init" (func $init (param i32 i32) (result i32)))
          (import "mpi" "MPI_Finalize" (func $finalize (result i32)))
          (import "mpi" "MPI_Comm_get_attr" (func $ask (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") {pages})
          (func (export "malloc") (param i32) (result i32) (i32.const {place}))
          (func (export "init") (result i32) (call $init (i32.const 0) (i32.const 0)))
          (func (export "finalize") (result i32) (call $finalize))
          (func (export "ask") (result i32)
            (drop (call $ask (i32.const {MpiCommWorld}) (i32.const {MpiTagUb}) (i32.const 16) (i32.const 20)))
            (i32.load (i32.const 16)))
          (func (export "read") (result i32) (i32.load (i32.load (i32.const 16)))))
        """;

    /// <summary>MPI_LONG and MPI_AINT are as wide as those of the first: another width would be a silent error.</summary>
    [Fact]
    public void A_module_with_64_bit_addresses_is_refused_where_others_use_MPI_with_32_bit_ones()
    {
        const string Wide = """
            (module
              (import "mpi" "MPI_Initialized" (func $initialized (param i64) (result i32)))
              (memory (export "memory") i64 1))
            """;
        using var module = Guest.Compile(Wide);
        var linker = new Linker(Guest.Engine);
        linker.DefineMpi();
        using var store = new Store(Guest.Engine);
        using var narrow = Guest.Compile(AsksForAttribute(1, 1024));
        _ = linker.Instantiate(store, narrow);
        Assert.Equal("MW0715", Assert.ThrowsAny<MpiWasmException>(() => linker.Instantiate(store, module)).Code);
    }

    /// <summary>Modules of the first embedder have an ABI of their own, and may import the first snapshot of WASI.</summary>
    [Fact]
    public void A_module_of_the_published_ABI_is_served()
    {
        const string Published = """
            (module
              (import "env" "MPI_Initialized" (func $initialized (param i32) (result i32)))
              (import "wasi_unstable" "sched_yield" (func $yield (result i32)))
              (memory (export "memory") 2)
              (func (export "ask") (result i32) (i32.or (call $initialized (i32.const 16)) (call $yield))))
            """;
        using var module = Guest.Compile(Published);
        var linker = new Linker(Guest.Engine);
        linker.DefineMpi();
        using var store = new Store(Guest.Engine);
        Assert.Equal("MW0401", Assert.Throws<LinkException>(() => linker.Instantiate(store, module)).Code);
        linker.DefineWasi();
        Assert.Equal(0, linker.Instantiate(store, module).GetFunction<int>("ask")!());
    }

    [Fact]
    public void Without_DefineMpi_its_procedures_are_missing()
    {
        using var store = new Store(Guest.Engine);
        Assert.Equal("MW0401", Assert.Throws<LinkException>(() => Guest.Instantiate(store, Asks)).Code);
    }
}
