using MpiWasm.Embedding.Types;

namespace MpiWasm;

/// <summary>A global variable (Wasm 3.0 §4.2.9). Lives as long as its store.</summary>
public sealed class Global
{
    private readonly Runtime.Externs.Global _native;

    internal Global(Store store, Runtime.Externs.Global native)
    {
        Store = store;
        _native = native;
    }

    /// <summary>Creates a global of the host's for instances to import.</summary>
    /// <param name="store">Where the instances will be.</param>
    /// <param name="value">Its value, which gives it its kind.</param>
    /// <param name="isMutable">Whether the value can change.</param>
    /// <exception cref="ArgumentException">The value is a function of another store.</exception>
    public Global(Store store, Value value, bool isMutable = false)
    {
        store.Check();
        Store = store;
        var type = new Wasm.Model.GlobalType(Describe.ToWasm(value.Kind), isMutable);
        _native = new Runtime.Externs.Global(type, value.ToSlot(store, value.Kind));
    }

    /// <summary>Kind of the value, and whether it can change.</summary>
    public GlobalType Type => Describe.Global(Native.Type);

    /// <summary>The current value.</summary>
    /// <exception cref="InvalidOperationException">The global is immutable and cannot be set.</exception>
    /// <exception cref="ArgumentException">The new value is of another kind, or a function of another store.</exception>
    public Value Value
    {
        get => Value.FromSlot(Store, Describe.Kind(Native.Type.Type), Native.Value);
        set
        {
            if (!Native.Type.IsMutable)
                throw new InvalidOperationException("the global is immutable");
            Native.Value = value.ToSlot(Store, Describe.Kind(Native.Type.Type));
        }
    }

    internal Store Store { get; }

    internal Runtime.Externs.Global Native
    {
        get
        {
            Store.Check();
            return _native;
        }
    }
}
