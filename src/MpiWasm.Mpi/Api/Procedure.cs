using System.Collections.Immutable;
using MpiWasm.Wasm;
using ValueType = MpiWasm.Wasm.ValueType;

namespace MpiWasm.Mpi.Api;

/// <summary>What serves a procedure.</summary>
public enum ProcedureService
{
    /// <summary>A native shim emitted from the description.</summary>
    Shim,
    /// <summary>C#.</summary>
    Managed,
}

/// <summary>One MPI procedure as a guest imports it.</summary>
public sealed class Procedure
{
    internal Procedure(string name, int index, ProcedureService service, bool returnsDouble, ImmutableArray<Parameter> parameters, int line)
    {
        Name = name;
        Index = index;
        Service = service;
        ReturnsDouble = returnsDouble;
        Parameters = parameters;
        Line = line;
        WasmType = new FunctionType([.. parameters.Select(_ => ValueType.I32)], [returnsDouble ? ValueType.F64 : ValueType.I32]);
    }

    /// <summary>The C name, for example <c>MPI_Send</c>, which is also the import's name.</summary>
    public string Name { get; }

    /// <summary>Position in <see cref="MpiApi.Procedures"/>; also in the shim image's table.</summary>
    public int Index { get; }

    public ProcedureService Service { get; }

    /// <summary>MPI_Wtime and MPI_Wtick; all others return an error code.</summary>
    public bool ReturnsDouble { get; }

    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>The type a module must import it with.</summary>
    public FunctionType WasmType { get; }

    /// <summary>The line of the description that declares it.</summary>
    public int Line { get; }

    /// <summary>The communicator argument whose group gives array lengths, or null.</summary>
    public Parameter? Communicator => Parameters.FirstOrDefault(p => p is { Kind: ParameterKind.Comm, Direction: ParameterDirection.In });

    /// <summary>The root argument, or null.</summary>
    public Parameter? Root => Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Root);

    public override string ToString() => Name;
}
