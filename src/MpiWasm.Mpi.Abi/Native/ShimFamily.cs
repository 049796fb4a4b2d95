using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>Shims are compiled, kept and loaded by families, so that a program waits for those only that it may use.</summary>
public enum ShimFamily
{
    /// <summary>Point-to-point communication, completion, inquiries: what nearly every program uses.</summary>
    Core,

    /// <summary>Blocking collective operations, and packing.</summary>
    Collective,

    /// <summary>Collective operations that a request stands for, and persistent and partitioned ones.</summary>
    Started,

    /// <summary>What has a window.</summary>
    OneSided,

    /// <summary>The variants with large counts.</summary>
    Large,
}

/// <summary>Which family a procedure belongs to.</summary>
public static class ShimFamilies
{
    /// <summary>The family, by the procedure's description. A managed procedure belongs to that of the shims it may call.</summary>
    public static ShimFamily Of(Procedure procedure)
    {
        bool Has(ParameterKind kind) => procedure.Parameters.Any(p => p.Kind == kind);

        if (procedure.IsLarge)
            return ShimFamily.Large;
        if (Has(ParameterKind.Win))
            return ShimFamily.OneSided;
        if (procedure.Name.EndsWith("_init", StringComparison.Ordinal))
            return ShimFamily.Started;
        if (Has(ParameterKind.Tag) || !Has(ParameterKind.Buffer) || procedure.Communicator is null)
            return ShimFamily.Core;
        return Has(ParameterKind.Request) ? ShimFamily.Started : ShimFamily.Collective;
    }

    /// <summary>The families of what a program imports. All of them may call the core.</summary>
    public static IReadOnlySet<ShimFamily> Of(IEnumerable<Procedure> imported) => imported.Select(Of).Append(ShimFamily.Core).ToHashSet();
}
