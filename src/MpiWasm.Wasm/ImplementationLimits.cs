namespace MpiWasm.Wasm;

/// <summary>
/// What a module may not exceed, so that no module makes us allocate or compute without bound. Most are the limits browsers share
/// (the appendix of the Wasm JavaScript interface, "Implementation-defined limits").
/// </summary>
public static class ImplementationLimits
{
    public const int ModuleSize = 1 << 30;
    public const int Types = 1_000_000;
    public const int Functions = 1_000_000;
    public const int Imports = 1_000_000;
    public const int Exports = 1_000_000;
    public const int Globals = 1_000_000;
    public const int NameBytes = 100_000;
    public const int CustomSections = 100_000;
    public const int DataSegments = 100_000;
    public const int ElementSegments = 100_000;

    /// <summary>Elements of all element segments together.</summary>
    public const int SegmentElements = 10_000_000;

    public const int Tables = 100_000;
    public const int TableElements = 10_000_000;
    public const int Memories = 100;
    public const int Parameters = 1000;
    public const int Results = 1000;
    public const int FunctionBytes = 7_654_321;
    public const int Locals = 50_000;
    public const int BranchTargets = 65_520;
    public const int Tags = 1_000_000;

    /// <summary>Clauses of one try_table; ours.</summary>
    public const int CatchClauses = 10_000;

    /// <summary>Blocks open at once; ours. A switch compiled by clang nests one block per case.</summary>
    public const int Nesting = 50_000;

    /// <summary>Operands on the stack at once; ours: a call that leaves a thousand results takes two bytes.</summary>
    public const int Operands = 1_000_000;

    /// <summary>Pages of a 32-bit memory (Wasm 2.0 §3.2.5).</summary>
    public const ulong Memory32Pages = 65_536;

    /// <summary>Pages a 64-bit memory may declare (Wasm 3.0 §3.2.5). How many it can have is the runtime's business.</summary>
    public const ulong Memory64Pages = 1UL << 48;
}
