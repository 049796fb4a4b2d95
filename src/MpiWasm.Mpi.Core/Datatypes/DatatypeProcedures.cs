using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Caching;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Datatypes;

/// <summary>
/// Constructors of datatypes (MPI 5.0 §5.1.2 to §5.1.4, §5.1.7 to §5.1.10), the large ones among them. Each makes the shadow, which refuses what cannot be bounded; the host's
/// type is built from that.
/// </summary>
internal static unsafe class DatatypeProcedures
{
    private static readonly int OrderC = MpiApi.Standard.Value("MPI_ORDER_C");
    private static readonly int OrderFortran = MpiApi.Standard.Value("MPI_ORDER_FORTRAN");
    private static readonly int DistributeNone = MpiApi.Standard.Value("MPI_DISTRIBUTE_NONE");
    private static readonly int DistributeBlock = MpiApi.Standard.Value("MPI_DISTRIBUTE_BLOCK");
    private static readonly int DistributeCyclic = MpiApi.Standard.Value("MPI_DISTRIBUTE_CYCLIC");
    private static readonly int DefaultArgument = MpiApi.Standard.Value("MPI_DISTRIBUTE_DFLT_DARG");

    /// <summary>More dimensions than any program has; an array type has a level for each.</summary>
    private const int DimensionLimit = TypeMap.DepthLimit;

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. Both("MPI_Type_contiguous", Contiguous),
        .. Both("MPI_Type_vector", Vector),
        .. Both("MPI_Type_create_hvector", HVector),
        .. Both("MPI_Type_indexed", Indexed),
        .. Both("MPI_Type_create_hindexed", HIndexed),
        .. Both("MPI_Type_create_indexed_block", IndexedBlock),
        .. Both("MPI_Type_create_hindexed_block", HIndexedBlock),
        .. Both("MPI_Type_create_struct", Struct),
        .. Both("MPI_Type_create_resized", Resized),
        .. Both("MPI_Type_create_subarray", Subarray),
        .. Both("MPI_Type_create_darray", Darray),
        ("MPI_Type_dup", Dup),
        ("MPI_Type_commit", Commit),
        ("MPI_Type_free", Free),
        ("MPI_Get_address", call => *call.OutInt(1) = call.Int(0)),
    ];

    /// <summary>A body that serves the plain and the large procedure.</summary>
    internal static IEnumerable<(string Name, ManagedBody Body)> Both(string name, ManagedBody body) => [(name, body), (name + "_c", body)];

    private static void Contiguous(Call call)
    {
        var count = call.NumberOf(0);
        var type = Datatype(call, 1);
        Create(call, 2, DatatypeFactory.Contiguous(count, type.Shadow, IsLarge(call)), 0, [type]);
    }

    private static void Vector(Call call)
    {
        var (count, length) = (call.NumberOf(0), call.NumberOf(1, ErrorClasses.Arg));
        var type = Datatype(call, 3);
        Create(call, 4, DatatypeFactory.Vector(count, length, call.Number(2), type.Shadow, IsLarge(call)), 2, [type]);
    }

    private static void HVector(Call call)
    {
        var (count, length) = (call.NumberOf(0), call.NumberOf(1, ErrorClasses.Arg));
        var type = Datatype(call, 3);
        Create(call, 4, DatatypeFactory.HVector(count, length, call.Number(2), type.Shadow, IsLarge(call)), 2, [type]);
    }

    private static void Indexed(Call call)
    {
        var count = call.NumberOf(0);
        var type = Datatype(call, 3);
        var (lengths, displacements) = (call.LengthsIn(1, count), call.NumbersIn(2, count));
        Create(call, 4, DatatypeFactory.Indexed(lengths, displacements, type.Shadow, IsLarge(call)), 2, [type]);
    }

    private static void HIndexed(Call call)
    {
        var count = call.NumberOf(0);
        var type = Datatype(call, 3);
        var (lengths, displacements) = (call.LengthsIn(1, count), call.NumbersIn(2, count));
        Create(call, 4, DatatypeFactory.HIndexed(lengths, displacements, type.Shadow, IsLarge(call)), 2, [type]);
    }

    private static void IndexedBlock(Call call)
    {
        var (count, length) = (call.NumberOf(0), call.NumberOf(1, ErrorClasses.Arg));
        var type = Datatype(call, 3);
        Create(call, 4, DatatypeFactory.IndexedBlock(length, call.NumbersIn(2, count), type.Shadow, IsLarge(call)), 2, [type]);
    }

    private static void HIndexedBlock(Call call)
    {
        var (count, length) = (call.NumberOf(0), call.NumberOf(1, ErrorClasses.Arg));
        var type = Datatype(call, 3);
        Create(call, 4, DatatypeFactory.HIndexedBlock(length, call.NumbersIn(2, count), type.Shadow, IsLarge(call)), 2, [type]);
    }

    private static void Struct(Call call)
    {
        var count = call.NumberOf(0);
        var (lengths, displacements, handles) = (call.LengthsIn(1, count), call.NumbersIn(2, count), call.NumbersIn(3, count));
        var types = ImmutableArray.CreateBuilder<HostedDatatype>(handles.Length);
        foreach (var handle in handles)
            types.Add(Datatype(call, 3, (uint)handle));
        Create(call, 4, DatatypeFactory.Struct(lengths, displacements, [.. types.Select(t => t.Shadow)], IsLarge(call)), 2, types.MoveToImmutable());
    }

    private static void Resized(Call call)
    {
        var type = Datatype(call, 0);
        Create(call, 3, DatatypeFactory.Resized(call.Number(1), call.Number(2), type.Shadow, IsLarge(call)), 2, [type]);
    }

    private static void Subarray(Call call)
    {
        var n = Dimensions(call, 0);
        var order = Order(call, 4);
        var type = Datatype(call, 5);
        var (sizes, subsizes, starts) = (Positive(call, 1, n), call.NumbersIn(2, n), call.NumbersIn(3, n));
        for (var i = 0; i < n; i++)
        {
            if (subsizes[i] < 1 || subsizes[i] > sizes[i])
                throw new ArgumentCheckException(ErrorClasses.Arg, 2, (ulong)subsizes[i]);
            if (starts[i] < 0 || starts[i] > sizes[i] - subsizes[i])
                throw new ArgumentCheckException(ErrorClasses.Arg, 3, (ulong)starts[i]);
        }

        Create(call, 6, DatatypeFactory.Subarray(sizes, subsizes, starts, order, order == OrderC, type.Shadow, IsLarge(call)), 1, [type]);
    }

    private static void Darray(Call call)
    {
        var (size, rank) = (call.Int(0), call.Int(1));
        if (size < 1)
            throw call.Error(ErrorClasses.Arg, 0);
        if (rank < 0 || rank >= size)
            throw call.Error(ErrorClasses.Rank, 1);
        var n = Dimensions(call, 2);
        var order = Order(call, 7);
        var type = Datatype(call, 8);
        var (globals, distributions, arguments, grid) = (Positive(call, 3, n), call.NumbersIn(4, n), call.NumbersIn(5, n), Positive(call, 6, n));
        var blocks = new long[n];
        Int128 places = 1;
        for (var i = 0; i < n; i++)
        {
            places *= grid[i];
            blocks[i] = BlockSize(globals[i], distributions[i], arguments[i], grid[i]);
            if (places > size)
                throw new ArgumentCheckException(ErrorClasses.Arg, 6, (ulong)grid[i]);
        }

        if (places != size)
            throw new ArgumentCheckException(ErrorClasses.Arg, 6, (ulong)places);
        var array = new DistributedArray(size, rank, globals, distributions, arguments, grid, order, order == OrderC, blocks);
        Create(call, 9, DatatypeFactory.Darray(array, type.Shadow, IsLarge(call)), 3, [type]);
    }

    /// <summary>Elements in a row that one process gets (MPI 5.0 §5.1.4).</summary>
    private static long BlockSize(long size, long distribution, long argument, long processes)
    {
        if (distribution == DistributeNone)
            return processes == 1 ? size : throw new ArgumentCheckException(ErrorClasses.Arg, 6, (ulong)processes);
        if (distribution != DistributeBlock && distribution != DistributeCyclic)
            throw new ArgumentCheckException(ErrorClasses.Arg, 4, (ulong)distribution);
        if (argument == DefaultArgument)
            return distribution == DistributeBlock ? ((size - 1) / processes) + 1 : 1;
        // Blocks must suffice for all elements: nobody gets a second one.
        if (argument < 1 || (distribution == DistributeBlock && (Int128)argument * processes < size))
            throw new ArgumentCheckException(ErrorClasses.Arg, 5, (ulong)argument);
        return argument;
    }

    private static void Dup(Call call)
    {
        var type = Datatype(call, 0);
        // Before anything is made: the callbacks may forbid it.
        call.WriteInt(1, MpiApi.Standard.Value("MPI_DATATYPE_NULL"));
        var copies = call.Environment.Attributes.Copy(call[0]);
        Create(call, 1, DatatypeFactory.Dup(type.Shadow), 0, [type]);
        call.Environment.Attributes.Adopt((uint)*call.OutInt(1), copies);
    }

    private static void Commit(Call call)
    {
        _ = call.HandleAt(0, out var guest);
        call.Environment.Datatypes.Commit(guest);
    }

    private static void Free(Call call)
    {
        _ = call.HandleAt(0, out var guest);
        if (call.Environment.Datatypes.Find(guest).Shadow.IsPredefined)
            throw new ArgumentCheckException(ErrorClasses.Type, 0, guest);
        call.Environment.Attributes.DeleteAll(guest);
        call.Environment.Datatypes.Free(guest);
        *call.OutInt(0) = MpiApi.Standard.Value("MPI_DATATYPE_NULL");
    }

    /// <summary>The datatype of a handle argument.</summary>
    internal static HostedDatatype Datatype(Call call, int argument) => Datatype(call, argument, call[argument]);

    internal static HostedDatatype Datatype(Call call, int argument, uint guest)
    {
        _ = call.HandleIn(argument, guest);
        return call.Environment.Datatypes.TryFind(guest) ?? throw new ArgumentCheckException(ErrorClasses.Type, argument, guest);
    }

    private static void Create(Call call, int result, DatatypeShadow? shadow, int argument, ImmutableArray<HostedDatatype> components)
    {
        var handle = call.OutInt(result);
        *handle = (int)call.Environment.Datatypes.Create(shadow ?? throw call.Error(ErrorClasses.Arg, argument), components);
    }

    private static bool IsLarge(Call call) => call.Procedure.IsLarge;

    private static int Dimensions(Call call, int argument) =>
        call.Int(argument) is var n and >= 1 and <= DimensionLimit ? n : throw call.Error(ErrorClasses.Arg, argument);

    private static int Order(Call call, int argument) =>
        call.Int(argument) is var order && (order == OrderC || order == OrderFortran) ? order : throw call.Error(ErrorClasses.Arg, argument);

    private static long[] Positive(Call call, int argument, int count)
    {
        var numbers = call.NumbersIn(argument, count);
        foreach (var number in numbers)
        {
            if (number < 1)
                throw new ArgumentCheckException(ErrorClasses.Arg, argument, (ulong)number);
        }

        return numbers;
    }
}
