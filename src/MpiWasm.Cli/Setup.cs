namespace MpiWasm.Cli;

/// <summary>How the command sets the engine up.</summary>
internal static class Setup
{
    public static EngineOptions Engine(bool preciseTraps) => new()
    {
        Traps = preciseTraps ? TrapMode.Precise : TrapMode.Relaxed,
        OnNotice = Report.Note,
    };
}
