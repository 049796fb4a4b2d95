namespace MpiWasm.MpichSuite;

/// <summary>How one entry ended. A reason is one line; it is empty when the test passed.</summary>
internal sealed record Outcome(bool Passed, double Seconds, string Reason)
{
    /// <summary>Begins the reason of what this machine could not try.</summary>
    public const string NotRun = "not run";
    /// <summary>Begins the reason of what was ended from outside.</summary>
    public const string NoEnd = "no end within";

    public static Outcome Success(double seconds) => new(true, seconds, "");

    public static Outcome Failed(string reason, double seconds = 0) => new(false, seconds, reason.Replace('\t', ' '));
}
