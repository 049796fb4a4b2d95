namespace MpiWasm.Fuzz;

/// <summary>
/// lld, which images are linked with, needs longer to start than a small module to compile; where there is GNU
/// ld, most modules are linked by it.
/// </summary>
internal static class Linkers
{
    private const string Variable = "MPIWASM_LLD", Faster = "/usr/bin/ld.bfd";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable);

    public static void Choose(bool usual) => Environment.SetEnvironmentVariable(Variable, usual || !File.Exists(Faster) ? Given : Faster);
}
