using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Objects.Errors;

/// <summary>
/// Codes for errors of the host of which the class says next to nothing, but the library's text does: MPI_ERR_OTHER over MPICH may be "Too
/// many communicators". They lie between the standard's classes and MPI_ERR_LASTCODE. Errors whose class says what they are have that for a
/// code: programs compare with it.
/// </summary>
internal sealed class HostErrorCodes
{
    /// <summary>The first code; those of MPI_T are below.</summary>
    public const int First = 4096;

    /// <summary>
    /// Texts that are kept; MPICH's say which arguments a call had, so there may be any number. The oldest goes, as in MPICH itself.
    /// </summary>
    public const int Most = 1024;

    private readonly Lock _guard = new();
    private readonly Dictionary<(int Class, string Text), int> _known = [];
    private readonly (int Class, string Text)[] _entries = new (int Class, string Text)[Most];
    private int _next;

    /// <summary>Whether errors of a class get codes of their own.</summary>
    public static bool IsVague(int errorClass) => errorClass is ErrorClasses.Other or ErrorClasses.Unknown or ErrorClasses.Intern;

    /// <summary>The code for an error with this text.</summary>
    public int Of(int errorClass, string text)
    {
        lock (_guard)
        {
            if (_known.TryGetValue((errorClass, text), out var known))
                return known;
            if (_entries[_next].Text is not null)
                _known.Remove(_entries[_next]);
            var code = First + _next;
            _known[_entries[_next] = (errorClass, text)] = code;
            _next = (_next + 1) % Most;
            return code;
        }
    }

    /// <summary>Class and text of such a code; null where it is none.</summary>
    public (int Class, string Text)? Find(int code)
    {
        lock (_guard)
            return code is >= First and < First + Most && _entries[code - First] is { Text: not null } entry ? entry : null;
    }
}
