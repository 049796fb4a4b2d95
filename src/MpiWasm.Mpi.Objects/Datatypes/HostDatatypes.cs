using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>The host's datatypes, by its own procedures.</summary>
internal sealed unsafe class HostDatatypes(MpiEnvironment environment) : IHostDatatypes
{
    public ulong Byte => environment.Host.Byte;

    public ulong Contiguous(int count, ulong type)
    {
        ulong made = 0;
        environment.Functions.TypeContiguous(count, type, &made);
        return made;
    }

    public ulong HVector(int count, int length, long stride, ulong type)
    {
        ulong made = 0;
        environment.Functions.TypeCreateHvector(count, length, stride, type, &made);
        return made;
    }

    public ulong HIndexed(int[] lengths, long[] displacements, ulong type)
    {
        ulong made = 0;
        fixed (int* l = lengths)
        fixed (long* d = displacements)
            environment.Functions.TypeCreateHindexed(lengths.Length, l, d, type, &made);
        return made;
    }

    public ulong HIndexedBlock(int length, long[] displacements, ulong type)
    {
        ulong made = 0;
        fixed (long* d = displacements)
        {
            environment.Functions.TypeCreateHindexedBlock(displacements.Length, length, d, type, &made);
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
            environment.Functions.TypeCreateStruct(lengths.Length, l, d, handles, &made);
        }

        return made;
    }

    public ulong Resized(ulong type, long lower, long extent)
    {
        ulong made = 0;
        environment.Functions.TypeCreateResized(type, lower, extent, &made);
        return made;
    }

    public ulong Dup(ulong type)
    {
        ulong made = 0;
        environment.Functions.TypeDup(type, &made);
        return made;
    }

    public void Commit(ulong type) => environment.Functions.TypeCommit(&type);

    public void Free(ulong type) => _ = environment.Functions.Codes.TypeFree(&type);

    public bool TryGetExtent(ulong type, out long lower, out long extent)
    {
        long lb, ex;
        var ok = environment.Functions.Codes.TypeGetExtent(type, &lb, &ex) == 0;
        (lower, extent) = (lb, ex);
        return ok;
    }

    public bool TryGetSize(ulong type, out int size)
    {
        int bytes;
        var ok = environment.Functions.Codes.TypeSize(type, &bytes) == 0;
        size = bytes;
        return ok;
    }
}
