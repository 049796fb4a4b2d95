using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts;

/// <summary>
/// The integer constants of a family of libraries against the standard ABI's, by the kind of parameter that takes them. Which
/// constants a kind has is told by their names.
/// </summary>
internal sealed class ConstantMap
{
    private static readonly (ParameterKind Kind, string[] Prefixes)[] Kinds =
    [
        (ParameterKind.ThreadLevel, ["MPI_THREAD_"]),
        (ParameterKind.Comparison, ["MPI_IDENT", "MPI_CONGRUENT", "MPI_SIMILAR", "MPI_UNEQUAL"]),
        (ParameterKind.Topology, ["MPI_CART", "MPI_GRAPH", "MPI_DIST_GRAPH", "MPI_UNDEFINED"]),
        (ParameterKind.Order, ["MPI_ORDER_"]),
        (ParameterKind.SplitType, ["MPI_COMM_TYPE_", "MPI_UNDEFINED"]),
        (ParameterKind.LockType, ["MPI_LOCK_"]),
        (ParameterKind.Whence, ["MPI_SEEK_"]),
        (ParameterKind.Combiner, ["MPI_COMBINER_"]),
        (ParameterKind.Typeclass, ["MPI_TYPECLASS_"]),
        (ParameterKind.Distribution, ["MPI_DISTRIBUTE_NONE", "MPI_DISTRIBUTE_BLOCK", "MPI_DISTRIBUTE_CYCLIC"]),
        (ParameterKind.SourceOrder, ["MPI_T_SOURCE_"]),
        (ParameterKind.Safety, ["MPI_T_CB_"]),
        (ParameterKind.ErrorClass, ["MPI_SUCCESS", "MPI_ERR_", "MPI_T_ERR_"]),
    ];

    private static readonly string[] AmodeNames =
        ["APPEND", "CREATE", "DELETE_ON_CLOSE", "EXCL", "RDONLY", "RDWR", "SEQUENTIAL", "UNIQUE_OPEN", "WRONLY"];

    private static readonly string[] AssertNames = ["NOCHECK", "NOPRECEDE", "NOPUT", "NOSTORE", "NOSUCCEED"];

    private readonly FrozenDictionary<(ParameterKind Kind, int Guest), int> _toHost;
    private readonly FrozenDictionary<(ParameterKind Kind, int Host), int> _toGuest;
    private readonly (int Guest, int Host)[] _amode;
    private readonly (int Guest, int Host)[] _assert;

    public ConstantMap(FrozenDictionary<string, int> host)
    {
        var toHost = new Dictionary<(ParameterKind, int), int>();
        var toGuest = new Dictionary<(ParameterKind, int), int>();
        foreach (var (kind, prefixes) in Kinds)
        {
            foreach (var constant in MpiApi.Standard.Constants)
            {
                if (!Array.Exists(
                    prefixes, p => p == constant.Name || (p[^1] == '_' && constant.Name.StartsWith(p, StringComparison.Ordinal)))
                    || !host.TryGetValue(constant.Name, out var value))
                {
                    continue;
                }

                // Where a library gives two names one value, the ABI's first is the one that guests see.
                toHost.TryAdd((kind, constant.Value), value);
                toGuest.TryAdd((kind, value), constant.Value);
            }
        }

        _toHost = toHost.ToFrozenDictionary();
        _toGuest = toGuest.ToFrozenDictionary();
        _amode = Bits(AmodeNames, host);
        _assert = Bits(AssertNames, host);
    }

    /// <summary>Whether values of that kind are constants that differ between libraries.</summary>
    public static bool Has(ParameterKind kind) =>
        kind is ParameterKind.Amode or ParameterKind.Assert || Array.Exists(Kinds, k => k.Kind == kind);

    /// <summary>The class of the error when a value of that kind is none of its constants.</summary>
    public static int ErrorClassOf(ParameterKind kind) => kind switch
    {
        ParameterKind.LockType => ErrorClasses.Locktype,
        ParameterKind.Amode => ErrorClasses.Amode,
        ParameterKind.Assert => ErrorClasses.Assert,
        _ => ErrorClasses.Arg,
    };

    /// <summary>The host's value; null where there is none.</summary>
    public int? ToHost(ParameterKind kind, int guest) => kind switch
    {
        ParameterKind.Amode => Translate(guest, _amode, back: false),
        ParameterKind.Assert => Translate(guest, _assert, back: false),
        _ => _toHost.TryGetValue((kind, guest), out var host) ? host : null,
    };

    /// <summary>The guest's value; null where there is none.</summary>
    public int? ToGuest(ParameterKind kind, int host) => kind switch
    {
        ParameterKind.Amode => Translate(host, _amode, back: true),
        ParameterKind.Assert => Translate(host, _assert, back: true),
        _ => _toGuest.TryGetValue((kind, host), out var guest) ? guest : null,
    };

    /// <summary>Null where a bit means nothing.</summary>
    private static int? Translate(int value, (int Guest, int Host)[] bits, bool back)
    {
        var result = 0;
        foreach (var (guest, host) in bits)
        {
            var (from, to) = back ? (host, guest) : (guest, host);
            if ((value & from) != 0)
                result |= to;
            value &= ~from;
        }

        return value == 0 ? result : null;
    }

    private static (int Guest, int Host)[] Bits(string[] names, FrozenDictionary<string, int> host) =>
        [.. names.Select(n => "MPI_MODE_" + n).Where(host.ContainsKey).Select(n => (MpiApi.Standard.Value(n), host[n]))];
}
