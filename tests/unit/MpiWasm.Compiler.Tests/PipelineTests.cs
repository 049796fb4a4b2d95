using System.Runtime.InteropServices;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Llvm;
using Xunit;

namespace MpiWasm.Compiler.Tests;

public sealed unsafe class PipelineTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Output => Path.Combine(_directory, "image.so");

    [Fact]
    public void TextBecomesASharedObjectThatRuns()
    {
        ImagePipeline.CompileText(
            "define i32 @add(i32 %a, i32 %b) { %c = add i32 %a, %b ret i32 %c }",
            new CompileOptions(),
            Output,
            ImagePipeline.LibrarySymbols);
        var image = NativeLibrary.Load(Output);
        var add = (delegate* unmanaged<int, int, int>)NativeLibrary.GetExport(image, "add");
        Assert.Equal(42, add(40, 2));
    }

    [Fact]
    public void NoTemporaryFilesStayBesideTheOutput()
    {
        ImagePipeline.CompileText("define void @f() { ret void }", new CompileOptions(), Output, ImagePipeline.LibrarySymbols);
        Assert.Equal([Output], Directory.GetFiles(_directory));
    }

    [Fact]
    public void InvalidIrIsAnErrorWithLlvmsMessage()
    {
        var error = Assert.Throws<LlvmException>(() =>
            ImagePipeline.CompileText("define i32 @f() { ret i64 0 }", new CompileOptions(), Output, ImagePipeline.LibrarySymbols));
        Assert.Equal("MW0208", error.Code);
        Assert.Contains("i32", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void AnUndefinedSymbolOutsideTheListIsRefused()
    {
        const string Ir = "declare void @system(ptr) define void @f(ptr %p) { call void @system(ptr %p) ret void }";
        var error = Assert.Throws<CompileException>(() => ImagePipeline.CompileText(
            Ir, new CompileOptions(), Output, ImagePipeline.LibrarySymbols));
        Assert.Equal("MW0207", error.Code);
        Assert.Contains("system", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void AnObjectForAarch64CanBeMadeOnAnyMachine()
    {
        ImagePipeline.CompileTextToObject(
            "define i32 @f(i32 %a) { ret i32 %a }", new CompileOptions { Triple = "aarch64-unknown-linux-gnu" }, Output);
        Assert.Equal(183, BitConverter.ToUInt16(File.ReadAllBytes(Output), 18));    // EM_AARCH64
    }
}
