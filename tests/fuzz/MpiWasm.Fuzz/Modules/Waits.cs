using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

/// <summary>Takes the time out of waits: what waits for a notification that never comes would keep both engines for ever.</summary>
internal static class Waits
{
    public static byte[] Shorten(byte[] wasm)
    {
        var module = ModuleDecoder.Decode(wasm);
        if (!module.Memories.Any(memory => memory.IsShared))
            return wasm;
        var bodies = new Code();
        foreach (var body in module.Bodies)
            bodies.Sized(Shorten(module, body));
        var parts = new ModuleParts(wasm);
        parts.Replace(ModuleParts.Bodies, (uint)module.Bodies.Length, bodies);
        return parts.ToArray();
    }

    private static Code Shorten(WasmModule module, FunctionBody body)
    {
        var code = new Code().Byte(module.Bytes.Span[body.Offset..body.CodeOffset]);
        var reader = new InstructionReader(module, body);
        while (reader.Read(out var instruction))
        {
            if (instruction.Opcode is Opcode.MemoryAtomicWait32 or Opcode.MemoryAtomicWait64)
                code.Byte(0x1a).Const64(0);
            code.Byte(module.Bytes.Span[instruction.Offset..reader.Position]);
        }
        return code;
    }
}
