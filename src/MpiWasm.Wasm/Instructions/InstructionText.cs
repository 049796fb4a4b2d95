using System.Globalization;
using System.Text;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Instructions;

/// <summary>Instructions as the text format writes them (Wasm 3.0 §6.5), with the names of functions beside their numbers.</summary>
public static class InstructionText
{
    /// <summary>One instruction. Names of the module are cleaned of what a terminal would obey.</summary>
    public static string Of(WasmModule module, in Instruction instruction)
    {
        var immediate = Immediate(module, instruction);
        return immediate.Length == 0 ? instruction.Info.Name : $"{instruction.Info.Name} {immediate}";
    }

    private static string Immediate(WasmModule module, in Instruction instruction)
    {
        var invariant = CultureInfo.InvariantCulture;
        var (index, index2) = (instruction.Index, instruction.Index2);
        return instruction.Info.Immediate switch
        {
            ImmediateKind.Block => Type(instruction.BlockType),
            ImmediateKind.TryTable => TryTable(instruction),
            ImmediateKind.LabelTable => LabelTable(instruction),
            ImmediateKind.Function => string.Create(invariant, $"{index} <{GuestText.Of(module.Names.Function((int)index))}>"),
            ImmediateKind.TypeTable => string.Create(invariant, $"{(index2 == 0 ? "" : $"{index2} ")}(type {index})"),
            ImmediateKind.SelectTypes => $"(result {ValueTypes.Name(instruction.SelectType)})",
            ImmediateKind.TableTable or ImmediateKind.MemoryMemory or ImmediateKind.ElementTable or ImmediateKind.DataMemory =>
                string.Create(invariant, $"{index} {index2}"),
            ImmediateKind.Label or ImmediateKind.Local or ImmediateKind.Global or ImmediateKind.Tag or ImmediateKind.Table
                or ImmediateKind.Element or ImmediateKind.Data => index.ToString(invariant),
            ImmediateKind.Memory => index == 0 ? "" : index.ToString(invariant),
            ImmediateKind.Access => Access(instruction),
            ImmediateKind.AccessLane => string.Create(invariant, $"{Access(instruction)} {instruction.Lane}"),
            ImmediateKind.Lane => instruction.Lane.ToString(invariant),
            ImmediateKind.Shuffle => string.Join(' ', Bytes(instruction.V128)),
            ImmediateKind.RefType => ValueTypes.Name(instruction.ReferenceType),
            ImmediateKind.I32 => instruction.I32.ToString(invariant),
            ImmediateKind.I64 => instruction.I64.ToString(invariant),
            ImmediateKind.F32 => BitConverter.UInt32BitsToSingle(instruction.F32Bits).ToString("R", invariant),
            ImmediateKind.F64 => BitConverter.UInt64BitsToDouble(instruction.F64Bits).ToString("R", invariant),
            ImmediateKind.V128 => $"i8x16 {string.Join(' ', Bytes(instruction.V128).Select(b => b.ToString("x2", invariant)))}",
            _ => "",
        };
    }

    private static string Type(BlockType type) =>
        type.IsEmpty ? ""
        : type.IsTypeIndex ? string.Create(CultureInfo.InvariantCulture, $"(type {type.TypeIndex})")
        : $"(result {ValueTypes.Name(type.Result)})";

    private static string Access(in Instruction instruction)
    {
        var access = instruction.MemArg;
        var text = new StringBuilder();
        if (access.MemoryIndex != 0)
            text.Append(CultureInfo.InvariantCulture, $"{access.MemoryIndex} ");
        if (access.Offset != 0)
            text.Append(CultureInfo.InvariantCulture, $"offset={access.Offset} ");
        return text.Append(CultureInfo.InvariantCulture, $"align={1UL << (int)(access.Align & 63)}").ToString();
    }

    private static string LabelTable(in Instruction instruction)
    {
        var text = new StringBuilder();
        foreach (var target in instruction.BranchTargets)
            text.Append(CultureInfo.InvariantCulture, $"{target} ");
        return text.Append(CultureInfo.InvariantCulture, $"{instruction.Index}").ToString();
    }

    private static string TryTable(in Instruction instruction)
    {
        var text = new StringBuilder(Type(instruction.BlockType));
        foreach (var clause in instruction.CatchClauses)
        {
            var kind = clause.Kind switch
            {
                CatchKind.Catch => "catch",
                CatchKind.CatchRef => "catch_ref",
                CatchKind.CatchAll => "catch_all",
                _ => "catch_all_ref",
            };
            text.Append(text.Length == 0 ? "" : " ");
            text.Append(CultureInfo.InvariantCulture, $"({kind} {(clause.IsAll ? "" : $"{clause.Tag} ")}{clause.Label})");
        }
        return text.ToString();
    }

    private static IEnumerable<byte> Bytes(UInt128 value) => Enumerable.Range(0, 16).Select(i => (byte)(value >> (8 * i)));
}
