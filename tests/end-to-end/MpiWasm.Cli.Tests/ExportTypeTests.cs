using System.Diagnostics;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// What the host calls of a module is called only if it has the type that the host means. A guest that declares a reference in place of a
/// number would be handed an address of its choice.
/// </summary>
[Collection("guests")]
public sealed class ExportTypeTests(GuestFixture guests)
{
    [Theory]
    [InlineData("(func (export \"malloc\") (param funcref) (result i32) (table.set 0 (i32.const 0) (local.get 0)) (call_indirect "
        + "(type $f) (i32.const 0)) (i32.const 0))")]
    [InlineData("(func (export \"malloc\") (param i32) (result funcref) (ref.null func))")]
    [InlineData("(func (export \"malloc\") (param externref) (result i32) (i32.const 64))")]
    [InlineData("(func (export \"malloc\") (param i32))")]
    [InlineData("(func (export \"malloc\") (param i32 i32) (result i32) (i32.const 64))")]
    public void An_allocator_of_another_type_is_refused(string malloc)
    {
        var outcome = Run($"""
            {malloc}
            (func (export "_start")
              (drop (call $init (i32.const 0) (i32.const 0)))
              (drop (call $alloc (i32.const 0x00412340) (i32.const 304) (i32.const 64)))
              (drop (call $finalize)))
            """);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW0407", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("malloc", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(func (export \"free\") (param funcref) (table.set 0 (i32.const 0) (local.get 0)) "
        + "(call_indirect (type $f) (i32.const 0)))")]
    [InlineData("(func (export \"free\") (param i32 i32))")]
    [InlineData("(func (export \"free\"))")]
    public void A_release_of_another_type_is_refused(string free)
    {
        var outcome = Run($"""
            (func (export "malloc") (param i32) (result i32) (i32.const 4096))
            {free}
            (func (export "_start")
              (drop (call $init (i32.const 0) (i32.const 0)))
              (drop (call $alloc (i32.const 16) (i32.const 304) (i32.const 64)))
              (drop (call $release (i32.load (i32.const 64))))
              (drop (call $finalize)))
            """);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW0407", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("free", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(func (export \"_start\") (param funcref))")]
    [InlineData("(func (export \"_start\") (param i32))")]
    [InlineData("(func (export \"_start\") (result i32) (i32.const 0))")]
    public void A_program_that_starts_with_another_type_is_refused(string start)
    {
        var outcome = Run(start);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW0407", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("_start", outcome.Error, StringComparison.Ordinal);
    }

    private Outcome Run(string functions)
    {
        var folder = guests.NewFolder("types");
        File.WriteAllText(Path.Combine(folder, "m.wat"), $"""
            (module
              (type $f (func))
              (import "mpi" "MPI_Init" (func $init (param i32 i32) (result i32)))
              (import "mpi" "MPI_Finalize" (func $finalize (result i32)))
              (import "mpi" "MPI_Alloc_mem" (func $alloc (param i32 i32 i32) (result i32)))
              (import "mpi" "MPI_Free_mem" (func $release (param i32) (result i32)))
              (table 1 funcref)
              (memory (export "memory") 128)
              {functions})
            """);
        var module = Path.Combine(folder, "m.wasm");
        using var assembler = Process.Start("wat2wasm", [Path.Combine(folder, "m.wat"), "-o", module]);
        assembler.WaitForExit();
        Assert.Equal(0, assembler.ExitCode);
        return Mpiwasm.Run(["run", module], guests.Cache);
    }
}
