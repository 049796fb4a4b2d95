using MpiWasm.Image;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>
/// A function of the guest that it has passed to MPI: an index into table 0, as C's function pointers are. Threads of a guest are instances
/// with equal tables, so the index is looked up in the one that runs the callback.
/// </summary>
internal sealed unsafe class GuestCallback
{
    private readonly FunctionType[] _types;
    private KnownFunction? _known;

    private GuestCallback(ulong index, FunctionType[] types)
    {
        Index = index;
        _types = types;
    }

    public ulong Index { get; }

    /// <summary>
    /// The function that an argument names, if it has one of the types; else the call is refused now, and not a trap when it is too late.
    /// </summary>
    /// <exception cref="ArgumentCheckException">It is no function of the guest, or one of another type.</exception>
    public static GuestCallback From(FunctionArgument argument, params GuestFunctionType[] types)
    {
        var abi = argument.Abi;
        var callback = new GuestCallback(argument.Place, Array.ConvertAll(types, type => type.In(abi)));
        return callback.Find(argument.Instance) is not null ? callback : throw argument.Error(ErrorClasses.Arg);
    }

    /// <summary>Calls the function; parameters and results share the slots.</summary>
    public void Invoke(Instance instance, Span<Slot> slots)
    {
        var function = Find(instance)
            ?? throw new MpiException(
                MpiException.LostCallback, $"the function that was given to MPI as {Index} is not in the program's table any more");
        using var stay = GuestCode.Enter();
        function.Invoke(slots);
    }

    /// <summary>Calls a function that returns an error code.</summary>
    public int Call(Instance instance, params ReadOnlySpan<Slot> arguments)
    {
        Span<Slot> slots = stackalloc Slot[8];
        arguments.CopyTo(slots);
        Invoke(instance, slots);
        return slots[0].I32;
    }

    private GuestFunction? Find(Instance instance)
    {
        if (instance.Tables.Count == 0 || instance.Tables[0] is not { Type.ElementType: ValType.FuncRef } table
            || Index >= table.Size)
            return null;
        var record = table[Index];
        if (_known is { } known && known.Owner == instance && known.Record == record)
            return known.Function;
        if (record == 0)
            return null;
        var function = GuestFunction.FromRecord((FunctionRecord*)record);
        if (!Array.Exists(_types, function.Type.Equals))
            return null;
        _known = new KnownFunction(instance, record, function);
        return function;
    }

    /// <summary>
    /// What was found last, as one reference: other threads find theirs. An instance that came after another may have its records at the
    /// same addresses.
    /// </summary>
    private sealed record KnownFunction(Instance Owner, nint Record, GuestFunction Function);
}

/// <summary>Functions among the arguments of calls.</summary>
internal static class FunctionArguments
{
    /// <inheritdoc cref="GuestCallback.From"/>
    public static GuestCallback Callback(this FunctionArgument argument, params GuestFunctionType[] types) =>
        GuestCallback.From(argument, types);
}
