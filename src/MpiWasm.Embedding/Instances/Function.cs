using MpiWasm.Embedding.Types;
using MpiWasm.Image;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Instances;

namespace MpiWasm;

/// <summary>A function of an instance. Usable as long as its store.</summary>
public sealed partial class Function : IEquatable<Function>
{
    private readonly GuestFunction _native;

    internal Function(Store store, GuestFunction native)
    {
        Store = store;
        _native = native;
        Type = Describe.Function(native.Type);
    }

    /// <summary>Where its instance lives.</summary>
    public Store Store { get; }

    /// <summary>Kinds of its parameters and results.</summary>
    public FunctionType Type { get; }

    /// <summary>Its name in the module's name section, or <c>func[12]</c>.</summary>
    public string Name => Native.Instance.Module.Names.Function(_native.Index);

    internal GuestFunction Native
    {
        get
        {
            Store.Check();
            return _native;
        }
    }

    /// <summary>Calls the function on the current thread.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <returns>The results.</returns>
    /// <exception cref="ArgumentException">Number or kind of the arguments is wrong.</exception>
    /// <exception cref="WasmTrapException">
    /// MW05xx: the guest trapped, or threw an exception that nobody caught (<see cref="WasmException"/>).
    /// </exception>
    /// <exception cref="GuestExitException">The guest called proc_exit.</exception>
    /// <exception cref="InvalidOperationException">Another thread is running code of the store.</exception>
    /// <remarks>What a host function throws arrives here as it is, unless a host function further inside catches it.</remarks>
    public Value[] Invoke(params ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length != Type.Parameters.Length)
            throw new ArgumentException(
                $"{GuestText.Of(Name)} takes {Type.Parameters.Length} arguments, not {arguments.Length}", nameof(arguments));
        var slots = new Slot[Math.Max(Type.Parameters.Length, Type.Results.Length)];
        for (var i = 0; i < arguments.Length; i++)
            slots[i] = arguments[i].ToSlot(Store, Type.Parameters[i]);
        Call(slots);
        var results = new Value[Type.Results.Length];
        for (var i = 0; i < results.Length; i++)
            results[i] = Value.FromSlot(Store, Type.Results[i], slots[i]);
        return results;
    }

    /// <summary>Whether both are the same function of the same instance.</summary>
    public unsafe bool Equals(Function? other) =>
        other is not null && Store == other.Store && (ReferenceEquals(this, other) || Native.Record == other.Native.Record);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Function);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Store, _native.Index);

    /// <summary>Name and type, as messages show them.</summary>
    public override string ToString() => $"{Name}: {Type}";

    /// <summary>The function that a funcref of native code means.</summary>
    internal static unsafe Function? FromReference(Store store, nint reference) =>
        reference == 0 ? null : new Function(store, GuestFunction.FromRecord((FunctionRecord*)reference));

    /// <exception cref="ArgumentException">The function is of another store.</exception>
    internal static unsafe nint ToReference(Store store, Function? function)
    {
        if (function is null)
            return 0;
        return function.Store == store
            ? (nint)function.Native.Record
            : throw new ArgumentException($"the function {GuestText.Of(function.Name)} belongs to another store");
    }

    private void Call(Span<Slot> slots) => Native.Invoke(slots);

    /// <exception cref="LinkException">MW0407: the function's type is another one.</exception>
    private void Expect(ReadOnlySpan<ValueKind> parameters, ReadOnlySpan<ValueKind> results)
    {
        if (Type.Parameters.AsSpan().SequenceEqual(parameters) && Type.Results.AsSpan().SequenceEqual(results))
            return;
        var wanted = new FunctionType([.. parameters], [.. results]);
        throw new LinkException(
            LinkException.WrongExportType,
            $"{GuestText.Of(Name)} has type {Type}, but a delegate of type {wanted} was asked for",
            "correct the type arguments, or call Invoke");
    }
}
