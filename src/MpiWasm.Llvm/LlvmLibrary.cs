using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MpiWasm.Llvm;

/// <summary>
/// Finds and loads libLLVM: the path in <c>MPIWASM_LLVM</c>, or the newest supported version beside the program
/// (<see cref="PackagedDirectory"/>) or in the usual places. Nothing is loaded before <see cref="Load"/>; <see cref="FindMajorVersion"/>
/// looks at file names only, because a cached start must not load LLVM.
/// </summary>
public static partial class LlvmLibrary
{
    /// <summary>Name of the environment variable that holds the path of the library to use.</summary>
    public const string PathVariable = "MPIWASM_LLVM";

    /// <summary>Where a package that brings its own LLVM has it: libLLVM with what it needs, and ld.lld.</summary>
    public static string PackagedDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "llvm");

    /// <summary>The versions that are supported, newest first.</summary>
    public static IReadOnlyList<int> SupportedMajorVersions { get; } = [22, 21, 20, 19];

    internal const string ImportName = "LLVM";

    private const string InstallStep = "install it (Debian: apt-get install libllvm22 lld-22), or set MPIWASM_LLVM to the path "
        + "of a libLLVM.so of version 19 to 22";

    private static readonly string[] Directories =
    [
        PackagedDirectory, "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib",
        "/lib64", "/lib",
    ];

    private static readonly Lock Guard = new();
    private static nint _handle;

    /// <summary>Loads the library, once; every other member of this assembly needs it.</summary>
    /// <exception cref="LlvmException">MW0201: there is none, or it is of a version that is not supported.</exception>
    public static void Load()
    {
        lock (Guard)
        {
            if (_handle != 0)
                return;
            var handle = LoadAny();
            _handle = handle;
            NativeLibrary.SetDllImportResolver(typeof(LlvmLibrary).Assembly, (name, _, _) => name == ImportName ? handle : 0);
            LLVM.GetVersion(out var major, out var minor, out var patch);
            if (!SupportedMajorVersions.Contains((int)major))
                throw new LlvmException(
                    LlvmException.Missing, $"libLLVM is of version {major}.{minor}.{patch}; 19 to 22 are supported", InstallStep);
            Version = $"{major}.{minor}.{patch}";
            MajorVersion = (int)major;
        }
    }

    /// <summary>Version of the loaded library, for example 22.1.8; empty before <see cref="Load"/>.</summary>
    public static string Version { get; private set; } = "";

    /// <summary>Major version of the loaded library; 0 before <see cref="Load"/>.</summary>
    public static int MajorVersion { get; private set; }

    /// <summary>The major version <see cref="Load"/> would get, judged by file names alone; null when no library is found.</summary>
    public static int? FindMajorVersion()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path)
        {
            if (!File.Exists(path))
                return null;
            var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var match = VersionInName().Match(Path.GetFileName(real));
            return match.Success ? int.Parse(match.Groups[1].ValueSpan) : SupportedMajorVersions[0];
        }
        foreach (var version in SupportedMajorVersions)
            if (Candidates(version).Any(File.Exists))
                return version;
        return null;
    }

    private static nint LoadAny()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path)
        {
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw new LlvmException(
                    LlvmException.Missing, $"{PathVariable} names {path}, which cannot be loaded as libLLVM", InstallStep, e);
            }
        }
        foreach (var version in SupportedMajorVersions)
        {
            foreach (var name in Packaged(version).Concat(Names(version)).Concat(Candidates(version)))
                if (NativeLibrary.TryLoad(name, out var handle))
                    return handle;
        }
        throw new LlvmException(
            LlvmException.Missing,
            "this module is not in the cache, and libLLVM (19 to 22), which compiles it, was not found",
            InstallStep);
    }

    private static IEnumerable<string> Names(int version) =>
        [$"libLLVM.so.{version}.1", $"libLLVM-{version}.so.1", $"libLLVM-{version}.so"];

    private static IEnumerable<string> Packaged(int version) => Names(version).Select(name => Path.Combine(PackagedDirectory, name));

    private static IEnumerable<string> Candidates(int version) =>
        Directories.Append($"/usr/lib/llvm-{version}/lib").Append($"/usr/lib/llvm{version}/lib").Append($"/usr/lib64/llvm{version}/lib64")
            .SelectMany(directory => Names(version).Select(name => Path.Combine(directory, name)));

    [GeneratedRegex(@"^libLLVM(?:\.so\.|-)(\d+)")]
    private static partial Regex VersionInName();
}
