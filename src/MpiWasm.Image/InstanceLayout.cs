using MpiWasm.Wasm.Model;

namespace MpiWasm.Image;

/// <summary>
/// Where the arrays of a module's instance context lie, in bytes from the context. Both the compiler (which bakes the offsets into
/// code) and the runtime (which allocates and fills the context) derive it from the module, so it is never stored.
/// </summary>
public sealed class InstanceLayout
{
    /// <summary>Size of an entry of the memory and table arrays: { base, record* }.</summary>
    public const int EntrySize = 16;

    /// <summary>Size of a global's slot: the value (up to 16 bytes) of an own global, a pointer to the value of an imported one.</summary>
    public const int GlobalSlotSize = 16;

    public InstanceLayout(WasmModule module)
    {
        var at = InstanceContext.HeaderSize;
        Memories = at;
        // Memory 0 has its place even in a module without one: host functions look there.
        at += EntrySize * Math.Max(1, module.Memories.Length);
        Tables = at;
        at += EntrySize * module.Tables.Length;
        Globals = at;
        at += GlobalSlotSize * module.Globals.Length;
        Imports = at;
        at += ImportRecord.Size * module.ImportedFunctionCount;
        Functions = at;
        at += FunctionRecord.Size * module.FunctionTypeIndices.Length;
        TypeIds = at;
        at += 4 * module.Types.Length;
        at = (at + 7) & ~7;
        Tags = at;
        at += 8 * module.TagTypeIndices.Length;
        Size = (at + 15) & ~15;
    }

    /// <summary>Array of { u8* base; MemoryRecord* record }.</summary>
    public int Memories { get; }

    /// <summary>Array of { void** base; TableRecord* record }.</summary>
    public int Tables { get; }

    /// <summary>Array of 16-byte slots.</summary>
    public int Globals { get; }

    /// <summary>Array of <see cref="ImportRecord"/>, one per imported function.</summary>
    public int Imports { get; }

    /// <summary>Array of <see cref="FunctionRecord"/>, one per function, imports included.</summary>
    public int Functions { get; }

    /// <summary>Array of u32: the process-wide type number of each of the module's types.</summary>
    public int TypeIds { get; }

    /// <summary>Array of <see cref="TagRecord"/>*, one per exception tag.</summary>
    public int Tags { get; }

    /// <summary>Size of the whole context in bytes.</summary>
    public int Size { get; }

    public int MemoryBase(int index) => Memories + (EntrySize * index);

    public int MemoryRecord(int index) => Memories + (EntrySize * index) + 8;

    public int TableBase(int index) => Tables + (EntrySize * index);

    public int TableRecord(int index) => Tables + (EntrySize * index) + 8;

    public int Global(int index) => Globals + (GlobalSlotSize * index);

    public int Import(int index) => Imports + (ImportRecord.Size * index);

    public int Function(int index) => Functions + (FunctionRecord.Size * index);

    public int TypeId(int index) => TypeIds + (4 * index);

    public int Tag(int index) => Tags + (8 * index);
}
