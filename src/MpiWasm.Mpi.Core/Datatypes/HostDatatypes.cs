using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Datatypes;

/// <summary>The host's datatypes, by its own procedures.</summary>
internal sealed unsafe class HostDatatypes(MpiEnvironment environment) : IHostDatatypes
{
    public ulong Byte => environment.Library.Predefined("MPI_BYTE")!.Value;

    public ulong Contiguous(int count, ulong type)
    {
        ulong made = 0;
        Call.Check(((delegate* unmanaged<int, ulong, ulong*, int>)Function("MPI_Type_contiguous"))(count, type, &made));
        return made;
    }

    public ulong HVector(int count, int length, long stride, ulong type)
    {
        ulong made = 0;
        Call.Check(((delegate* unmanaged<int, int, long, ulong, ulong*, int>)Function("MPI_Type_create_hvector"))(count, length, stride, type, &made));
        return made;
    }

    public ulong HIndexed(int[] lengths, long[] displacements, ulong type)
    {
        ulong made = 0;
        fixed (int* l = lengths)
        fixed (long* d = displacements)
            Call.Check(((delegate* unmanaged<int, int*, long*, ulong, ulong*, int>)Function("MPI_Type_create_hindexed"))(lengths.Length, l, d, type, &made));
        return made;
    }

    public ulong HIndexedBlock(int length, long[] displacements, ulong type)
    {
        ulong made = 0;
        fixed (long* d = displacements)
        {
            Call.Check(((delegate* unmanaged<int, int, long*, ulong, ulong*, int>)Function("MPI_Type_create_hindexed_block"))(
                displacements.Length, length, d, type, &made));
        }

        return made;
    }

    public ulong Struct(int[] lengths, long[] displacements, ulong[] types)
    {
        ulong made = 0;
        var narrow = environment.Library.Abi.HandleBytes == 4 ? Array.ConvertAll(types, t => (uint)t) : [];
        fixed (int* l = lengths)
        fixed (long* d = displacements)
        fixed (ulong* wide = types)
        fixed (uint* ints = narrow)
        {
            var handles = environment.Library.Abi.HandleBytes == 4 ? ints : (void*)wide;
            Call.Check(((delegate* unmanaged<int, int*, long*, void*, ulong*, int>)Function("MPI_Type_create_struct"))(lengths.Length, l, d, handles, &made));
        }

        return made;
    }

    public ulong Resized(ulong type, long lower, long extent)
    {
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, long, long, ulong*, int>)Function("MPI_Type_create_resized"))(type, lower, extent, &made));
        return made;
    }

    public ulong Dup(ulong type)
    {
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong*, int>)Function("MPI_Type_dup"))(type, &made));
        return made;
    }

    public void Commit(ulong type) => Call.Check(((delegate* unmanaged<ulong*, int>)Function("MPI_Type_commit"))(&type));

    public void Free(ulong type) => _ = ((delegate* unmanaged<ulong*, int>)Function("MPI_Type_free"))(&type);

    public bool TryGetExtent(ulong type, out long lower, out long extent)
    {
        long lb, ex;
        var ok = ((delegate* unmanaged<ulong, long*, long*, int>)Function("MPI_Type_get_extent"))(type, &lb, &ex) == 0;
        (lower, extent) = (lb, ex);
        return ok;
    }

    public bool TryGetSize(ulong type, out int size)
    {
        int bytes;
        var ok = ((delegate* unmanaged<ulong, int*, int>)Function("MPI_Type_size"))(type, &bytes) == 0;
        size = bytes;
        return ok;
    }

    private void* Function(string name) => environment.HostFunction(name);
}
