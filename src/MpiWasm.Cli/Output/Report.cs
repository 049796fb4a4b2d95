using System.Text;
using MpiWasm.Cli.Unix;
using MpiWasm.Wasi.Threads;

namespace MpiWasm.Cli.Output;

/// <summary>
/// Messages for the user. Each is one write to descriptor 2, so that messages of several ranks do not mix, and none goes through
/// System.Console, which would send terminal escapes.
/// </summary>
internal static class Report
{
    /// <summary>How long an end from outside of the guest waits for who reads the output.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static int? _ofProcess;

    [ThreadStatic]
    private static int? _ofThread;

    public static bool Quiet { get; set; }

    /// <summary>Whether messages wait for their reader, as long as it takes; else for <see cref="Patience"/>.</summary>
    public static bool IsPatient { get; set; } = true;

    /// <summary>The rank that speaks, or null outside an MPI job.</summary>
    public static int? Rank
    {
        get => _ofThread ?? _ofProcess;
        set => _ofProcess = value;
    }

    /// <summary>What the calling thread says, a rank says that is one of several in this process.</summary>
    public static void Speak(int rank) => _ofThread = rank;

    private static string Who =>
        (Rank is { } rank ? $"mpiwasm: rank {rank}: " : "mpiwasm: ")
            + (ThreadGroup.Current is not 0 and var thread ? $"thread {thread}: " : "");

    public static void Error(MpiWasmException e) => Error(e.Code, e.Message, NextStep.Of(e));

    public static void Error(string code, string message, string? nextStep)
    {
        var text = new StringBuilder();
        text.Append(Who).Append("error ").Append(code).Append(": ").Append(message.TrimEnd()).Append('\n');
        if (nextStep is not null)
            text.Append("  ").Append(nextStep.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        Write(2, text.ToString());
    }

    /// <summary>A statement of this rank.</summary>
    public static void Say(string message) => Write(2, $"{Who}{message}\n");

    public static void Note(string message)
    {
        if (!Quiet)
            Write(2, $"{Who}note: {message}\n");
    }

    public static void Line(string text) => Write(1, text + "\n");

    public static void Text(string text) => Write(1, text);

    private static void Write(int descriptor, string text)
    {
        ProgressLine.Clear();
        Posix.WriteAll(descriptor, Encoding.UTF8.GetBytes(GuestText.Message(text)), IsPatient ? null : Patience);
    }
}
