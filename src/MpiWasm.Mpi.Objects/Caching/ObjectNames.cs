using System.Collections.Concurrent;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>
/// Names of communicators, datatypes and windows (MPI 5.0 §7.8), kept here: a host's names may be shorter than the standard's, and the host
/// may have a type of ours where the guest has a predefined one.
/// </summary>
internal sealed class ObjectNames
{
    private static readonly Dictionary<uint, byte[]> Predefined = MakePredefined();

    private readonly ConcurrentDictionary<uint, byte[]> _names = new();

    /// <summary>Empty where none was given.</summary>
    public ReadOnlySpan<byte> Find(uint guest) => _names.TryGetValue(guest, out var name)
        || Predefined.TryGetValue(guest, out name) ? name : [];

    public void Set(uint guest, byte[] name) => _names[guest] = name;

    /// <summary>Names a predefined object that is no constant of the ABI.</summary>
    public void SetPredefined(uint guest, string name) => _names[guest] = Encoding.ASCII.GetBytes(name);

    public void Forget(uint guest) => _names.TryRemove(guest, out _);

    private static Dictionary<uint, byte[]> MakePredefined()
    {
        var names = new Dictionary<uint, byte[]>();
        foreach (var constant in MpiApi.Standard.Constants)
        {
            // The ABI's first name of a value is its own; MPI_LONG_LONG, for one, is another for MPI_LONG_LONG_INT.
            if (constant.Type is "MPI_Comm" or "MPI_Datatype" or "MPI_Win")
                names.TryAdd((uint)constant.Value, Encoding.ASCII.GetBytes(constant.Name));
        }

        return names;
    }
}
