using MpiWasm.Embedding.Types;
using MpiWasm.Runtime;

namespace MpiWasm;

/// <summary>A table of references (Wasm 3.0 §4.2.7): what C function pointers are indices of. Lives as long as its store.</summary>
public sealed class Table
{
    private readonly Runtime.Externs.Table _native;

    internal Table(Store store, Runtime.Externs.Table native)
    {
        Store = store;
        _native = native;
    }

    /// <summary>Creates a table of the host's, of null references, for instances to import.</summary>
    /// <param name="store">Where the instances will be.</param>
    /// <param name="element">Kind of the references.</param>
    /// <param name="minimum">Elements it has at first.</param>
    /// <param name="maximum">Elements it cannot grow beyond; null for the engine's limit. Importers may ask for one.</param>
    /// <exception cref="LinkException">MW0403, MW0405: it is larger than the limit, or there is no address space for it.</exception>
    public Table(Store store, ValueKind element, ulong minimum, ulong? maximum = null)
    {
        if (element is not (ValueKind.FuncRef or ValueKind.ExternRef))
            throw new ArgumentOutOfRangeException(nameof(element), element, "a table of the host's holds funcrefs or externrefs");
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum ?? minimum, minimum, nameof(maximum));
        store.Check();
        Store = store;
        _native = store.Own(new Runtime.Externs.Table(new Wasm.Model.TableType(
            Describe.ToWasm(element), new Wasm.Model.Limits(minimum, maximum), Is64: false)));
    }

    /// <summary>Current size and what it may grow to.</summary>
    public TableType Type => Describe.Table(Native.Type) with { Minimum = Native.Size };

    /// <summary>Current number of elements.</summary>
    public ulong Size => Native.Size;

    internal Store Store { get; }

    internal Runtime.Externs.Table Native
    {
        get
        {
            Store.Check();
            return _native;
        }
    }

    /// <summary>The element at an index: a funcref or an externref.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Size"/>.</exception>
    /// <exception cref="ArgumentException">The new value is of another kind, or a function of another store.</exception>
    public Value this[ulong index]
    {
        get => Value.FromSlot(Store, Element, Slot.OfReference(Native[index]));
        set => Native[index] = value.ToSlot(Store, Element).Reference;
    }

    private ValueKind Element => Describe.Kind(Native.Type.ElementType);

    /// <summary>Adds elements, as table.grow does (Wasm 3.0 §4.6.8).</summary>
    /// <param name="elements">How many.</param>
    /// <param name="value">What they refer to.</param>
    /// <returns>The old size, or -1 if the maximum does not allow it.</returns>
    /// <exception cref="ArgumentException">The value is of another kind, or a function of another store.</exception>
    public long Grow(ulong elements, Value value) => Native.Grow(elements, value.ToSlot(Store, Element).Reference);
}
