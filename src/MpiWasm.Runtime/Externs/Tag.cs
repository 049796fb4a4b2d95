using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Externs;

/// <summary>
/// An exception tag (Wasm 3.0 §4.2.11): it tells exceptions apart. Two tags are the same only when they are the same object.
/// </summary>
public sealed unsafe class Tag : Extern
{
    // The record guests compare the address of: in pinned memory, as long as something refers to the tag.
    private readonly TagRecord[] _record = GC.AllocateArray<TagRecord>(1, pinned: true);

    /// <summary>Creates a tag.</summary>
    /// <param name="type">The parameters are the values an exception with the tag carries; there are no results.</param>
    public Tag(FunctionType type)
    {
        if (!type.Results.IsEmpty || type.Parameters.Length > ThreadState.MaxExceptionValues)
            throw new ArgumentException($"no tag can have type {type}", nameof(type));
        Type = type;
        _record[0].Handle = GCHandle.ToIntPtr(GCHandle.Alloc(this, GCHandleType.Weak));
    }

    ~Tag()
    {
        if (_record[0].Handle != 0)
            GCHandle.FromIntPtr(_record[0].Handle).Free();
    }

    public FunctionType Type { get; }

    public override ExternalKind Kind => ExternalKind.Tag;

    public override string TypeText => $"tag {Type}";

    internal TagRecord* Record => (TagRecord*)Marshal.UnsafeAddrOfPinnedArrayElement(_record, 0);

    /// <summary>The tag of an exception on its way; an instance that can throw it holds the tag.</summary>
    internal static Tag FromRecord(TagRecord* record) => (Tag)GCHandle.FromIntPtr(record->Handle).Target!;
}
