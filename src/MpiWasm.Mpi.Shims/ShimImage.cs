using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MpiWasm.Compiler;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims;

/// <summary>Makes the image of native shims for one family of host MPI libraries. It is loaded through <see cref="ShimTable"/>, without this assembly.</summary>
public static class ShimImage
{
    /// <summary>All that an image takes from the process. The host's MPI functions come through <see cref="MpiContext.Procedures"/>.</summary>
    public static ImmutableHashSet<string> AllowedSymbols { get; } = ["malloc", "free", "memcpy", "memset", "memmove"];

    /// <summary>Kind of the compile job; its input is the host's <see cref="HostAbi.Key"/>.</summary>
    public const string JobKind = "shims";

    /// <summary>Teaches the compile worker to make shim images; both sides of a compilation call it at start-up.</summary>
    public static void Register() =>
        CompilerWorker.Register(JobKind, (host, _) => new TextImage(ShimModule.EmitParts(MpiApi.Standard, HostAbi.OfName(host)), AllowedSymbols));

    /// <summary>The job that writes the image of a host family to a file.</summary>
    public static CompileJob Job(HostAbi host, CompileOptions options, string outputPath) =>
        new() { Kind = JobKind, Input = host.Key, Output = outputPath, Options = options };

    /// <summary>The IR, for tests and for the curious.</summary>
    public static string EmitText(MpiApi api, HostAbi host) => ShimModule.Emit(api, host);

    /// <summary>Compiles the image to a file.</summary>
    /// <exception cref="ShimException">MW0750: a procedure declared `via shim` cannot be served by one.</exception>
    public static void Build(MpiApi api, HostAbi host, CompileOptions options, string outputPath) =>
        ImagePipeline.CompileText(ShimModule.EmitParts(api, host), options, outputPath, AllowedSymbols);

    /// <summary>Cache key: changes whenever the image would. The fingerprint is one of <see cref="CompileOptions.Fingerprints"/>.</summary>
    public static string CacheKey(MpiApi api, HostAbi host, string fingerprint)
    {
        var status = string.Join(',', host.Status.Private.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Host}:{w.Guest}:{w.Words}")));
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{api.Text}\n{host}\n{host.Status}\n{status}\n{typeof(ShimImage).Module.ModuleVersionId}\n{typeof(ShimTable).Module.ModuleVersionId}\n{fingerprint}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
