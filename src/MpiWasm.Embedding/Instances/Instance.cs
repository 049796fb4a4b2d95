using MpiWasm.Embedding.Compilation;

namespace MpiWasm;

/// <summary>
/// A module with imports, memories, tables and globals of its own (Wasm 3.0 §4.2.5), ready to be called. Lives as long as its store.
/// </summary>
public sealed partial class Instance
{
    private readonly Runtime.Instances.Instance _native;

    internal Instance(Store store, Module module, Runtime.Instances.Instance native)
    {
        Store = store;
        Module = module;
        _native = native;
    }

    /// <summary>Where it lives.</summary>
    public Store Store { get; }

    /// <summary>What it is an instance of.</summary>
    public Module Module { get; }

    internal Runtime.Instances.Instance Native
    {
        get
        {
            Store.Check();
            return _native;
        }
    }

    /// <summary>An exported function, or null if there is none of that name.</summary>
    public Function? GetFunction(string name) =>
        Native.Export(name) is Runtime.Instances.GuestFunction native ? new Function(Store, native) : null;

    /// <summary>An exported memory, or null if there is none of that name.</summary>
    public Memory? GetMemory(string name) => Native.Export(name) is Runtime.Externs.GuestMemory native ? new Memory(Store, native) : null;

    /// <summary>An exported table, or null if there is none of that name.</summary>
    public Table? GetTable(string name) => Native.Export(name) is Runtime.Externs.Table native ? new Table(Store, native) : null;

    /// <summary>An exported global, or null if there is none of that name.</summary>
    public Global? GetGlobal(string name) => Native.Export(name) is Runtime.Externs.Global native ? new Global(Store, native) : null;

    /// <summary>Calls an exported function; see <see cref="Function.Invoke"/>.</summary>
    /// <exception cref="LinkException">MW0404: there is no function of that name.</exception>
    /// <inheritdoc cref="Function.Invoke"/>
    public Value[] Invoke(string name, params ReadOnlySpan<Value> arguments) => (GetFunction(name) ?? throw new LinkException(
        LinkException.NoSuchExport, $"{GuestText.Of(Module.Name)} exports no function '{GuestText.Of(name)}'")).Invoke(arguments);

    /// <summary>Runs the program of a WASI command (its function <c>_start</c>) on the current thread, once.</summary>
    /// <returns>Its exit status: what it gave to proc_exit, 0 if it returned from <c>main</c> with 0.</returns>
    /// <exception cref="ModuleFileException">MW0803: it is no command.</exception>
    /// <exception cref="WasmTrapException">MW05xx: the guest trapped.</exception>
    public int RunCommand()
    {
        if (!Module.IsCommand)
            throw ModuleFileException.NotACommand(Module.Name);
        try
        {
            Native.Invoke("_start", GuestProgram.StartType);
            return 0;
        }
        catch (GuestExitException e)
        {
            return e.ExitCode;
        }
    }
}
