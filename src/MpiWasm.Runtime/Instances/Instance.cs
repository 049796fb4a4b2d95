using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Threads;
using MpiWasm.Runtime.Traps;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <summary>
/// A module with its own memories, tables and globals, ready to be called. See <see cref="InstanceLayout"/> for its native side.
/// </summary>
public sealed unsafe partial class Instance
{
    /// <summary>A module that exports a global of this name keeps nothing in the lowest 64 KiB of its memory.</summary>
    private const string NullPageMark = "__mpiwasm_null_page";

    private readonly InstanceLayout _layout;
    private readonly Dictionary<string, Export> _exports;
    private readonly Global[] _globals;
    private readonly Tag[] _tags;
    private readonly List<ManagedImport> _managedImports = [];
    private readonly (int Global, ulong Top) _stack;
    private GCHandle _self;

    private Instance(Store store, NativeImage image, Extern[] imports)
    {
        Store = store;
        Image = image;
        _layout = new InstanceLayout(Module);
        _exports = Module.Exports.ToDictionary(e => e.Name);
        Context = (InstanceContext*)NativeMemory.AlignedAlloc((nuint)_layout.Size, 64);
        NativeMemory.Clear(Context, (nuint)_layout.Size);
        _self = GCHandle.Alloc(this);
        Context->Self = Context;
        Context->Results = store.Results;
        Context->Trap = SupportImage.Trap;
        Context->Throw = SupportImage.Throw;
        Context->Builtins = RuntimeBuiltins.Table;
        Context->Handle = GCHandle.ToIntPtr(_self);
        // Registered before anything can fail: its functions may already lie in a shared table then, and must stay callable.
        store.Add(this);

        FillTypes();
        FillFunctions(imports);
        Memories = Collect<GuestMemory, MemoryType>(
            imports,
            Module.Memories,
            Module.ImportedMemoryCount,
            type => store.Own(new GuestMemory(type, store.Memory, Image.HasBoundsChecks)));
        if (!Image.HasBoundsChecks && Memories.Any(m => m.IsSmall))
            throw new LinkException(
                LinkException.IncompatibleImport,
                $"{GuestText.Of(image.Name)} was compiled without bounds checks and cannot import a memory with a small reservation");
        Tables = Collect<Table, TableType>(
            imports, Module.Tables, Module.ImportedTableCount, type => store.Own(new Table(type, store.Memory)));
        _tags = Collect<Tag, uint>(imports, Module.TagTypeIndices, Module.ImportedTagCount, type => new Tag(Module.Types[(int)type]));
        FillMemories();
        FillTables();
        FillTags();
        _globals = new Global[Module.Globals.Length];
        FillGlobals(imports);
        var stack = GuestStack.GlobalOf(Module);
        _stack = (stack, stack < 0 ? 0 : StackPointer(stack));
        _data = [.. Module.Data.Select(d => d.Bytes)];
        _elements = [.. Module.Elements.Select(EvaluateElements)];
    }

    public Store Store { get; }

    public NativeImage Image { get; }

    public WasmModule Module => Image.Module;

    /// <summary>The native context, the first argument of the instance's functions.</summary>
    public InstanceContext* Context { get; private set; }

    /// <summary>All memories, imported ones first.</summary>
    public IReadOnlyList<GuestMemory> Memories { get; }

    /// <summary>All tables, imported ones first.</summary>
    public IReadOnlyList<Table> Tables { get; }

    /// <summary>Memory 0, the one system interfaces and MPI work on.</summary>
    /// <exception cref="LinkException">The module has no memory.</exception>
    public GuestMemory Memory => Memories.Count > 0
        ? Memories[0]
        : throw new LinkException(LinkException.NoSuchExport, $"{GuestText.Of(Image.Name)} has no memory");

    /// <summary>Instantiates a module: links its imports, applies its segments, runs its start function (Wasm 2.0 §4.5.4).</summary>
    /// <exception cref="LinkException">An import is missing or does not fit, or there is no room for a memory.</exception>
    /// <exception cref="WasmTrapException">A segment reaches out of bounds, or the start function trapped.</exception>
    public static Instance Create(Store store, NativeImage image, IImportResolver imports)
    {
        var resolved = ImportCheck.Resolve(image.Module, image.Name, imports);
        foreach (var value in resolved)
        {
            if (value is GuestFunction f && f.Instance.Store != store)
                throw new LinkException(
                    LinkException.IncompatibleImport, $"{GuestText.Of(image.Name)} imports a function of another store");
        }
        var instance = new Instance(store, image, resolved);
        instance.ApplySegments();
        if (store.NullPointersTrap && image.Module.Exports.Any(e => e is { Name: NullPageMark, Kind: ExternalKind.Global })
            && instance.Memories is [var memory, ..])
            memory.ProtectNullPage();
        if (image.Module.StartFunction is { } start)
            instance.Enter((int)start, []);
        return instance;
    }

    /// <summary>What the module exports under a name, or null.</summary>
    public Extern? Export(string name) => !_exports.TryGetValue(name, out var export) ? null : export.Kind switch
    {
        ExternalKind.Function => new GuestFunction(this, (int)export.Index),
        ExternalKind.Table => Tables[(int)export.Index],
        ExternalKind.Memory => Memories[(int)export.Index],
        ExternalKind.Global => _globals[(int)export.Index],
        ExternalKind.Tag => _tags[(int)export.Index],
        _ => null,
    };

