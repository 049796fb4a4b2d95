using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Published;

/// <summary>
/// The numbers of one kind of handle: predefined ones first, further ones as objects are made. A number that is free again is the null
/// handle.
/// </summary>
internal sealed class PublishedHandles
{
    private readonly Lock _lock = new();
    private readonly List<uint> _standard;
    private readonly Dictionary<uint, int> _numbers = [];
    private readonly Stack<int> _free = [];
    private readonly int _predefined;
    private readonly int _null;
    private readonly uint _standardNull;

    public PublishedHandles(ParameterKind kind)
    {
        var (names, none) = PublishedAbi.Handles(kind);
        _null = none;
        _standardNull = (uint)MpiApi.Standard.Value(NullName(kind));
        _standard = [.. names.Select(n => (uint)MpiApi.Standard.Value(n))];
        _predefined = _standard.Count;
        for (var i = _standard.Count - 1; i >= 0; i--)
            _numbers[_standard[i]] = i;
        _numbers[_standardNull] = none;
    }

    /// <summary>The standard's handle.</summary>
    public uint ToStandard(int number)
    {
        lock (_lock)
            return (uint)number < (uint)_standard.Count ? _standard[number] : number == _null ? _standardNull : uint.MaxValue;
    }

    /// <summary>The number of a handle, a new one for a new handle.</summary>
    public int FromStandard(uint handle)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(handle, out var number))
                return number;
            if (!_free.TryPop(out number))
            {
                number = _standard.Count;
                _standard.Add(handle);
            }

            _standard[number] = handle;
            _numbers[handle] = number;
            return number;
        }
    }

    /// <summary>What a call that may have ended the object leaves in the guest's variable.</summary>
    public int Update(int number, uint before, uint after)
    {
        if (after == before)
            return number;
        lock (_lock)
        {
            if (number >= _predefined && number < _standard.Count && _standard[number] == before)
            {
                _standard[number] = _standardNull;
                _numbers.Remove(before);
                _free.Push(number);
            }
        }

        return FromStandard(after);
    }

    private static string NullName(ParameterKind kind) => kind == ParameterKind.Datatype
        ? ConstantNames.DatatypeNull
        : $"MPI_{kind.ToString().ToUpperInvariant()}_NULL";
}
