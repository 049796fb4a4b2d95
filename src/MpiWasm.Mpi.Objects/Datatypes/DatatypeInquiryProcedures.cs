using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// What datatypes are: sizes, extents, envelopes and contents (MPI 5.0 §5.1.7, §5.1.8, §5.1.13). All answered from the shadow; sizes and
/// extents that fit are the shims' own answer.
/// </summary>
internal static class DatatypeInquiryProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        TypeSizeCall.ServedBy(call => call.Size.Set(call.Datatype.Hosted().Shadow.Size)),
        TypeGetExtentCall.ServedBy(GetExtent),
        TypeGetTrueExtentCall.ServedBy(GetTrueExtent),
        TypeGetEnvelopeCall.ServedBy(Envelope),
        TypeGetContentsCall.ServedBy(Contents),
    ];

    private static void GetExtent(TypeGetExtentCall call)
    {
        var type = call.Datatype.Hosted().Shadow;
        call.Lb.Require();
        call.Extent.Require();
        call.Lb.Set(type.LowerBound);
        call.Extent.Set(type.Extent);
    }

    private static void GetTrueExtent(TypeGetTrueExtentCall call)
    {
        var type = call.Datatype.Hosted().Shadow;
        call.TrueLb.Require();
        call.TrueExtent.Require();
        call.TrueLb.Set(type.HullLow);
        call.TrueExtent.Set(type.HullHigh - type.HullLow);
    }

    private static void Envelope(TypeGetEnvelopeCall call)
    {
        var type = Decodable(call.Datatype, call.IsLarge).Shadow;
        call.NumIntegers.Require();
        call.NumAddresses.Require();
        call.NumDatatypes.Require();
        call.Combiner.Require();
        if (call.IsLarge)
            call.NumLargeCounts.Set(CombinerArguments.Of(type, ContentsArray.LargeCounts).Length);
        call.NumIntegers.Set(CombinerArguments.Of(type, ContentsArray.Integers).Length);
        call.NumAddresses.Set(CombinerArguments.Of(type, ContentsArray.Addresses).Length);
        call.NumDatatypes.Set(type.Types.Length);
        call.Combiner.Set((int)type.Combiner);
    }

    /// <summary>Constituents that are derived are new handles, for the guest to free; predefined ones are as they are.</summary>
    private static void Contents(TypeGetContentsCall call)
    {
        var type = Decodable(call.Datatype, call.IsLarge);
        if (type.Shadow.Combiner == Combiner.Named)
            throw call.Datatype.Error(ErrorClasses.Type);
        var integers = CombinerArguments.Of(type.Shadow, ContentsArray.Integers);
        var addresses = CombinerArguments.Of(type.Shadow, ContentsArray.Addresses);
        var counts = call.IsLarge ? CombinerArguments.Of(type.Shadow, ContentsArray.LargeCounts) : [];
        var handles = new uint[type.Shadow.Types.Length];
        RequireRoom(call.MaxIntegers, integers.Length);
        RequireRoom(call.MaxAddresses, addresses.Length);
        if (call.IsLarge)
            RequireRoom(call.MaxLargeCounts, counts.Length);
        RequireRoom(call.MaxDatatypes, handles.Length);

        // Nothing is made before all of the guest's arrays are known to be good.
        call.ArrayOfDatatypes.Require(handles.Length);
        call.ArrayOfIntegers.Write(integers);
        call.ArrayOfAddresses.Write(addresses);
        if (call.IsLarge)
            call.ArrayOfLargeCounts.Write(counts);
        for (var i = 0; i < handles.Length; i++)
            handles[i] = Constituent(call, type, i);
        for (var i = 0; i < handles.Length; i++)
            call.ArrayOfDatatypes.Set(i, handles[i]);
    }

    private static uint Constituent(Call call, HostedDatatype type, int index) =>
        type.Shadow.IsPredefined
            ? DatatypeRegistry.HandleOf(type.Shadow.Types[index].Basic!)
            : call.Environment.Datatypes.NewHandle(type.Components[index]);

    private static void RequireRoom(LongArgument room, int needed)
    {
        if (room < needed)
            throw room.Error(ErrorClasses.Arg);
    }

    /// <summary>Arguments that were wide can only be had from the large procedures (MPI 5.0 §5.1.13).</summary>
    private static HostedDatatype Decodable(DatatypeArgument argument, bool isLarge)
    {
        var type = argument.Hosted();
        return type.Shadow.IsLarge && !isLarge ? throw argument.Error(ErrorClasses.Type) : type;
    }
}
