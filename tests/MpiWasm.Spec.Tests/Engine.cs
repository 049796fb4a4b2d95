using MpiWasm.Compiler;
using MpiWasm.Image;
using MpiWasm.Runtime;
using MpiWasm.Wasm;

namespace MpiWasm.Spec.Tests;

/// <summary>Our engine under the runner: compiled in this process, in precise mode, lightly optimised (thousands of tiny modules).</summary>
internal sealed class Engine : ISpecEngine
{
    private static readonly CompileOptions Options = new() { OptimizationLevel = 1, PreciseTraps = true, Threads = 1 };
    private static readonly Lock SupportGuard = new();

    private readonly ImageCache _cache;
    private readonly Store _store = new();
    private readonly ImportTable _imports = new();
    private readonly List<NativeImage> _images = [];
    private int _serial;

    public Engine(string folder)
    {
        _cache = new ImageCache(Path.Combine(folder, "cache"));
        lock (SupportGuard)
        {
            if (!SupportImage.IsInstalled)
                SupportImage.Install(new ImageCache(Path.Combine(Path.GetTempPath(), $"mpiwasm-spec-support-{Environment.ProcessId}")).GetOrCreate(ImageKind.Support, Guid.NewGuid().ToString("N"), path => SupportCompiler.Compile(Options, path)));
        }

        DefineSpectest();
    }

    public void Check(byte[] module)
    {
        try
        {
            ModuleValidator.Validate(ModuleDecoder.Decode(module));
        }
        catch (MpiWasmException e)
        {
            throw Translate(e);
        }
    }

    public object Instantiate(byte[] module) => Guarded(() =>
    {
        var decoded = ModuleDecoder.Decode(module);
        ModuleValidator.Validate(decoded);
        var key = $"{_serial++:d4}";
        var file = _cache.GetOrCreate(ImageKind.Guest, key, path => GuestCompiler.Compile(decoded, Options, path));
        var image = new NativeImage(file, decoded, $"module{key}.wasm");
        _images.Add(image);
        return Instance.Create(_store, image, _imports);
    });

    public void Register(string name, object instance) => _imports.Define(name, (Instance)instance);

    public ulong[] Invoke(object instance, string function, IReadOnlyList<SpecValue> arguments) => Guarded(() =>
    {
        var target = ((Instance)instance).Function(function)!;
        var results = target.Invoke([.. arguments.Select(a => (Slot)a.Bits)]);
        return results.Select((slot, i) => target.Type.Results[i] is ValueType.I32 or ValueType.F32 ? slot.U32 : slot.U64).ToArray();
    });

    public ulong ReadGlobal(object instance, string global)
    {
        var found = (Global)((Instance)instance).Export(global)!;
        return found.Type.Type is ValueType.I32 or ValueType.F32 ? found.Value.U32 : found.Value.U64;
    }

    public void Dispose()
    {
        _store.Dispose();
        foreach (var image in _images)
            image.Dispose();
    }

    private static SpecFailureException Translate(MpiWasmException e) => e switch
    {
        WasmFormatException => new SpecFailureException(SpecFailureKind.Malformed, e.Message),
        WasmValidationException => new SpecFailureException(SpecFailureKind.Invalid, e.Message),
        LinkException => new SpecFailureException(SpecFailureKind.Unlinkable, e.Message),
        WasmTrapException trap => new SpecFailureException(SpecFailureKind.Trap, WasmTrapException.Describe(trap.Kind)),
        _ => new SpecFailureException(SpecFailureKind.Other, $"{e.Code}: {e.Message}"),
    };

    /// <summary>Guest code runs on a thread with a stack of known size; the thread also has to be the same for all calls of a store.</summary>
    private static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (MpiWasmException e)
        {
            throw Translate(e);
        }
    }

    private void DefineSpectest()
    {
        const string module = "spectest";
        void Print(string name, params ValueType[] parameters) =>
            _imports.Define(module, name, HostFunction.Managed(new FunctionType([.. parameters], []), (_, _) => { }));
        Print("print");
        Print("print_i32", ValueType.I32);
        Print("print_i64", ValueType.I64);
        Print("print_f32", ValueType.F32);
        Print("print_f64", ValueType.F64);
        Print("print_i32_f32", ValueType.I32, ValueType.F32);
        Print("print_f64_f64", ValueType.F64, ValueType.F64);
        _imports.Define(module, "global_i32", new Global(new GlobalType(ValueType.I32, false), 666));
        _imports.Define(module, "global_i64", new Global(new GlobalType(ValueType.I64, false), 666L));
        _imports.Define(module, "global_f32", new Global(new GlobalType(ValueType.F32, false), 666.6f));
        _imports.Define(module, "global_f64", new Global(new GlobalType(ValueType.F64, false), 666.6));
        _imports.Define(module, "table", new Table(new TableType(ValueType.FuncRef, new Limits(10, 20), false)));
        _imports.Define(module, "memory", new GuestMemory(new MemoryType(new Limits(1, 2), false, false)));
    }
}
