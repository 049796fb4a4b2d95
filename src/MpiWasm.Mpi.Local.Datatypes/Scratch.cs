using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Local.Datatypes;

/// <summary>Memory for elements while an operation is done.</summary>
internal readonly unsafe ref struct Scratch
{
    private readonly void* _block;

    public Scratch(long bytes)
    {
        _block = NativeMemory.Alloc((nuint)Math.Max(bytes, 1));
        Address = (byte*)_block;
    }

    /// <summary>For elements, with their gaps; <see cref="Address"/> is that of the first.</summary>
    public Scratch(Datatype type, long count)
    {
        var reach = (count - 1) * type.Extent;
        var low = type.TrueLowerBound + Math.Min(0, reach);
        var bytes = count == 0 ? 0 : type.TrueExtent + Math.Abs(reach);
        _block = NativeMemory.AllocZeroed((nuint)Math.Max(bytes, 1));
        Address = (byte*)_block - (count == 0 ? 0 : low);
    }

    public byte* Address { get; }

    public void Dispose() => NativeMemory.Free(_block);
}
