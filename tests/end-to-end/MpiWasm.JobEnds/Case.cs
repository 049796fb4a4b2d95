namespace MpiWasm.JobEnds;

/// <summary>A repetition: what goes wrong, on which of how many ranks, and what the others do.</summary>
internal sealed record Case(string Fault, int Rank, int Ranks, string Others)
{
    public static readonly string[] Faults = ["trap", "exit", "kill", "rank", "pointer"];

    /// <summary>The repetition of a number: all faults, 2 and 4 ranks, computing and receiving, and every rank in turn.</summary>
    public static Case Of(int number)
    {
        var round = number / Faults.Length;
        var ranks = round % 2 == 0 ? 2 : 4;
        return new Case(Faults[number % Faults.Length], round / 4 % ranks, ranks, round / 2 % 2 == 0 ? "compute" : "receive");
    }

    public override string ToString() => $"{Fault} on rank {Rank} of {Ranks}, others {Others}";
}
