using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// Alias metadata. Guest memory, own globals, imported globals, table elements and the runtime's structures lie in disjoint host
/// allocations, so type-based tags of different kinds never alias. All memories share one tag, all tables one, and all imported globals
/// one: the same entity may be imported twice.
/// </summary>
internal sealed unsafe class AliasTags
{
    private readonly uint _tbaa;
    private readonly uint _invariant;
    private readonly LlvmValue _empty;

    public AliasTags(GuestIr ir)
    {
        _tbaa = LLVM.MetadataKind(ir.Context, "tbaa");
        _invariant = LLVM.MetadataKind(ir.Context, "invariant.load");
        _empty = LLVM.MetadataAsValue(ir.Context, LLVM.MDNodeInContext2(ir.Context, null, 0));
        var rootName = LLVM.MetadataString(ir.Context, "mpiwasm");
        var root = LLVM.MDNodeInContext2(ir.Context, &rootName, 1);
        Memory = Tag(ir, root, "memory");
        OwnGlobal = Tag(ir, root, "global");
        ImportedGlobal = Tag(ir, root, "imported global");
        Table = Tag(ir, root, "table");
        Runtime = Tag(ir, root, "runtime");
        Length = Tag(ir, root, "length");
    }

    /// <summary>The kind of metadata the tags are.</summary>
    public uint Kind => _tbaa;

    public LlvmValue Memory { get; }

    public LlvmValue OwnGlobal { get; }

    public LlvmValue ImportedGlobal { get; }

    public LlvmValue Table { get; }

    /// <summary>Context header, records, thread state, slots.</summary>
    public LlvmValue Runtime { get; }

    /// <summary>Lengths of 64-bit memories: no guest code writes them.</summary>
    public LlvmValue Length { get; }

    public LlvmValue Mark(LlvmValue access, LlvmValue tag)
    {
        LLVM.SetMetadata(access, _tbaa, tag);
        return access;
    }

    /// <summary>
    /// Only for what is written before guest code runs and never after: bases of memories and tables, type numbers, immutable globals.
    /// </summary>
    public LlvmValue MarkInvariant(LlvmValue load)
    {
        LLVM.SetMetadata(load, _invariant, _empty);
        return load;
    }

    private static LlvmValue Tag(GuestIr ir, LlvmMetadata root, string name)
    {
        var zero = LLVM.ValueAsMetadata(ir.C64(0));
        LlvmMetadata* typeParts = stackalloc LlvmMetadata[] { LLVM.MetadataString(ir.Context, name), root, zero };
        var type = LLVM.MDNodeInContext2(ir.Context, typeParts, 3);
        LlvmMetadata* tagParts = stackalloc LlvmMetadata[] { type, type, zero };
        return LLVM.MetadataAsValue(ir.Context, LLVM.MDNodeInContext2(ir.Context, tagParts, 3));
    }
}
