using System.Collections.Immutable;
using System.Globalization;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Worker;
using MpiWasm.Image.Hashing;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims;

/// <summary>
/// Makes the images of native shims for one kind of host MPI library, one for each family of procedures. They are loaded through
/// <see cref="ShimTable"/>, without this assembly.
/// </summary>
public static class ShimImage
{
    /// <summary>
    /// All that an image takes from the process. The host's MPI functions come through <see cref="MpiContext.Procedures"/>.
    /// </summary>
    public static ImmutableHashSet<string> AllowedSymbols { get; } = ["malloc", "free", "memcpy", "memset", "memmove"];

    /// <summary>Kind of the compile job; its input is <see cref="JobInput"/>.</summary>
    public const string JobKind = "shims";

    /// <summary>Teaches the compile worker to make shim images; both sides of a compilation call it at start-up.</summary>
    public static void Register() =>
        CompilerWorker.Register(JobKind, static (input, _) =>
        {
            var words = input.Split('/');
            return new TextImage(
                ShimModule.EmitParts(MpiApi.Standard, HostAbi.Parse(words[0]), GuestAbi.Parse(words[1]), Enum.Parse<ShimFamily>(words[2])),
                AllowedSymbols);
        });

    /// <summary>What a compile worker is told.</summary>
    public static string JobInput(HostAbi host, GuestAbi guest, ShimFamily family) => $"{host.ToText()}/{guest}/{family}";

    /// <summary>The job that writes the image of one family of shims for a host to a file.</summary>
    public static CompileJob Job(HostAbi host, GuestAbi guest, ShimFamily family, CompileOptions options, string outputPath) =>
        new() { Kind = JobKind, Input = JobInput(host, guest, family), Output = outputPath, Options = options };

    /// <summary>The IR of all families, for tests and for the curious.</summary>
    public static string EmitText(MpiApi api, HostAbi host, GuestAbi guest) => ShimModule.Emit(api, host, guest);

    /// <summary>Compiles the image to a file.</summary>
    /// <exception cref="ShimException">MW0750: a procedure declared `via shim` cannot be served by one.</exception>
    public static void Build(MpiApi api, HostAbi host, GuestAbi guest, ShimFamily family, CompileOptions options, string outputPath) =>
        ImagePipeline.CompileText(ShimModule.EmitParts(api, host, guest, family), options, outputPath, AllowedSymbols);

    /// <summary>Cache key: changes whenever the image would. The fingerprint is one of <see cref="CompileOptions.Fingerprints"/>.</summary>
    public static string CacheKey(MpiApi api, HostAbi host, GuestAbi guest, ShimFamily family, string fingerprint)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{api.Text}\n{family}\n{guest}\n{host.ToText()}\n{typeof(ShimImage).Module.ModuleVersionId}\n"
            + $"{typeof(ShimTable).Module.ModuleVersionId}\n{fingerprint}");
        return Sha256.HexOf(text)[..32];
    }
}
