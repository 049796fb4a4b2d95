using System.Collections.Frozen;
using System.Text;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Info;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// Hints of a file (MPI 5.0 §14.2.8). Only those are passed on that can do no more than make access slower or faster: libraries have others
/// that name files, hosts or modules of theirs.
/// </summary>
internal sealed class FileHints
{
    /// <summary>The largest number a hint may have: libraries allocate buffers of that size.</summary>
    private const long MaxNumber = 1 << 28;

    private static readonly FrozenSet<string> Numbers = FrozenSet.ToFrozenSet(
        ["cb_block_size", "cb_buffer_size", "cb_nodes", "nb_proc", "num_io_nodes", "striping_factor", "striping_unit", "ind_rd_buffer_size",
        "ind_wr_buffer_size"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Words = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["access_style"] = ["read_once", "write_once", "read_mostly", "write_mostly", "sequential", "reverse_sequential", "random"],
        ["collective_buffering"] = ["true", "false"],
        ["romio_cb_read"] = Switch,
        ["romio_cb_write"] = Switch,
        ["romio_ds_read"] = Switch,
        ["romio_ds_write"] = Switch,
        ["romio_no_indep_rw"] = ["true", "false"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly InfoObject _pairs = new();

    private FileHints()
    {
    }

    public static FileHints None { get; } = new();

    private static string[] Switch => ["enable", "disable", "automatic"];

    /// <summary>These hints and those of a later call, which outweigh them.</summary>
    public FileHints With(InfoObject? given)
    {
        if (given is null)
            return this;
        var hints = new FileHints();
        foreach (var (key, value) in _pairs.Pairs.Concat(given.Pairs.Where(p => IsKnown(p.Key, p.Value))))
            hints._pairs.Set(key, value);
        return hints;
    }

    /// <summary>A copy for the guest.</summary>
    public InfoObject Copy()
    {
        var copy = new InfoObject();
        foreach (var (key, value) in _pairs.Pairs)
            copy.Set(key, value);
        return copy;
    }

    /// <summary>Calls with the host's info object of these hints.</summary>
    public unsafe void Use(MpiEnvironment environment, Action<ulong> call)
    {
        var pairs = _pairs.Pairs;
        var info = environment.Host.InfoNull;
        if (pairs.Length == 0)
        {
            call(info);
            return;
        }

        ulong made = 0;
        environment.Functions.InfoCreate(&made);
        try
        {
            foreach (var (key, value) in pairs)
            {
                fixed (byte* k = (byte[])[.. key, 0], v = (byte[])[.. value, 0])
                    environment.Functions.InfoSet(made, k, v);
            }

            call(made);
        }
        finally
        {
            _ = environment.Functions.Codes.InfoFree(&made);
        }
    }

    private static bool IsKnown(byte[] key, byte[] value)
    {
        var (name, text) = (Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(value));
        if (Numbers.Contains(name))
            return long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                out var number) && number is > 0 and <= MaxNumber;
        return Words.TryGetValue(name, out var words) && text.Split(',').All(w => Array.IndexOf(words, w) >= 0);
    }
}
