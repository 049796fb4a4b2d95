using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Datatypes;

/// <summary>What datatypes are: sizes, extents, envelopes and contents (MPI 5.0 §5.1.7, §5.1.8, §5.1.13). All answered from the shadow; sizes and extents that fit are the shims' own answer.</summary>
internal static class DatatypeInquiryProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. DatatypeProcedures.Both("MPI_Type_size", call => call.Result(1).Set(Shadow(call).Size)),
        .. DatatypeProcedures.Both("MPI_Type_get_extent", call => Set(call, Shadow(call).LowerBound, Shadow(call).Extent)),
        .. DatatypeProcedures.Both("MPI_Type_get_true_extent", call => Set(call, Shadow(call).HullLow, Shadow(call).HullHigh - Shadow(call).HullLow)),
        .. DatatypeProcedures.Both("MPI_Type_get_envelope", Envelope),
        .. DatatypeProcedures.Both("MPI_Type_get_contents", Contents),
    ];

    private static DatatypeShadow Shadow(Call call) => DatatypeProcedures.Datatype(call, 0).Shadow;

    private static void Set(Call call, long lower, long extent)
    {
        var (first, second) = (call.Result(1), call.Result(2));
        first.Set(lower);
        second.Set(extent);
    }

    private static void Envelope(Call call)
    {
        var type = Decodable(call);
        var large = call.Procedure.IsLarge;
        var (integers, addresses, counts) = (call.Result(1), call.Result(2), large ? call.Result(3) : default);
        var (types, combiner) = (call.Result(large ? 4 : 3), call.Result(large ? 5 : 4));
        integers.Set(CombinerArguments.Of(type.Shadow, ContentsArray.Integers).Length);
        addresses.Set(CombinerArguments.Of(type.Shadow, ContentsArray.Addresses).Length);
        if (large)
            counts.Set(CombinerArguments.Of(type.Shadow, ContentsArray.LargeCounts).Length);
        types.Set(type.Shadow.Types.Length);
        combiner.Set((int)type.Shadow.Combiner);
    }

    /// <summary>Constituents that are derived are new handles, for the guest to free; predefined ones are as they are.</summary>
    private static void Contents(Call call)
    {
        var type = Decodable(call);
        if (type.Shadow.Combiner == Combiner.Named)
            throw call.Error(ErrorClasses.Type, 0);
        var large = call.Procedure.IsLarge;
        var arrays = large
            ? new[] { ContentsArray.Integers, ContentsArray.Addresses, ContentsArray.LargeCounts }
            : [ContentsArray.Integers, ContentsArray.Addresses];
        var values = Array.ConvertAll(arrays, a => CombinerArguments.Of(type.Shadow, a));
        var n = arrays.Length;
        for (var i = 0; i < n; i++)
            CheckRoom(call, 1 + i, values[i].Length);
        CheckRoom(call, 1 + n, type.Shadow.Types.Length);

        // Nothing is made before all of the guest's arrays are known to be good.
        var handles = new long[type.Shadow.Types.Length];
        call.WriteNumbers((2 * n) + 2, handles);
        for (var i = 0; i < n; i++)
            call.WriteNumbers(2 + n + i, values[i]);
        for (var i = 0; i < handles.Length; i++)
            handles[i] = Constituent(call, type, i);
        call.WriteNumbers((2 * n) + 2, handles);
    }

    private static uint Constituent(Call call, HostedDatatype type, int index) =>
        type.Shadow.IsPredefined
            ? DatatypeRegistry.HandleOf(type.Shadow.Types[index].Basic!)
            : call.Environment.Datatypes.NewHandle(type.Components[index]);

    private static void CheckRoom(Call call, int argument, int needed)
    {
        if (call.Number(argument) < needed)
            throw new ArgumentCheckException(ErrorClasses.Arg, argument, (ulong)call.Number(argument));
    }

    /// <summary>Arguments that were wide can only be had from the large procedures (MPI 5.0 §5.1.13).</summary>
    private static HostedDatatype Decodable(Call call)
    {
        var type = DatatypeProcedures.Datatype(call, 0);
        return type.Shadow.IsLarge && !call.Procedure.IsLarge ? throw call.Error(ErrorClasses.Type, 0) : type;
    }
}
