using MpiWasm.Embedding.Compilation;
using MpiWasm.Embedding.Linking;
using MpiWasm.Embedding.Types;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Sandbox;
using MpiWasm.Wasi.State;

namespace MpiWasm;

/// <summary>
/// What instances may import, by module and name; a later definition replaces an earlier one. Once all is defined,
/// several threads may instantiate at once.
/// </summary>
/// <remarks>
/// A host function runs on the thread that runs the guest, with at least 256 KiB of stack. What it throws passes through the guest
/// to where the host called it, as the very same exception. It may call functions of the instance, grow its memory, and make
/// instances in its store, but not dispose it.
/// </remarks>
public sealed partial class Linker
{
    private readonly Engine _engine;
    private readonly Dictionary<(string Module, string Name), Definition> _definitions = [];
    private WasiOptions? _wasi;
    private MpiProcess? _mpi;

    /// <summary>Creates a linker without definitions.</summary>
    /// <param name="engine">Its cache holds what <see cref="DefineMpi"/> needs.</param>
    public Linker(Engine engine) => _engine = engine;

    /// <summary>Offers a host function whose type is given at run time.</summary>
    /// <param name="module">First part of the import's name.</param>
    /// <param name="name">Second part of the import's name.</param>
    /// <param name="type">Kinds of parameters and results.</param>
    /// <param name="function">Is called with values; slower than a typed delegate.</param>
    public void Define(string module, string name, FunctionType type, HostCallback function) =>
        Define(module, name, Describe.ToWasm(type), (caller, slots) =>
        {
            var arguments = new Value[type.Parameters.Length];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = Value.FromSlot(caller.Store, type.Parameters[i], slots[i]);
            var results = new Value[type.Results.Length];
            for (var i = 0; i < results.Length; i++)
                results[i] = Value.FromSlot(caller.Store, type.Results[i], default);
            function(caller, arguments, results);
            for (var i = 0; i < results.Length; i++)
                slots[i] = results[i].ToSlot(caller.Store, type.Results[i]);
        });

    /// <summary>Offers a function of an instance, to instances of the same store.</summary>
    /// <param name="module">First part of the import's name.</param>
    /// <param name="name">Second part of the import's name.</param>
    /// <param name="function">The function.</param>
    public void Define(string module, string name, Function function) =>
        _definitions[(module, name)] = binding => binding.SameStore(function.Store, module, name, function).Native;

    /// <summary>Offers a memory, to instances of the same store.</summary>
    /// <param name="module">First part of the import's name.</param>
    /// <param name="name">Second part of the import's name.</param>
    /// <param name="memory">The memory; for that of a <see cref="SharedMemory"/>, define the latter.</param>
    public void Define(string module, string name, Memory memory)
    {
        if (memory.Store is not { } store)
            throw new ArgumentException("define the SharedMemory, which other stores can use too", nameof(memory));
        _definitions[(module, name)] = binding => binding.SameStore(store, module, name, memory).Native;
    }

    /// <summary>Offers a shared memory, to instances of any store.</summary>
    /// <param name="module">First part of the import's name.</param>
    /// <param name="name">Second part of the import's name.</param>
    /// <param name="memory">The memory; it stays while an instance uses it.</param>
    public void Define(string module, string name, SharedMemory memory) => _definitions[(module, name)] = binding =>
    {
        binding.Store.Own(memory.Use());
        return memory.Memory.Native;
    };

    /// <summary>Offers a table, to instances of the same store.</summary>
    /// <param name="module">First part of the import's name.</param>
    /// <param name="name">Second part of the import's name.</param>
    /// <param name="table">The table.</param>
    public void Define(string module, string name, Table table) =>
        _definitions[(module, name)] = binding => binding.SameStore(table.Store, module, name, table).Native;

    /// <summary>Offers a global, to instances of the same store.</summary>
    /// <param name="module">First part of the import's name.</param>
    /// <param name="name">Second part of the import's name.</param>
    /// <param name="global">The global.</param>
    public void Define(string module, string name, Global global) =>
        _definitions[(module, name)] = binding => binding.SameStore(global.Store, module, name, global).Native;

