using System.Collections.Immutable;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Mpi.Abi.Api;

/// <summary>What serves a procedure.</summary>
public enum ProcedureService
{
    /// <summary>A native shim emitted from the description.</summary>
    Shim,
    /// <summary>C#.</summary>
    Managed,
    /// <summary>The guest's own libmpi: it is no import.</summary>
    Guest,
}

/// <summary>What a procedure returns.</summary>
/// <param name="Kind">Kind of the result; <see cref="ParameterKind.ErrorCode"/> for nearly all.</param>
/// <param name="IsDouble">MPI_Wtime and MPI_Wtick.</param>
public readonly record struct ProcedureResult(ParameterKind Kind, bool IsDouble = false);

/// <summary>One MPI procedure as a guest imports it.</summary>
public sealed class Procedure
{
    internal Procedure(
        string name,
        int index,
        ProcedureService service,
        ProcedureResult result,
        bool isLarge,
        ImmutableArray<Parameter> parameters,
        int line)
    {
        Name = name;
        Index = index;
        Service = service;
        Result = result;
        IsLarge = isLarge;
        Parameters = parameters;
        Line = line;
    }

    /// <summary>The C name, for example <c>MPI_Send</c>, which is also the import's name.</summary>
    public string Name { get; }

    /// <summary>Position in <see cref="MpiApi.Procedures"/>; also in the shim image's table.</summary>
    public int Index { get; }

    public ProcedureService Service { get; }

    /// <summary>Whether its shim leaves some calls to C#.</summary>
    public bool IsPartlyManaged { get; internal init; }

    public ProcedureResult Result { get; }

    /// <summary>MPI_Wtime and MPI_Wtick.</summary>
    public bool ReturnsDouble => Result.IsDouble;

    /// <summary>One of the procedures with wide counts, whose names end with <c>_c</c> (MPI 5.0 §2.5.8).</summary>
    public bool IsLarge { get; }

    /// <summary>Name without the <c>_c</c> of large procedures.</summary>
    public string BaseName => IsLarge ? Name[..^2] : Name;

    /// <summary>One of the tool information interface's (MPI 5.0 §15.3).</summary>
    public bool IsOfTools => Name.StartsWith("MPI_T_", StringComparison.Ordinal);

    /// <summary>One of those on files (MPI 5.0 §14).</summary>
    public bool IsOfFiles => Name.StartsWith("MPI_File_", StringComparison.Ordinal);

    /// <summary>One of those on Cartesian topologies (MPI 5.0 §8.5).</summary>
    public bool IsOfCartesian => Name.StartsWith("MPI_Cart_", StringComparison.Ordinal);

    /// <summary>One of the neighbourhood collectives (MPI 5.0 §8.6, §8.7).</summary>
    public bool IsOfNeighbours =>
        Name.StartsWith("MPI_Neighbor_", StringComparison.Ordinal) || Name.StartsWith("MPI_Ineighbor_", StringComparison.Ordinal);

    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>The type a module must import it with.</summary>
    public FunctionType WasmType(GuestAbi abi) => new(
        [.. Parameters.Select(p => p.IsWide(abi) ? ValType.I64 : ValType.I32)], [Result.IsDouble ? ValType.F64 : ValType.I32]);

    /// <summary>The line of the description that declares it.</summary>
    public int Line { get; }

    /// <summary>The communicator argument whose group gives array lengths, or null.</summary>
    public Parameter? Communicator => Parameters.FirstOrDefault(p => p is { Kind: ParameterKind.Comm, Direction: ParameterDirection.In });

    /// <summary>The root argument, or null.</summary>
    public Parameter? Root => Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Root);

    public override string ToString() => Name;
}
