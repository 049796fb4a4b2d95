using MpiWasm.Image;
using MpiWasm.Runtime.Externs;

namespace MpiWasm.Runtime.Instances;

/// <summary>A function of an instance (an imported one too: then it is the instance's stub for it).</summary>
public sealed unsafe class GuestFunction : Function
{
    internal GuestFunction(Instance instance, int index)
        : base(instance.Module.TypeOfFunction(index))
    {
        Instance = instance;
        Index = index;
    }

    public Instance Instance { get; }

    /// <summary>Index in the instance's function index space.</summary>
    public int Index { get; }

    /// <summary>What a funcref to this function holds.</summary>
    public FunctionRecord* Record => Instance.FunctionRecord(Index);

    /// <summary>The function a funcref means.</summary>
    /// <param name="record">A value taken from guest code or a table, not null.</param>
    public static GuestFunction FromRecord(FunctionRecord* record) =>
        new(Instance.FromContext(record->Context), (int)record->FunctionIndex);

    /// <summary>Calls the function on the current thread.</summary>
    /// <returns>Its results.</returns>
    /// <exception cref="WasmTrapException">The guest trapped.</exception>
    /// <exception cref="GuestExitException">The guest asked to end.</exception>
    public Slot[] Invoke(params ReadOnlySpan<Slot> arguments)
    {
        if (arguments.Length != Type.Parameters.Length)
            throw new ArgumentException(
                $"{GuestText.Of(Instance.Module.Names.Function(Index))} takes {Type.Parameters.Length} arguments, not {arguments.Length}",
                nameof(arguments));
        var slots = new Slot[Math.Max(arguments.Length, Type.Results.Length)];
        arguments.CopyTo(slots);
        Invoke(slots.AsSpan());
        return slots.Length == Type.Results.Length ? slots : slots[..Type.Results.Length];
    }

    /// <summary>Calls the function; parameters and results share the slots.</summary>
    public void Invoke(Span<Slot> slots)
    {
        if (slots.Length < Math.Max(Type.Parameters.Length, Type.Results.Length))
            throw new ArgumentException("too few slots", nameof(slots));
        Instance.Enter(Index, slots);
    }
}
