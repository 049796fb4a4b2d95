using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Worker;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>An attempt that was cut off is continued by the next, and tells how far it came.</summary>
[Trait("Speed", "Slow")]
public sealed class ContinuationTests : IDisposable
{
    /// <summary>A process that is gone.</summary>
    private const int Predecessor = 1;

    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-continue-").FullName;

    private string Output => Path.Combine(_directory, "image.so");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [WatFact]
    public void WhatIsFinishedIsTakenOverAndTheRestIsCompiledFunctionByFunction()
    {
        var module = LargeModule();
        var partitions = Partitions.Split(module);
        Assert.True(partitions.Count > 2, "the module is too small for this test");
        // The predecessor finished all partitions but one in the middle, and had begun to write that.
        GuestCompiler.CompileToObjects(module, new CompileOptions(), Path.Combine(_directory, "made."));
        for (var i = 0; i < partitions.Count; i++)
            File.Move(Path.Combine(_directory, $"made.{i}.o"), Plan.ObjectPath(Output, Predecessor, i));
        File.Move(Plan.ObjectPath(Output, Predecessor, 1), Plan.ObjectPath(Output, Predecessor, 1) + LlvmSession.Growing);

        var pieces = Plan.Continue(module, Output, Predecessor);
        var (_, length) = partitions[1].GetOffsetAndLength(module.Bodies.Length);
        Assert.Equal(partitions.Count - 1 + length, pieces.Count);
        Assert.Equal(module.Bodies.Length, pieces.Sum(piece => piece.Bodies.GetOffsetAndLength(module.Bodies.Length).Length));

        var status = Path.Combine(_directory, "status");
        using (var notes = new CompileStatus(status))
        {
            GuestCompiler.Compile(
                module, new CompileOptions { OptimizationLevel = 1 }, Output, new GuestCompilation
                {
                    Predecessor = Predecessor,
                    Status = notes,
                });
        }
        Assert.Equal(["mpiwasm_image"], ElfSymbols.Read(File.ReadAllBytes(Output)).Defined);
        var state = CompileStatus.Read(status);
        Assert.Equal((module.Bodies.Length, module.Bodies.Length), (state.Done, state.Total));
        Assert.Empty(state.Unfinished);
        for (var i = 0; i < partitions.Count; i++)
            Assert.False(File.Exists(Plan.ObjectPath(Output, Predecessor, i)), $"object {i} was not taken over");
    }

    [WatFact]
    public void WithoutPredecessorsObjectsEveryFunctionIsCompiledByItself()
    {
        var module = LargeModule();
        Assert.Equal(module.Bodies.Length, Plan.Continue(module, Output, Predecessor).Count);
        Assert.All(Plan.Continue(module, Output, Predecessor), piece => Assert.Null(piece.Object));
    }

    [Fact]
    public void AStatusTellsWhatIsDoneOfAllAndWhatIsNot()
    {
        var path = Path.Combine(_directory, "status");
        Assert.Equal(0, CompileStatus.Read(path).Total);
        using var status = new CompileStatus(path);
        status.Expect(30);
        status.Start("functions a to j");
        status.Start("function k\n-functions a to j");      // names are the guest's
        status.End("functions a to j");
        status.Advance(10);
        var state = CompileStatus.Read(path);
        Assert.Equal((10, 30), (state.Done, state.Total));
        Assert.Equal("function k\\u{a}-functions a to j", Assert.Single(state.Unfinished));
        Assert.Equal("10 of 30 functions were done", state.Progress);
    }

    [Fact]
    public void WhoWaitsIsToldUntilTheEndOfBothAttempts()
    {
        var seen = new List<CompileProgress>();
        var command = new WorkerCommand("dotnet", ["exec", typeof(ContinuationTests).Assembly.Location, CompilerWorker.Command]);
        var job = new CompileJob { Kind = "sleep", Input = "", Output = Output, Options = new CompileOptions() };
        var limits = new CompileLimits { WallClock = TimeSpan.FromSeconds(1) };
        Assert.Throws<CompileException>(() => CompilerProcess.Compile(job, limits, command, seen.Add));
        Assert.True(seen[^1].Elapsed > limits.WallClock, $"last told after {seen[^1].Elapsed}");
        Assert.Equal(seen.OrderBy(progress => progress.Elapsed), seen);
    }

    private static WasmModule LargeModule()
    {
        var body = string.Concat(Enumerable.Repeat(
            "(local.set 0 (i32.mul (i32.xor (local.get 0) (i32.const 7)) (i32.const 1000003)))", 300));
        var functions = Enumerable.Range(0, 90)
            .Select(i => $"(func $f{i} (export \"f{i}\") (param i32) (result i32) {body} (call $f{(i + 1) % 90} (local.get 0)))");
        return Wasm.Decoding.ModuleDecoder.Decode(Guest.Assemble($"(module {string.Concat(functions)})"));
    }
}
