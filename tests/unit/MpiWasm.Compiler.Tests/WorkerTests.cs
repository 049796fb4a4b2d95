using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Worker;
using MpiWasm.Llvm;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>Compilation in a child process survives whatever happens there.</summary>
[Trait("Speed", "Slow")]
public sealed class WorkerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-worker-").FullName;

    private string Output => Path.Combine(_directory, "image.so");

    private static readonly WorkerCommand Command = new("dotnet", ["exec", typeof(WorkerTests).Assembly.Location, CompilerWorker.Command]);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Kinds of jobs that exist in the worker of these tests only.</summary>
    internal static void RegisterKinds()
    {
        CompilerWorker.Register(
            "constant", (input, _) => new TextImage($"define i32 @constant() {{ ret i32 {input} }}", new HashSet<string>()));
        CompilerWorker.Register("abort", (_, _) => { Environment.FailFast("as the test wants"); return null!; });
        CompilerWorker.Register("sleep", (_, _) => { Thread.Sleep(Timeout.Infinite); return null!; });
        CompilerWorker.Register("spin", (_, _) => { while (true) Thread.SpinWait(1000); });
        CompilerWorker.Register("slow-once", (input, options) =>
        {
            if (options.OptimizationLevel > 1)
                Thread.Sleep(Timeout.Infinite);
            return new TextImage($"define i32 @constant() {{ ret i32 {input} }}", new HashSet<string>());
        });
        CompilerWorker.Register("allocate", (_, _) =>
        {
            var kept = new List<nint>();
            while (true)
                kept.Add(System.Runtime.InteropServices.Marshal.AllocHGlobal(64 << 20));
        });
    }

    private CompileJob Job(string kind, string input = "") =>
        new() { Kind = kind, Input = input, Output = Output, Options = new CompileOptions() };

    private static CompileLimits Limits(double seconds = 60) => new() { WallClock = TimeSpan.FromSeconds(seconds) };

    [Fact]
    public void ARegisteredKindIsCompiledInTheWorker()
    {
        Assert.Null(CompilerProcess.Compile(Job("constant", "17"), Limits(), Command));
        Assert.Equal([Output], Directory.GetFiles(_directory));
        Assert.Contains("constant", ElfSymbols.Read(File.ReadAllBytes(Output)).Defined);
    }

    [WatFact]
    public void AGuestModuleIsCompiledInTheWorker()
    {
        var path = Path.Combine(_directory, "m.wasm");
        File.WriteAllBytes(path, Guest.Assemble("(module (func (export \"f\")))"));
        Assert.Null(CompilerProcess.Compile(Job(CompileJob.Guest, path), Limits(), Command));
        Assert.Contains("mpiwasm_image", ElfSymbols.Read(File.ReadAllBytes(Output)).Defined);
    }

    [Fact]
    public void AWorkersErrorArrivesWithItsCode()
    {
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(Job("constant", "nonsense"), Limits(), Command));
        Assert.Equal(LlvmException.Refused, error.Code);
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnInvalidModuleIsRefusedByTheWorkerToo()
    {
        var path = Path.Combine(_directory, "m.wasm");
        File.WriteAllBytes(path, [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1]);
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(Job(CompileJob.Guest, path), Limits(), Command));
        Assert.StartsWith("MW01", error.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void ACrashIsAnErrorThatSaysWhere()
    {
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(Job("abort"), Limits(), Command));
        Assert.Equal(CompileException.WorkerFailed, error.Code);
        Assert.Contains("while compiling abort", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void ATimeOutIsAnErrorAndLeavesNothingBehind()
    {
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(Job("sleep"), Limits(3), Command));
        Assert.Equal(CompileException.WorkerTimedOut, error.Code);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void AWorkerEndsWhenItsParentDoes()
    {
        // The parent holds the other end of its stdin, which closes however the parent ends.
        var start = new System.Diagnostics.ProcessStartInfo(Command.FileName) { RedirectStandardInput = true };
        foreach (var argument in Command.Arguments.Concat((Job("sleep") with { Limits = Limits() }).ToArguments()))
            start.ArgumentList.Add(argument);
        using var worker = System.Diagnostics.Process.Start(start)!;
        var status = CompileStatus.PathFor(Output, worker.Id);
        Assert.True(
            SpinWait.SpinUntil(() => File.Exists(status) && new FileInfo(status).Length > 0, TimeSpan.FromSeconds(50)),
            "the worker did not start");
        Assert.False(worker.HasExited);
        worker.StandardInput.Close();
        Assert.True(worker.WaitForExit(20_000), "the worker outlives its parent");
        Assert.Equal(CompilerWorker.OutOfTime, worker.ExitCode);
    }

    [Fact]
    public void AProcessorTimeLimitIsAnError()
    {
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(
            Job("spin"), Limits() with { ProcessorSeconds = 2 }, Command));
        Assert.Equal(CompileException.WorkerLimit, error.Code);
        Assert.Contains("processor time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMemoryLimitIsAnError()
    {
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(
            Job("allocate"), Limits() with { MemoryBytes = 2L << 30 }, Command));
        Assert.Equal(CompileException.WorkerLimit, error.Code);
        Assert.Contains("memory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFunctionTooLargeForTheLimitIsNamedAfterTheRetryAtO1()
    {
        var path = Path.Combine(_directory, "m.wasm");
        File.WriteAllBytes(path, MonsterModule.Bytes());
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(
            Job(CompileJob.Guest, path), Limits() with { MemoryBytes = 400L << 20 }, Command));
        Assert.Equal(CompileException.WorkerLimit, error.Code);
        Assert.Equal(
            "the compiler reached its limit of memory: 1 of 2 functions were done; it was compiling function monster", error.Message);
        Assert.Equal([path], Directory.GetFiles(_directory));
    }

    [Fact]
    public void AfterATimeOutItIsTriedOnceMoreAtO1()
    {
        var reason = CompilerProcess.Compile(Job("slow-once", "5"), Limits(8), Command);
        Assert.NotNull(reason);
        Assert.Contains("took longer than", reason, StringComparison.Ordinal);
        Assert.Equal([Output], Directory.GetFiles(_directory));
    }

    [Theory]
    [InlineData("MPIWASM_LLVM", "MW0201", "libllvm")]
    [InlineData("MPIWASM_LLD", "MW0205", "lld-22")]
    public void AMissingToolIsAnErrorThatSaysWhatToInstall(string variable, string code, string step)
    {
        // env(1) sets the variable for the worker alone.
        var command = new WorkerCommand("env", [$"{variable}=/nonexistent/tool", "dotnet", .. Command.Arguments]);
        var error = Assert.Throws<CompileException>(() => CompilerProcess.Compile(Job("constant", "1"), Limits(), command));
        Assert.Equal(code, error.Code);
        Assert.Contains(step, error.NextStep, StringComparison.Ordinal);
    }
}
