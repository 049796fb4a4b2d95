using MpiWasm.Compiler;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Support;
using MpiWasm.Image.Cache;
using MpiWasm.Runtime.Images;

namespace MpiWasm.Runtime.Tests;

/// <summary>Installs the support image once for the test process.</summary>
internal static class Support
{
    public static ImageCache Cache { get; } = new(Directory.CreateTempSubdirectory("mpiwasm-runtime-tests-").FullName);

    private static readonly Lazy<bool> Installed = new(() =>
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Cache.Directory, recursive: true);
        var text = SupportSource.Text();
        var key = ImageKey.Compute(System.Text.Encoding.UTF8.GetBytes(text), new CompileOptions().Fingerprint());
        SupportImage.Install(Cache.GetOrCreate(
            ImageKind.Support, key, path => ImagePipeline.CompileText(text, new CompileOptions(), path, SupportSource.AllowedSymbols)));
        return true;
    });

    public static void Install() => _ = Installed.Value;
}
