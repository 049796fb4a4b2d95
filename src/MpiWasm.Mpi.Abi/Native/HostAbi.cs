using System.Globalization;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// What shims must know at emission about a family of host MPI libraries: widths, layouts and constants that its mpi.h fixes. Handles are
/// not here: they are looked up at run time in the handle tables.
/// </summary>
/// <param name="Name">Names the family for users, who choose it by that.</param>
/// <param name="HandleBytes">8 where handles are pointers, 4 where they are ints.</param>
/// <param name="Status">Layout of MPI_Status.</param>
/// <param name="InPlace">MPI_IN_PLACE.</param>
/// <param name="StatusIgnore">MPI_STATUS_IGNORE.</param>
/// <param name="StatusesIgnore">MPI_STATUSES_IGNORE.</param>
/// <param name="AnySource">MPI_ANY_SOURCE.</param>
/// <param name="AnyTag">MPI_ANY_TAG.</param>
/// <param name="ProcNull">MPI_PROC_NULL.</param>
/// <param name="Root">MPI_ROOT.</param>
/// <param name="Undefined">MPI_UNDEFINED.</param>
/// <param name="Windows">Constants of one-sided communication.</param>
public sealed record HostAbi(
    string Name,
    int HandleBytes,
    StatusLayout Status,
    long InPlace,
    long StatusIgnore,
    long StatusesIgnore,
    int AnySource,
    int AnyTag,
    int ProcNull,
    int Root,
    int Undefined,
    HostWindows Windows)
{
    /// <summary>
    /// Whether the library has the procedures with large counts (MPI_Send_c); seen when it is opened. Without them counts are narrowed.
    /// </summary>
    public bool LargeCounts { get; init; }

    /// <summary>Those of its defects that shims are made differently for.</summary>
    public HostDefects Defects { get; init; }

    /// <summary>All of it in one line, which <see cref="Parse"/> reads: a compile worker is told nothing else of the host.</summary>
    public string ToText()
    {
        int[] numbers =
        [
            HandleBytes, Status.Size, Status.Source, Status.Tag, Status.Error, AnySource, AnyTag, ProcNull, Root, Undefined,
            Windows.LockExclusive, Windows.LockShared, Windows.NoCheck, Windows.NoPrecede, Windows.NoPut, Windows.NoStore,
            Windows.NoSucceed,
            LargeCounts ? 1 : 0, (int)Defects, .. Status.Private.SelectMany(words => (int[])[words.Host, words.Guest, words.Words]),
        ];
        return string.Join(',', [Name, .. ((long[])[InPlace, StatusIgnore, StatusesIgnore]).Select(Text), .. numbers.Select(n => Text(n))]);

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="FormatException">It did not.</exception>
    public static HostAbi Parse(string text)
    {
        var words = text.Split(',');
        if (words.Length < 23 || (words.Length - 23) % 3 != 0)
            throw new FormatException($"is no host's ABI: {text}");
        var addresses = words[1..4].Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var n = words[4..].Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var runs = n[19..].Chunk(3).Select(run => new StatusWords(run[0], run[1], run[2])).ToArray();
        return new HostAbi(
            words[0], HandleBytes: n[0], new StatusLayout(n[1], n[2], n[3], n[4], runs),
            InPlace: addresses[0], StatusIgnore: addresses[1], StatusesIgnore: addresses[2],
            AnySource: n[5], AnyTag: n[6], ProcNull: n[7], Root: n[8], Undefined: n[9],
            new HostWindows(
                LockExclusive: n[10], LockShared: n[11], NoCheck: n[12], NoPrecede: n[13], NoPut: n[14], NoStore: n[15], NoSucceed: n[16]))
        {
            LargeCounts = n[17] != 0,
            Defects = (HostDefects)n[18],
        };
    }
}

/// <summary>MPI_LOCK_* and the MPI_MODE_* that windows know.</summary>
public sealed record HostWindows(int LockExclusive, int LockShared, int NoCheck, int NoPrecede, int NoPut, int NoStore, int NoSucceed);
