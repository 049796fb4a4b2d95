using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Published;

/// <summary>
/// The ABI of the first published MPI modules (those of the PPoPP'23 paper): import module <c>env</c>, handles are small numbers, a status
/// has 24 bytes, MPI_Offset has 32 bits. Where it says nothing it is taken to be the standard's.
/// </summary>
internal static class PublishedAbi
{
    /// <summary>Name of the import module.</summary>
    public const string ModuleName = "env";

    public const int ErrOther = 1;
    public const int AnyTag = -1;

    public const int StatusSize = 24;
    public const int StatusCancelled = 12;
    public const int StatusBytes = 16;

    /// <summary>The predefined handles of a kind, by their number, and the number of the null handle.</summary>
    public static (string[] Names, int Null) Handles(ParameterKind kind) => kind switch
    {
        ParameterKind.Comm => ([ConstantNames.CommWorld, ConstantNames.CommSelf, ConstantNames.CommNull], 2),
        ParameterKind.Datatype => (Datatypes, -1),
        ParameterKind.Op => (Operations, 10),
        ParameterKind.Info => ([ConstantNames.InfoNull], 0),
        _ => ([], -1),
    };

    private static string[] Datatypes { get; } =
    [
        ConstantNames.Int8T, ConstantNames.Int16T, ConstantNames.Int32T, ConstantNames.Int, ConstantNames.Int64T, ConstantNames.Uint8T,
        ConstantNames.Uint16T, ConstantNames.Uint32T, ConstantNames.Unsigned, ConstantNames.Uint64T, ConstantNames.Long,
        ConstantNames.LongLong, ConstantNames.LongLong, ConstantNames.Float, ConstantNames.Double, ConstantNames.DoubleInt,
        ConstantNames.Char, ConstantNames.CBool, ConstantNames.Byte,
    ];

    private static string[] Operations { get; } =
    [
        ConstantNames.Max, ConstantNames.Min, ConstantNames.Sum, ConstantNames.Prod, ConstantNames.Land, ConstantNames.Lor,
        ConstantNames.Band, ConstantNames.Bor, ConstantNames.Maxloc, ConstantNames.Minloc, ConstantNames.OpNull,
    ];

    /// <summary>Integer constants that are numbered from 0.</summary>
    private static FrozenDictionary<ParameterKind, string[]> Enumerations { get; } = new Dictionary<ParameterKind, string[]>
    {
        [ParameterKind.Comparison] = [ConstantNames.Ident, ConstantNames.Congruent, ConstantNames.Similar, ConstantNames.Unequal],
        [ParameterKind.ThreadLevel] =
            [ConstantNames.ThreadSingle, ConstantNames.ThreadFunneled, ConstantNames.ThreadSerialized, ConstantNames.ThreadMultiple],
        [ParameterKind.SplitType] = [ConstantNames.CommTypeShared],
    }.ToFrozenDictionary();

    public static int ToStandard(ParameterKind kind, int value) => kind switch
    {
        ParameterKind.Tag when value == AnyTag => StandardAbi.AnyTag,
        _ when Enumerations.TryGetValue(kind, out var names) && (uint)value < (uint)names.Length => MpiApi.Standard.Value(names[value]),
        _ => value,
    };

    public static int FromStandard(ParameterKind kind, int value)
    {
        if (Enumerations.TryGetValue(kind, out var names))
        {
            var at = Array.FindIndex(names, n => MpiApi.Standard.Value(n) == value);
            return at < 0 ? value : at;
        }

        return kind == ParameterKind.Tag && value == StandardAbi.AnyTag ? AnyTag : value;
    }
}
