using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>MPI for embedded guests. Jobs are tested with the command; here MPI is never initialised, since a process can do so once.</summary>
public sealed class MpiTests
{
    private const string Asks = """
        (module
          (import "mpi" "MPI_Initialized" (func $initialized (param i32) (result i32)))
          (import "mpi" "MPI_Get_version" (func $version (param i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func (export "initialized") (result i32)
            (i32.store (i32.const 8) (i32.const -1))
            (drop (call $initialized (i32.const 8)))
            (i32.load (i32.const 8)))
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
            Assert.Equal(0, instance.Invoke("initialized")[0].AsInt32());
            Assert.InRange(instance.Invoke("version")[0].AsInt32(), 3, 9);
        }
        Assert.Throws<InvalidOperationException>(() => linker.DefineMpi("/nowhere/libmpi.so"));
    }

    /// <summary>Sizes and addresses of MPI calls have 32 bits, and bounds are computed for no more.</summary>
    [Fact]
    public void A_module_whose_first_memory_has_64_bit_addresses_is_refused_before_it_runs()
    {
        const string wide = """
            (module
              (import "mpi" "MPI_Initialized" (func $initialized (param i32) (result i32)))
              (memory (export "memory") i64 1))
            """;
        using var module = Guest.Compile(wide);
        var linker = new Linker(Guest.Engine);
        linker.DefineMpi();
        using var store = new Store(Guest.Engine);
        Assert.Equal("MW0715", Assert.ThrowsAny<MpiWasmException>(() => linker.Instantiate(store, module)).Code);
    }

    [Fact]
    public void Without_DefineMpi_its_procedures_are_missing()
    {
        using var store = new Store(Guest.Engine);
        Assert.Equal("MW0401", Assert.Throws<LinkException>(() => Guest.Instantiate(store, Asks)).Code);
    }
}
