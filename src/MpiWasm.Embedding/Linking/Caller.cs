namespace MpiWasm;

/// <summary>The instance that calls a host function; as first parameter of a delegate it is no parameter of the Wasm function.</summary>
public sealed class Caller
{
    internal Caller(Instance instance) => Instance = instance;

    /// <summary>
    /// The instance. While its start function runs it may not be complete: what it exports is there, but active segments may not be.
    /// </summary>
    public Instance Instance { get; }

    /// <summary>Where it lives.</summary>
    public Store Store => Instance.Store;

    /// <summary>The instance's first memory, exported or not, where addresses in the arguments point to.</summary>
    /// <exception cref="LinkException">MW0404: it has no memory.</exception>
    public Memory Memory => field ??= new Memory(Store, Instance.Native.Memory);
}
