namespace MpiWasm.Cli.LocalRanks;

/// <summary>The standard input of all ranks but the first.</summary>
internal static class NoInput
{
    private static readonly Lazy<Microsoft.Win32.SafeHandles.SafeFileHandle> File = new(() => System.IO.File.OpenHandle("/dev/null"));

    /// <summary>A descriptor of /dev/null, open as long as the process lives.</summary>
    public static int Descriptor => (int)File.Value.DangerousGetHandle();
}
