using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Errors;

/// <summary>
/// Error classes and codes that the guest has added (MPI 5.0 §9.5). They are above MPI_ERR_LASTCODE and mean nothing to the host.
/// </summary>
internal sealed class ErrorCodes
{
    /// <summary>The last of the standard's own.</summary>
    public const int LastStandard = StandardAbi.ErrLastcode;

    private readonly Lock _guard = new();
    private readonly Dictionary<int, Entry> _entries = [];
    // The same values in order: the last is asked for by each that is added.
    private readonly SortedSet<int> _values = [];

    /// <summary>MPI_LASTUSEDCODE.</summary>
    public int LastUsed
    {
        get
        {
            lock (_guard)
                return Last;
        }
    }

    private int Last => _values.Count == 0 ? LastStandard : _values.Max;

    /// <summary>A new class, which is a code too.</summary>
    public int AddClass()
    {
        lock (_guard)
        {
            return Add(errorClass: null);
        }
    }

    /// <summary>A new code of a class that exists.</summary>
    public int AddCode(int errorClass)
    {
        lock (_guard)
        {
            var value = Add(errorClass);
            if (_entries.TryGetValue(errorClass, out var own))
                own.Codes++;
            return value;
        }
    }

    /// <summary>The class of a code that was added; null where it was not.</summary>
    public int? ClassOf(int code)
    {
        lock (_guard)
            return _entries.TryGetValue(code, out var entry) ? entry.Class : null;
    }

    public bool IsClass(int value) => ClassOf(value) == value;

    /// <summary>The text of a code that was added, empty where it has none yet; null where it was not added.</summary>
    public byte[]? Text(int code)
    {
        lock (_guard)
            return _entries.TryGetValue(code, out var entry) ? entry.Text ?? [] : null;
    }

    /// <summary>Sets a text, or takes it away; false where there is no such code, or no text to take.</summary>
    public bool SetText(int code, byte[]? text)
    {
        lock (_guard)
        {
            if (!_entries.TryGetValue(code, out var entry) || (text is null && entry.Text is null))
                return false;
            entry.Text = text;
            return true;
        }
    }

    /// <summary>Takes a class away; false where it is none, or has codes or a text left.</summary>
    public bool RemoveClass(int value)
    {
        lock (_guard)
        {
            return _entries.TryGetValue(value, out var entry) && entry is { Text: null, Codes: 0 } && entry.Class == value && Drop(value);
        }
    }

    /// <summary>Takes a code away; false where it is none, or has a text left.</summary>
    public bool RemoveCode(int value)
    {
        lock (_guard)
        {
            if (!_entries.TryGetValue(value, out var entry) || entry.Class == value || entry.Text is not null)
                return false;
            if (_entries.TryGetValue(entry.Class, out var own))
                own.Codes--;
            return Drop(value);
        }
    }

    /// <param name="errorClass">Null for a class of its own.</param>
    private int Add(int? errorClass)
    {
        var value = Last is var last && last < int.MaxValue ? last + 1 : throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        _entries.Add(value, new Entry(errorClass ?? value));
        _values.Add(value);
        return value;
    }

    private bool Drop(int value) => _values.Remove(value) & _entries.Remove(value);

    private sealed class Entry(int errorClass)
    {
        public int Class { get; } = errorClass;

        public byte[]? Text { get; set; }

        /// <summary>Of a class: how many codes it has.</summary>
        public int Codes { get; set; }
    }
}
