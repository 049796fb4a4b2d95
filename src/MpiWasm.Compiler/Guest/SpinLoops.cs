namespace MpiWasm.Compiler.Guest;

internal static class SpinLoops
{
    public static void Protect(LlvmSession session) => session.Run("function(sroa,early-cse,simplifycfg)");
}
