using System.Globalization;
using MpiWasm.Fuzz.Modules;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz;

/// <summary>The calls of a case on an instance in our engine, with the host functions v8.js has.</summary>
internal sealed class OwnRun(FuzzCase test, NativeImage image, Store store)
{
    private const int LargeMemory = 1 << 18;

    private uint _logs;
    private int _depth;
    private Instance _instance = null!;

    public string[] Lines()
    {
        try
        {
            _instance = Instance.Create(store, image, Imports());
        }
        catch (WasmException)
        {
            return ["instantiation: throw"];
        }
        catch (WasmTrapException trap)
        {
            return [$"instantiation: {Kind(trap.Kind)}"];
        }
        if (test.Fill != 0)
        {
            foreach (var memory in _instance.Memories)
                FillMemory(memory, (uint)test.Fill);
        }
        var hangLimit = _instance.Function("hangLimitInitializer");
        var lines = new List<string>();
        for (var i = 0; i < test.Calls.Count; i++)
        {
            hangLimit?.Invoke([]);
            _logs = 0;
            var outcome = Outcome(test.Calls[i]);
            if (outcome == "trap stack")
                return [.. lines, outcome];
            // Large memories at the end only.
            var hash = 0u;
            foreach (var memory in _instance.Memories)
            {
                if (i == test.Calls.Count - 1 || memory.Bytes <= LargeMemory)
                    hash = HashMemory(memory, hash);
            }
            lines.Add($"{outcome} memory={hash:x} logs={_logs:x}");
        }
        var globals = NodeEngine.Globals(image.Module)
            .Select(export => " "
                + Text(ValueTypes.Name(image.Module.Globals[(int)export.Index].Type), ((Global)_instance.Export(export.Name)!).Value));
        lines.Add("globals" + string.Concat(globals));
        return [.. lines];
    }

    private string Outcome(PlannedCall call)
    {
        try
        {
            var results = _instance.Invoke(call.Name, [.. call.Arguments.Select(Parse)]);
            return string.Join(' ', results.Select((value, i) => Text(call.Results[i], value)));
        }
        catch (WasmException exception)
        {
            return Text(exception);
        }
        catch (WasmTrapException trap)
        {
            return $"trap {Kind(trap.Kind)}";
        }
    }

    private ImportTable Imports()
    {
        var imports = new ImportTable();
        foreach (var import in image.Module.Imports)
        {
            var type = image.Module.Types[(int)import.TypeIndex];
            var at = import.Name.IndexOf('-', StringComparison.Ordinal);
            var operand = import.Name[(at + 1)..];
            HostCall body = import.Name[..at] switch
            {
                "log" => (_, slots) => Note(Text(operand, slots[0])),
                "throw" => (caller, slots) => throw new WasmException((Tag)caller.Export(Observable.Tag + operand)!, slots),
                "call" => (caller, slots) => Nested(slots, argument => caller.Invoke(operand, argument)[0].I32),
                "again" => (caller, slots) => Nested(slots, argument => Again(caller, operand, argument)),
                "catch" => (caller, slots) => Nested(slots, argument => Catch(caller, operand, argument)),
                _ => throw new InvalidOperationException($"import {import.Name}"),
            };
            imports.Define(import.Module, import.Name, HostFunction.Managed(type, body));
        }
        return imports;
    }

    private void Note(string text)
    {
        foreach (var c in text)
            _logs = (_logs ^ c) * 0x01000193;
    }

    private void Nested(Span<Slot> slots, Func<int, int> action)
    {
        if (_depth == 5)
        {
            slots[0] = -1;
            return;
        }
        _depth++;
        try
        {
            slots[0] = action(slots[0].I32);
        }
        finally
        {
            _depth--;
        }
    }

    private int Again(Instance caller, string name, int argument)
    {
        try
        {
            return caller.Invoke(name, argument)[0].I32;
        }
        catch (WasmException)
        {
            Note("again");
            throw;
        }
    }

    private int Catch(Instance caller, string name, int argument)
    {
        try
        {
            return caller.Invoke(name, argument)[0].I32;
        }
        catch (WasmException exception)
        {
            Note(Text(exception));
            return (int)_logs;
        }
    }

    private string Text(WasmException exception)
    {
        var index = Enumerable.Range(0, image.Module.TagTypeIndices.Length)
            .First(i => _instance.Export(Observable.Tag + i) == exception.Tag);
        var types = exception.Tag.Type.Parameters;
        var values = types.All(PlannedCall.IsNumeric)
            ? exception.Values.Select((value, i) => " " + Text(ValueTypes.Name(types[i]), value))
            : [];
        return $"throw {index}{string.Concat(values)}";
    }

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
        TrapCode.UnalignedAtomic => "unaligned",
        TrapCode.ExpectedSharedMemory => "not shared",
        TrapCode.NullReference => "null",
        TrapCode.OutOfBoundsTableAccess or TrapCode.UndefinedElement or TrapCode.UninitializedElement
            or TrapCode.IndirectCallTypeMismatch => "table",
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

    private static unsafe uint HashMemory(GuestMemory memory, uint h)
    {
        h ^= (uint)(memory.Bytes / 4);
        for (uint* word = (uint*)memory.Base, end = (uint*)(memory.Base + memory.Bytes); word < end; word++)
        {
            h = (h ^ *word) * 0x01000193;
            h ^= h >> 15;
        }
        return h;
    }
}
