using System.Globalization;
using MpiWasm.Compiler;
using MpiWasm.Image;
using MpiWasm.Runtime;
using MpiWasm.Wasm;
using ValueType = MpiWasm.Wasm.ValueType;

namespace MpiWasm.Fuzz;

/// <summary>Our engine, in this process.</summary>
internal sealed class OwnEngine : IDisposable
{
    private readonly ImageCache _cache;
    private int _images;

    public OwnEngine()
    {
        var place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _cache = new ImageCache(Path.Combine(place, $"mpiwasm-fuzz-{Environment.ProcessId}"));
        SupportImage.Install(_cache.GetOrCreate(ImageKind.Support, "support", path => ImagePipeline.CompileText(SupportSource.Text(), new CompileOptions(), path, SupportSource.AllowedSymbols)));
    }

    /// <summary>One line per call, in the form v8.js has.</summary>
    public string[] Run(FuzzCase test, WasmModule module, CompileOptions options)
    {
        var file = _cache.GetOrCreate(ImageKind.Guest, $"case{_images++}", path => GuestCompiler.Compile(module, options, path));
        try
        {
            using var image = new NativeImage(file, module, "fuzz.wasm");
            using var store = new Store();
            return Run(test, image, store);
        }
        finally
        {
            File.Delete(file.Path);
        }
    }

    public void Dispose() => Directory.Delete(_cache.Directory, recursive: true);

    private static string[] Run(FuzzCase test, NativeImage image, Store store)
    {
        var logs = 0u;
        var imports = new ImportTable();
        foreach (var import in image.Module.Imports.Where(i => i.Kind == ExternalKind.Function))
        {
            var type = import.Name[4..];
            imports.Define(import.Module, import.Name, HostFunction.Managed(new FunctionType([TypeOf(type)], []), (_, slots) =>
            {
                foreach (var c in Text(type, slots[0]))
                    logs = (logs ^ c) * 0x01000193;
            }));
        }
        Instance instance;
        try
        {
            instance = Instance.Create(store, image, imports);
        }
        catch (WasmTrapException trap)
        {
            return [$"instantiation: {Kind(trap.Kind)}"];
        }
        var memory = image.Module.Exports.Where(e => e.Kind == ExternalKind.Memory).Select(e => (GuestMemory)instance.Export(e.Name)!).FirstOrDefault();
        if (memory is not null && test.Fill != 0)
            FillMemory(memory, (uint)test.Fill);
        var hangLimit = instance.Function("hangLimitInitializer");
        var lines = new List<string>();
        foreach (var call in test.Calls)
        {
            hangLimit?.Invoke([]);
            logs = 0;
            string outcome;
            try
            {
                var results = instance.Invoke(call.Name, [.. call.Arguments.Select(Parse)]);
                outcome = string.Join(' ', results.Select((value, i) => Text(call.Results[i], value)));
            }
            catch (WasmTrapException trap)
            {
                outcome = $"trap {Kind(trap.Kind)}";
                if (trap.Kind == TrapCode.StackOverflow)
                {
                    lines.Add(outcome);
                    break;
                }
            }
            lines.Add($"{outcome} memory={HashMemory(memory):x} logs={logs:x}");
        }
        return [.. lines];
    }

    private static ValueType TypeOf(string name) => name switch { "i32" => ValueType.I32, "i64" => ValueType.I64, "f32" => ValueType.F32, _ => ValueType.F64 };

    private static Slot Parse(string text) => ulong.Parse(text.AsSpan(4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Text(string type, Slot value) => type switch
    {
        "i32" => $"i32:{value.U32:x}",
        "i64" => $"i64:{value.U64:x}",
        "f32" => float.IsNaN(value.F32) ? "f32:nan" : $"f32:{value.U32:x}",
        _ => double.IsNaN(value.F64) ? "f64:nan" : $"f64:{value.U64:x}",
    };

    private static string Kind(TrapCode code) => code switch
    {
        TrapCode.StackOverflow => "stack",
        TrapCode.OutOfBoundsMemoryAccess => "memory",
        TrapCode.Unreachable => "unreachable",
        TrapCode.IntegerDivideByZero => "zero",
        TrapCode.IntegerOverflow or TrapCode.InvalidConversionToInteger => "overflow",
        TrapCode.OutOfBoundsTableAccess or TrapCode.UndefinedElement or TrapCode.UninitializedElement or TrapCode.IndirectCallTypeMismatch => "table",
        _ => $"other {code}",
    };

    private static unsafe void FillMemory(GuestMemory memory, uint seed)
    {
        var x = seed | 1;
        for (uint* word = (uint*)memory.Base, end = (uint*)(memory.Base + memory.Bytes); word < end; word++)
        {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            *word = x;
        }
    }

    private static unsafe uint HashMemory(GuestMemory? memory)
    {
        if (memory is null)
            return 0;
        var h = (uint)(memory.Bytes / 4);
        for (uint* word = (uint*)memory.Base, end = (uint*)(memory.Base + memory.Bytes); word < end; word++)
        {
            h = (h ^ *word) * 0x01000193;
            h ^= h >> 15;
        }
        return h;
    }
}
