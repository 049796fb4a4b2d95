using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Constructors of datatypes (MPI 5.0 §5.1.2 to §5.1.4, §5.1.7 to §5.1.10), the large ones among them. Each makes the shadow, which refuses
/// what cannot be bounded; the host's type is built from that.
/// </summary>
internal static class DatatypeProcedures
{
    /// <summary>More dimensions than any program has; an array type has a level for each.</summary>
    private const int DimensionLimit = TypeMap.DepthLimit;

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        TypeContiguousCall.ServedBy(Contiguous),
        TypeVectorCall.ServedBy(Vector),
        TypeCreateHvectorCall.ServedBy(HVector),
        TypeIndexedCall.ServedBy(Indexed),
        TypeCreateHindexedCall.ServedBy(HIndexed),
        TypeCreateIndexedBlockCall.ServedBy(IndexedBlock),
        TypeCreateHindexedBlockCall.ServedBy(HIndexedBlock),
        TypeCreateStructCall.ServedBy(Struct),
        TypeCreateResizedCall.ServedBy(Resized),
        TypeCreateSubarrayCall.ServedBy(Subarray),
        TypeCreateDarrayCall.ServedBy(Darray),
        TypeDupCall.ServedBy(Dup),
        TypeCommitCall.ServedBy(Commit),
        TypeFreeCall.ServedBy(Free),
        GetAddressCall.ServedBy(call => call.Address.Set(call.Environment.GuestAbi.Signed(call.Location.Address))),
    ];

    private static void Contiguous(TypeContiguousCall call)
    {
        var count = call.Count.NotNegative();
        var type = call.Oldtype.Hosted();
        var shadow = DatatypeFactory.Contiguous(count, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.Count.Error(ErrorClasses.Arg), [type]);
    }

    private static void Vector(TypeVectorCall call)
    {
        var (count, length) = (call.Count.NotNegative(), call.Blocklength.NotNegative());
        var type = call.Oldtype.Hosted();
        var shadow = DatatypeFactory.Vector(count, length, call.Stride.Value, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.Stride.Error(ErrorClasses.Arg), [type]);
    }

    private static void HVector(TypeCreateHvectorCall call)
    {
        var (count, length) = (call.Count.NotNegative(), call.Blocklength.NotNegative());
        var type = call.Oldtype.Hosted();
        var shadow = DatatypeFactory.HVector(count, length, call.Stride.Value, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.Stride.Error(ErrorClasses.Arg), [type]);
    }

    private static void Indexed(TypeIndexedCall call)
    {
        var count = call.Count.NotNegative();
        var type = call.Oldtype.Hosted();
        var (lengths, displacements) = (call.ArrayOfBlocklengths.ReadLengths(count), call.ArrayOfDisplacements.Read(count));
        var shadow = DatatypeFactory.Indexed(lengths, displacements, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.ArrayOfDisplacements.Error(ErrorClasses.Arg, count), [type]);
    }

    private static void HIndexed(TypeCreateHindexedCall call)
    {
        var count = call.Count.NotNegative();
        var type = call.Oldtype.Hosted();
        var (lengths, displacements) = (call.ArrayOfBlocklengths.ReadLengths(count), call.ArrayOfDisplacements.Read(count));
        var shadow = DatatypeFactory.HIndexed(lengths, displacements, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.ArrayOfDisplacements.Error(ErrorClasses.Arg, count), [type]);
    }

    private static void IndexedBlock(TypeCreateIndexedBlockCall call)
    {
        var (count, length) = (call.Count.NotNegative(), call.Blocklength.NotNegative());
        var type = call.Oldtype.Hosted();
        var shadow = DatatypeFactory.IndexedBlock(length, call.ArrayOfDisplacements.Read(count), type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.ArrayOfDisplacements.Error(ErrorClasses.Arg, count), [type]);
    }

    private static void HIndexedBlock(TypeCreateHindexedBlockCall call)
    {
        var (count, length) = (call.Count.NotNegative(), call.Blocklength.NotNegative());
        var type = call.Oldtype.Hosted();
        var shadow = DatatypeFactory.HIndexedBlock(length, call.ArrayOfDisplacements.Read(count), type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.ArrayOfDisplacements.Error(ErrorClasses.Arg, count), [type]);
    }

    private static void Struct(TypeCreateStructCall call)
    {
        var count = call.Count.NotNegative();
        var (lengths, displacements, handles) =
            (call.ArrayOfBlocklengths.ReadLengths(count), call.ArrayOfDisplacements.Read(count), call.ArrayOfTypes.Read((int)count));
        var types = ImmutableArray.CreateBuilder<HostedDatatype>(handles.Length);
        foreach (var handle in handles)
        {
            call.ArrayOfTypes.Element(handle).Require();
            types.Add(call.Environment.Datatypes.TryFind(handle) ?? throw call.ArrayOfTypes.Error(ErrorClasses.Type, handle));
        }

        var shadow = DatatypeFactory.Struct(lengths, displacements, [.. types.Select(t => t.Shadow)], call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.ArrayOfDisplacements.Error(ErrorClasses.Arg, count), types.MoveToImmutable());
    }

    private static void Resized(TypeCreateResizedCall call)
    {
        var type = call.Oldtype.Hosted();
        var shadow = DatatypeFactory.Resized(call.Lb.Value, call.Extent.Value, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.Extent.Error(ErrorClasses.Arg), [type]);
    }

    private static void Subarray(TypeCreateSubarrayCall call)
    {
        var n = Dimensions(call.Ndims);
        var order = Order(call.Order);
        var type = call.Oldtype.Hosted();
        var (sizes, subsizes, starts) = (call.ArrayOfSizes.ReadPositive(n), call.ArrayOfSubsizes.Read(n), call.ArrayOfStarts.Read(n));
        for (var i = 0; i < n; i++)
        {
            if (subsizes[i] < 1 || subsizes[i] > sizes[i])
                throw call.ArrayOfSubsizes.Error(ErrorClasses.Arg, subsizes[i]);
            if (starts[i] < 0 || starts[i] > sizes[i] - subsizes[i])
                throw call.ArrayOfStarts.Error(ErrorClasses.Arg, starts[i]);
        }

        var shadow = DatatypeFactory.Subarray(sizes, subsizes, starts, order, order == StandardAbi.OrderC, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.ArrayOfSizes.Error(ErrorClasses.Arg, n), [type]);
    }

    private static void Darray(TypeCreateDarrayCall call)
    {
        var (size, rank) = (call.Size.Value, call.Rank.Value);
        if (size < 1)
            throw call.Size.Error(ErrorClasses.Arg);
        if (rank < 0 || rank >= size)
            throw call.Rank.Error(ErrorClasses.Rank);
        var n = Dimensions(call.Ndims);
        var order = Order(call.Order);
        var type = call.Oldtype.Hosted();
        var (globals, distributions, arguments, grid) = (call.ArrayOfGsizes.ReadPositive(n), call.ArrayOfDistribs.ReadWide(n),
            call.ArrayOfDargs.ReadWide(n), call.ArrayOfPsizes.ReadPositive(n));
        var blocks = new long[n];
        Int128 places = 1;
        for (var i = 0; i < n; i++)
        {
            places *= grid[i];
            blocks[i] = BlockSize(call, globals[i], distributions[i], arguments[i], grid[i]);
            if (places > size)
                throw call.ArrayOfPsizes.Error(ErrorClasses.Arg, grid[i]);
        }

        if (places != size)
            throw call.ArrayOfPsizes.Error(ErrorClasses.Arg, (long)places);
        var array = new DistributedArray(size, rank, globals, distributions, arguments, grid, order, order == StandardAbi.OrderC, blocks);
        var shadow = DatatypeFactory.Darray(array, type.Shadow, call.IsLarge);
        Create(call, call.Newtype, shadow ?? throw call.ArrayOfGsizes.Error(ErrorClasses.Arg, n), [type]);
    }

    /// <summary>Elements in a row that one process gets (MPI 5.0 §5.1.4).</summary>
    private static long BlockSize(TypeCreateDarrayCall call, long size, long distribution, long argument, long processes)
    {
        if (distribution == StandardAbi.DistributeNone)
            return processes == 1 ? size : throw call.ArrayOfPsizes.Error(ErrorClasses.Arg, processes);
        if (distribution != StandardAbi.DistributeBlock && distribution != StandardAbi.DistributeCyclic)
            throw call.ArrayOfDistribs.Error(ErrorClasses.Arg, distribution);
        if (argument == StandardAbi.DistributeDfltDarg)
            return distribution == StandardAbi.DistributeBlock ? ((size - 1) / processes) + 1 : 1;
        // Blocks must suffice for all elements: nobody gets a second one.
        if (argument < 1 || (distribution == StandardAbi.DistributeBlock && (Int128)argument * processes < size))
            throw call.ArrayOfDargs.Error(ErrorClasses.Arg, argument);
        return argument;
    }

    private static void Dup(TypeDupCall call)
    {
        var type = call.Oldtype.Hosted();
        // Before anything is made: the callbacks may forbid it.
        call.Newtype.Set(StandardAbi.DatatypeNull);
        var copies = call.Environment.Attributes.Copy(call.Oldtype.Guest);
        var shadow = DatatypeFactory.Dup(type.Shadow);
        Create(call, call.Newtype, shadow ?? throw call.Oldtype.Error(ErrorClasses.Arg), [type]);
        call.Environment.Attributes.Adopt(call.Newtype.Get(), copies);
    }

    private static void Commit(TypeCommitCall call)
    {
        var guest = call.Datatype.Read().Guest;
        call.Environment.Datatypes.Commit(guest);
    }

    private static void Free(TypeFreeCall call)
    {
        var guest = call.Datatype.Read().Guest;
        if (call.Environment.Datatypes.Find(guest).Shadow.IsPredefined)
            throw call.Datatype.Error(ErrorClasses.Type, guest);
        call.Environment.Attributes.DeleteAll(guest);
        call.Environment.Datatypes.Free(guest);
        call.Datatype.Set(StandardAbi.DatatypeNull);
    }

    private static void Create(Call call, HandleResult result, DatatypeShadow shadow, ImmutableArray<HostedDatatype> components)
    {
        result.Require();
        var limit = DatatypeEntry.LimitOf(call.Guest);
        if (!shadow.IsWithin(limit))
        {
            throw new RefusedException(
                ErrorClasses.Arg,
                $"the datatype would reach over more than {limit >> 30} GiB"
                    + (call.Guest.Is64 ? "" : ", twice what a program of 32 bits can have; compiled with -m64 it may reach further"));
        }
        result.Set(call.Environment.Datatypes.Create(shadow, components));
    }

    private static int Dimensions(IntArgument count) => count.Value is >= 1 and <= DimensionLimit
        ? count
        : throw count.Error(ErrorClasses.Arg);

    private static int Order(IntArgument order) =>
        order.Value is StandardAbi.OrderC or StandardAbi.OrderFortran ? order : throw order.Error(ErrorClasses.Arg);
}

/// <summary>Datatypes among the arguments of calls.</summary>
internal static class DatatypeArguments
{
    /// <summary>What is known of the datatype.</summary>
    /// <exception cref="ArgumentCheckException">It is none.</exception>
    public static HostedDatatype Hosted(this DatatypeArgument argument)
    {
        argument.Require();
        return argument.Environment.Datatypes.TryFind(argument.Guest) ?? throw argument.Error(ErrorClasses.Type);
    }
}