    /// <summary>An exported function of any type, or null.</summary>
    internal GuestFunction? Function(string name) => Export(name) as GuestFunction;

    /// <summary>
    /// An exported function of this very type, or null where nothing of the name is exported. Who calls a function by its name must ask for
    /// its type: a guest that declares a reference where a number is passed would make an address of the host's of it.
    /// </summary>
    /// <exception cref="LinkException">MW0407: it is of another type.</exception>
    public GuestFunction? Function(string name, FunctionType type)
    {
        if (Function(name) is not { } function)
            return null;
        return function.Type.Equals(type) ? function : throw new LinkException(
            LinkException.WrongExportType,
            $"{GuestText.Of(Image.Name)} exports '{GuestText.Of(name)}' with type {function.Type}, but it must be {type}",
            "Link the module with mpiwasm-cc.");
    }

    /// <summary>
    /// Calls an exported function of this type on the current thread (see <see cref="GuestThread.Run"/> for one with a big stack).
    /// </summary>
    /// <exception cref="LinkException">There is no such function, or it is of another type.</exception>
    /// <exception cref="WasmTrapException">The guest trapped.</exception>
    /// <exception cref="GuestExitException">The guest asked to end.</exception>
    public Slot[] Invoke(string name, FunctionType type, params ReadOnlySpan<Slot> arguments) =>
        (Function(name, type) ?? throw NoFunction(name)).Invoke(arguments);

    /// <summary>Calls an exported function whose type the caller knows, on the current thread.</summary>
    /// <exception cref="LinkException">There is no such function.</exception>
    /// <exception cref="WasmTrapException">The guest trapped.</exception>
    /// <exception cref="GuestExitException">The guest asked to end.</exception>
    internal Slot[] Invoke(string name, params ReadOnlySpan<Slot> arguments) =>
        (Function(name) ?? throw NoFunction(name)).Invoke(arguments);

    private LinkException NoFunction(string name) =>
        new(LinkException.NoSuchExport, $"{GuestText.Of(Image.Name)} exports no function '{GuestText.Of(name)}'");

    /// <summary>The instance a context belongs to.</summary>
    public static Instance FromContext(InstanceContext* context) => (Instance)GCHandle.FromIntPtr(context->Handle).Target!;

    /// <summary>The record of a function, which is also the value of a funcref to it.</summary>
    public FunctionRecord* FunctionRecord(int index) => (FunctionRecord*)At(_layout.Function(index));

    internal Slot* GlobalAddress(int index) =>
        index < Module.ImportedGlobalCount ? *(Slot**)At(_layout.Global(index)) : (Slot*)At(_layout.Global(index));

    /// <summary>
    /// Whether the program's own stack is used up, and what to do about it; null where it is not, or where nobody can tell.
    /// </summary>
    /// <param name="hasRoom">Whether there certainly is room.</param>
    internal string? StackAdvice(out bool hasRoom)
    {
        hasRoom = false;
        if (_stack.Global < 0 || Memories is not [var memory, ..])
            return null;
        var stack = new GuestStack(_stack.Top, StackPointer(_stack.Global), memory.Type.Is64);
        var bottom = memory.Record->Lowest;
        if (stack.Missing(bottom, memory.Bytes) is { } missing)
            return stack.Advice(bottom, missing);
        hasRoom = stack.Pointer > bottom && stack.Pointer <= stack.Top;
        return null;
    }

    private ulong StackPointer(int global) =>
        Module.HasWideAddresses ? GlobalAddress(global)->U64 : GlobalAddress(global)->U32;

    internal void BindTo(GuestThread thread)
    {
        Context->Thread = thread.State;
        Context->StackLimit = thread.StackLimit;
    }

    /// <summary>Calls a function of the index space through its type's entry thunk.</summary>
    internal void Enter(int function, Span<Slot> slots)
    {
        var record = FunctionRecord(function);
        var thunk = Image.EntryThunk((int)Module.FunctionTypeIndices[function]);
        if (thunk == 0)
            throw new InvalidOperationException($"the image has no entry for functions of type {Module.TypeOfFunction(function)}");
        var thread = Store.Occupy();
        int code;
        try
        {
            fixed (Slot* values = slots)
                code = SupportImage.EnterFunction(thunk, record->Code, record->Context, values, thread.State);
        }
        finally
        {
            Store.Leave();
        }
        if (code == (int)TrapCode.UncaughtException)
        {
            var type = Tag.FromRecord(thread.State->ExceptionTag).Type;
            PinReferences(type.Parameters, GuestThread.ValuesOf(thread.State, type.Parameters.Length));
        }
        if (code != 0)
            Raise(thread, (TrapCode)code);
        PinReferences(Module.TypeOfFunction(function).Results, slots);
    }

    /// <summary>What the host receives stays valid: it keeps its values where the store does not look for them.</summary>
    private void PinReferences(ImmutableArray<ValType> types, Span<Slot> values)
    {
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i] == ValType.ExnRef)
                Store.Exceptions.Pin(values[i].U64);
        }
    }

    internal void Free()
    {
        if (Context is null)
            return;
        foreach (var import in _managedImports)
            import.Dispose();
        NativeMemory.AlignedFree(Context);
        Context = null;
        _self.Free();
    }

    private byte* At(int offset) => (byte*)Context + offset;
}
