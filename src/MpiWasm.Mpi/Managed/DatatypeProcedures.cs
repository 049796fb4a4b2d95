using System.Collections.Immutable;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Datatypes;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>
/// Datatypes (MPI 5.0 §5.1). Each constructor makes the shadow first, which refuses what cannot be bounded, then the host's type from the same copies of the arguments.
/// </summary>
internal static unsafe class DatatypeProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Type_contiguous", Contiguous),
        ("MPI_Type_vector", Vector),
        ("MPI_Type_create_hvector", HVector),
        ("MPI_Type_indexed", Indexed),
        ("MPI_Type_create_hindexed", HIndexed),
        ("MPI_Type_create_indexed_block", IndexedBlock),
        ("MPI_Type_create_struct", Struct),
        ("MPI_Type_create_resized", Resized),
        ("MPI_Type_create_subarray", Subarray),
        ("MPI_Type_dup", Dup),
        ("MPI_Type_commit", Commit),
        ("MPI_Type_free", Free),
        ("MPI_Type_size", Size),
        ("MPI_Type_get_extent", GetExtent),
        ("MPI_Type_get_true_extent", GetTrueExtent),
        ("MPI_Get_address", call => *call.OutInt(1) = call.Int(0)),
    ];

    private static void Contiguous(Call call)
    {
        var count = call.Count(0);
        var type = Shadow(call, 1);
        var result = call.OutInt(2);
        var shadow = Bounded(DatatypeFactory.Contiguous(count, type), call, 0);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<int, ulong, ulong*, int>)call.Host())(count, call.Handle(1), &made));
        *result = Register(call, shadow, made);
    }

    private static void Vector(Call call)
    {
        var (count, length, stride) = (call.Count(0), call.Count(1, ErrorClasses.Arg), call.Int(2));
        var type = Shadow(call, 3);
        var result = call.OutInt(4);
        var shadow = Bounded(DatatypeFactory.Vector(count, length, stride, type), call, 2);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<int, int, int, ulong, ulong*, int>)call.Host())(count, length, stride, call.Handle(3), &made));
        *result = Register(call, shadow, made);
    }

    private static void HVector(Call call)
    {
        var (count, length, stride) = (call.Count(0), call.Count(1, ErrorClasses.Arg), call.Int(2));
        var type = Shadow(call, 3);
        var result = call.OutInt(4);
        var shadow = Bounded(DatatypeFactory.HVector(count, length, stride, type), call, 2);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<int, int, long, ulong, ulong*, int>)call.Host())(count, length, stride, call.Handle(3), &made));
        *result = Register(call, shadow, made);
    }

    private static void Indexed(Call call)
    {
        var count = call.Count(0);
        var type = Shadow(call, 3);
        var result = call.OutInt(4);
        var (lengths, displacements) = (Lengths(call, 1, count), call.Ints(2, count));
        var shadow = Bounded(DatatypeFactory.Indexed(lengths, displacements, type), call, 2);
        ulong made = 0;
        fixed (int* l = lengths, d = displacements)
            Call.Check(((delegate* unmanaged<int, int*, int*, ulong, ulong*, int>)call.Host())(count, l, d, call.Handle(3), &made));
        *result = Register(call, shadow, made);
    }

    private static void HIndexed(Call call)
    {
        var count = call.Count(0);
        var type = Shadow(call, 3);
        var result = call.OutInt(4);
        var (lengths, displacements) = (Lengths(call, 1, count), call.Ints(2, count));
        var shadow = Bounded(DatatypeFactory.HIndexed(lengths, displacements, type), call, 2);
        *result = Register(call, shadow, MakeHIndexed(call.Environment, lengths, [.. displacements.Select(d => (long)d)], call.Handle(3)));
    }

    private static void IndexedBlock(Call call)
    {
        var count = call.Count(0);
        var length = call.Count(1, ErrorClasses.Arg);
        var type = Shadow(call, 3);
        var result = call.OutInt(4);
        var displacements = call.Ints(2, count);
        var shadow = Bounded(DatatypeFactory.IndexedBlock(length, displacements, type), call, 2);
        ulong made = 0;
        fixed (int* d = displacements)
            Call.Check(((delegate* unmanaged<int, int, int*, ulong, ulong*, int>)call.Host())(count, length, d, call.Handle(3), &made));
        *result = Register(call, shadow, made);
    }

    private static void Struct(Call call)
    {
        var count = call.Count(0);
        var result = call.OutInt(4);
        var (lengths, displacements, handles) = (Lengths(call, 1, count), call.Ints(2, count), call.Ints(3, count));
        var types = ImmutableArray.CreateBuilder<DatatypeShadow>(count);
        var hosts = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            hosts[i] = call.HandleIn(3, (uint)handles[i])->Host;
            types.Add(call.Environment.Datatypes.Shadow((uint)handles[i]));
        }

        var shadow = Bounded(DatatypeFactory.Struct(lengths, displacements, types.MoveToImmutable()), call, 2);
        *result = Register(call, shadow, MakeStruct(call.Environment, lengths, [.. displacements.Select(d => (long)d)], hosts));
    }

    private static void Resized(Call call)
    {
        var type = Shadow(call, 0);
        var lower = call.Int(1);
        var extent = call.Int(2);
        var result = call.OutInt(3);
        var shadow = Bounded(DatatypeFactory.Resized(lower, extent, type), call, 2);
        *result = Register(call, shadow, call.Environment.Datatypes.Resize(call.Handle(0), lower, extent));
    }

    private static void Subarray(Call call)
    {
        var n = call.Count(0, ErrorClasses.Arg);
        var order = call.Int(4);
        var type = Shadow(call, 5);
        var result = call.OutInt(6);
        var rowMajor = order == MpiEnvironment.Api.Value("MPI_ORDER_C");
        var hostOrder = call.Environment.Constants.ToHost(ParameterKind.Order, order) ?? throw call.Error(ErrorClasses.Arg, 4);
        if (n == 0)
            throw call.Error(ErrorClasses.Arg, 0);
        var (sizes, subsizes, starts) = (call.Ints(1, n), call.Ints(2, n), call.Ints(3, n));
        for (var i = 0; i < n; i++)
        {
            if (sizes[i] < 1)
                throw new ArgumentCheckException(ErrorClasses.Arg, 1, (uint)sizes[i]);
            if (subsizes[i] < 1 || subsizes[i] > sizes[i])
                throw new ArgumentCheckException(ErrorClasses.Arg, 2, (uint)subsizes[i]);
            if (starts[i] < 0 || starts[i] > sizes[i] - subsizes[i])
                throw new ArgumentCheckException(ErrorClasses.Arg, 3, (uint)starts[i]);
        }

        var shadow = Bounded(DatatypeFactory.Subarray(sizes, subsizes, starts, order, rowMajor, type), call, 1);
        ulong made = 0;
        fixed (int* a = sizes, b = subsizes, c = starts)
            Call.Check(((delegate* unmanaged<int, int*, int*, int*, int, ulong, ulong*, int>)call.Host())(n, a, b, c, hostOrder, call.Handle(5), &made));
        *result = Register(call, shadow, made);
    }

    private static void Dup(Call call)
    {
        var type = Shadow(call, 0);
        var result = call.OutInt(1);
        var shadow = Bounded(DatatypeFactory.Dup(type), call, 0);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong*, int>)call.Host())(call.Handle(0), &made));
        *result = Register(call, shadow, made);
    }

    private static void Commit(Call call)
    {
        var type = call.HandleAt(0, out var guest);
        if (guest < Native.Handle.PredefinedCount)
            return;
        Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&type));
        call.Environment.Datatypes.Committed(guest);
    }

    private static void Free(Call call)
    {
        var type = call.HandleAt(0, out var guest);
        if (guest < Native.Handle.PredefinedCount)
            throw new ArgumentCheckException(ErrorClasses.Type, 0, guest);
        Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&type));
        call.Environment.Datatypes.Remove(guest);
        *call.OutInt(0) = MpiEnvironment.Api.Value("MPI_DATATYPE_NULL");
    }

    private static void Size(Call call)
    {
        var type = Shadow(call, 0);
        var result = call.OutInt(1);
        *result = type.Size <= int.MaxValue ? (int)type.Size : StandardAbi.Undefined;
    }

    private static void GetExtent(Call call)
    {
        var type = Shadow(call, 0);
        var lower = call.OutInt(1);
        var extent = call.OutInt(2);
        *lower = Address(type.LowerBound);
        *extent = Address(type.Extent);
    }

    private static void GetTrueExtent(Call call)
    {
        var type = Shadow(call, 0);
        var lower = call.OutInt(1);
        var extent = call.OutInt(2);
        *lower = Address(type.HullLow);
        *extent = Address(type.HullHigh - type.HullLow);
    }

    /// <summary>The host's hindexed type; displacements are bytes.</summary>
    internal static ulong MakeHIndexed(MpiEnvironment environment, int[] lengths, long[] displacements, ulong type)
    {
        ulong made = 0;
        fixed (int* l = lengths)
        fixed (long* d = displacements)
        {
            Call.Check(((delegate* unmanaged<int, int*, long*, ulong, ulong*, int>)environment.HostFunction("MPI_Type_create_hindexed"))(
                lengths.Length, l, d, type, &made));
        }

        return made;
    }

    /// <summary>The host's struct type; displacements are bytes.</summary>
    internal static ulong MakeStruct(MpiEnvironment environment, int[] lengths, long[] displacements, ulong[] types)
    {
        ulong made = 0;
        var narrow = environment.Library.Abi.HandleBytes == 4 ? Array.ConvertAll(types, t => (uint)t) : [];
        fixed (int* l = lengths)
        fixed (long* d = displacements)
        fixed (ulong* wide = types)
        fixed (uint* ints = narrow)
        {
            var handles = environment.Library.Abi.HandleBytes == 4 ? ints : (void*)wide;
            Call.Check(((delegate* unmanaged<int, int*, long*, void*, ulong*, int>)environment.HostFunction("MPI_Type_create_struct"))(
                lengths.Length, l, d, handles, &made));
        }

        return made;
    }

    /// <summary>MPI_Aint has 32 bits: what does not fit is MPI_UNDEFINED, as the standard has it for counts.</summary>
    private static int Address(long value) => value is >= int.MinValue and <= int.MaxValue ? (int)value : StandardAbi.Undefined;

    private static int[] Lengths(Call call, int argument, int count)
    {
        var lengths = call.Ints(argument, count);
        foreach (var length in lengths)
        {
            if (length < 0)
                throw new ArgumentCheckException(ErrorClasses.Arg, argument, (uint)length);
        }

        return lengths;
    }

    private static DatatypeShadow Shadow(Call call, int argument)
    {
        _ = call.Handle(argument);
        return call.Environment.Datatypes.Shadow(call[argument]);
    }

    private static DatatypeShadow Bounded(DatatypeShadow? shadow, Call call, int argument) => shadow ?? throw call.Error(ErrorClasses.Arg, argument);

    private static int Register(Call call, DatatypeShadow shadow, ulong host) => (int)call.Environment.Datatypes.Add(shadow, host);
}