    /// <summary>Offers all that an instance exports, exception tags included, to instances of the same store.</summary>
    /// <param name="module">First part of the imports' names; the second parts are the names of the exports.</param>
    /// <param name="instance">The instance.</param>
    public void Define(string module, Instance instance)
    {
        foreach (var export in instance.Module.Exports)
        {
            _definitions[(module, export.Name)] = binding =>
                binding.SameStore(instance.Store, module, export.Name, instance).Native.Export(export.Name)!;
        }
    }

    /// <summary>
    /// Offers WASI preview 1 (<c>wasi_snapshot_preview1</c>). Each instance that imports any of it gets descriptors of its own.
    /// </summary>
    /// <param name="options">What the guests may reach; null for nothing but the standard streams.</param>
    public void DefineWasi(WasiOptions? options = null) => _wasi = options ?? new WasiOptions();

    /// <summary>
    /// Offers the procedures of MPI on the host's MPI library. A process has one MPI: once in one of its stores MPI_Init was called, and
    /// MPI_Finalize, it cannot be used again. Start the program under the library's <c>mpirun</c> to have more than one rank.
    /// </summary>
    /// <param name="library">Path of the library; null for <c>$MPIWASM_MPI</c>, else the first that the dynamic linker finds.</param>
    /// <exception cref="MpiWasmException">
    /// MW07xx: there is no library, or not one of a supported family; MW02xx, MW03xx: its image cannot be compiled or loaded.
    /// </exception>
    /// <exception cref="InvalidOperationException">The process uses another library already.</exception>
    /// <remarks>MPI's default error handler ends the job, and with it this process.</remarks>
    public void DefineMpi(string? library = null) => _mpi = MpiProcess.Open(_engine.Images, library);

    /// <summary>
    /// Instantiates a module (Wasm 3.0 §4.7.2): links its imports, applies its segments, runs its start function on the current thread.
    /// </summary>
    /// <param name="store">Where the instance is to live.</param>
    /// <param name="module">What to instantiate.</param>
    /// <exception cref="LinkException">
    /// MW0401: an import is not defined; MW0402: it is of another type; MW0403, MW0405: there is no room for a memory or table.
    /// </exception>
    /// <exception cref="WasmTrapException">MW05xx: a segment reaches out of bounds, or the start function trapped.</exception>
    /// <exception cref="MpiWasmException">MW06xx: a directory for the guest cannot be opened; MW0715: MPI for a memory with 64-bit
    /// addresses.</exception>
    public Instance Instantiate(Store store, Module module)
    {
        var native = store.Native;
        _ = store.Own(module.Use());
        var binding = new Binding(store, module);
        return binding.Caller(Runtime.Instances.Instance.Create(native, module.Image, new Resolver(this, binding))).Instance;
    }

    private void Define(string module, string name, Wasm.Model.FunctionType type, SlotCallback function) =>
        _definitions[(module, name)] = binding => HostFunction.Managed(type, (native, slots) => function(binding.Caller(native), slots));

    private static Wasm.Model.FunctionType TypeOf(ReadOnlySpan<ValueKind> parameters, ReadOnlySpan<ValueKind> results) =>
        Describe.ToWasm(new FunctionType([.. parameters], [.. results]));

    /// <summary>Looks an instance's imports up.</summary>
    private sealed class Resolver(Linker linker, Binding binding) : IImportResolver
    {
        private readonly Dictionary<(string, string), Extern> _found = [];
        private SystemImports? _systems;

        public Extern? Resolve(Wasm.Model.Import import, Wasm.Model.FunctionType? functionType)
        {
            var name = (import.Module, import.Name);
            if (_found.TryGetValue(name, out var known))
                return known;
            if (linker._definitions.TryGetValue(name, out var definition))
                return _found[name] = definition(binding);
            return (_systems ??= Systems()).Resolve(import, functionType);
        }

        /// <summary>What they make is freed with the store.</summary>
        private SystemImports Systems()
        {
            var mpi = linker._mpi;
            return new SystemImports(binding.Module, linker._wasi is { } options ? () => Wasi(options) : null, mpi)
            {
                UsesMpi = imports => binding.Store.Uses(mpi!.Environment, imports),
            };
        }

        private WasiState Wasi(WasiOptions options)
        {
            var policy = binding.Store.Own(SandboxPolicy.Open(options.ToSandbox()));
            return binding.Store.Own(new WasiState(policy));
        }
    }
}
