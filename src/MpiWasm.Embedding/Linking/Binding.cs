using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;

namespace MpiWasm.Embedding.Linking;

/// <summary>A host function on slots: arguments from 0, results to 0.</summary>
internal delegate void SlotCallback(Caller caller, Span<Slot> slots);

/// <summary>Makes an import of an instance that is being linked.</summary>
internal delegate Extern Definition(Binding binding);

/// <summary>The linking of one instance: host functions find their caller by it, also while the instance's start function runs.</summary>
internal sealed class Binding(Store store, Module module)
{
    private Caller? _caller;

    public Store Store { get; } = store;

    /// <summary>The module as it was decoded.</summary>
    public Wasm.Model.WasmModule Module => module.Decoded;

    public Caller Caller(Runtime.Instances.Instance native) => _caller ??= new Caller(new Instance(Store, module, native));

    /// <summary>Checks that an object may be used by the instance.</summary>
    /// <exception cref="LinkException">MW0402: it is another store's.</exception>
    public T SameStore<T>(Store owner, string module, string name, T value) => owner == Store
        ? value
        : throw new LinkException(
            LinkException.IncompatibleImport,
            $"{GuestText.Of(module)}.{GuestText.Of(name)} belongs to another store",
            "only a SharedMemory can be used in several stores");
}
