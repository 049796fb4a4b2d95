using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>
/// Datatypes of variables: few, and each is named to the guest by a type of the same width, whatever the host's type is called.
/// </summary>
internal static class ToolTypes
{
    private static readonly (string Host, string Guest, int Bytes)[] Types =
    [
        (ConstantNames.Int, ConstantNames.Int, 4),
        (ConstantNames.Unsigned, ConstantNames.Unsigned, 4),
        (ConstantNames.UnsignedLong, ConstantNames.UnsignedLongLong, 8),
        (ConstantNames.UnsignedLongLong, ConstantNames.UnsignedLongLong, 8),
        (ConstantNames.Long, ConstantNames.LongLong, 8),
        (ConstantNames.Count, ConstantNames.Count, 8),
        (ConstantNames.Char, ConstantNames.Char, 1),
        (ConstantNames.Double, ConstantNames.Double, 8),
        (ConstantNames.Int32T, ConstantNames.Int32T, 4),
        (ConstantNames.Uint32T, ConstantNames.Uint32T, 4),
        (ConstantNames.Int64T, ConstantNames.Int64T, 8),
        (ConstantNames.Uint64T, ConstantNames.Uint64T, 8),
        (ConstantNames.Aint, ConstantNames.Int64T, 8),
    ];

    /// <summary>The guest's handle and the size; null for a type no variable should have.</summary>
    public static (int Guest, int Bytes)? Find(MpiEnvironment environment, ulong host)
    {
        foreach (var (name, guest, bytes) in Types)
        {
            if (environment.Library.Predefined(name) == host)
                return (MpiApi.Standard.Value(guest), bytes);
        }

        return null;
    }

    public static bool IsText(int guest) => guest == StandardAbi.Char;
}
