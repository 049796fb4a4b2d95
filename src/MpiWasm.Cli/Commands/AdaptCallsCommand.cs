using MpiWasm.Cli.Output;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Rewriting;

namespace MpiWasm.Cli.Commands;

/// <summary>
/// <c>mpiwasm adapt-calls</c>, with which the compiler wrappers end a link: calls of functions by other types than theirs arrive, as they
/// do natively. Says a line of each such function.
/// </summary>
internal static class AdaptCallsCommand
{
    public static int Execute(string path)
    {
        var module = ModuleDecoder.Decode(File.ReadAllBytes(path));
        var adapted = CallAdapters.Apply(module, out var calls);
        foreach (var call in calls)
        {
            Report.Line($"{GuestText.Of(call.Function)}: " + (call.Obstacle is null
                ? $"called as {call.Called}, it is {call.Defined}: arguments and result are converted as they would be natively"
                : $"called as {call.Called}, which traps: {call.Obstacle}"));
        }
        if (!adapted.Equals(module.Bytes))
            File.WriteAllBytes(path, adapted.Span);
        return ExitCode.Success;
    }
}
