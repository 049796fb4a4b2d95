using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Objects of one kind and one rank, by handles: numbers above those of the standard's ABI.</summary>
/// <param name="errorClass">The class of an error for a handle that is none.</param>
internal sealed class HandleSpace<T>(int errorClass)
    where T : class
{
    /// <summary>Predefined handles are below.</summary>
    private const int First = 4096;

    private readonly Lock _guard = new();
    private T?[] _predefined = new T?[64];
    private readonly Stack<int> _free = new();
    private T?[] _objects = new T?[64];
    private int _used;

    /// <summary>Number of objects that are not predefined.</summary>
    public int Count => _used - _free.Count;

    /// <exception cref="MpiFailure">It is none.</exception>
    public T this[int handle] => Find(handle) ?? throw new MpiFailure(errorClass);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T? Find(int handle)
    {
        var index = handle - First;
        var objects = index < 0 ? _predefined : Volatile.Read(ref _objects);
        index = index < 0 ? handle : index;
        return (uint)index < (uint)objects.Length ? objects[index] : null;
    }

    public bool IsPredefined(int handle) => (uint)handle < (uint)_predefined.Length && _predefined[handle] is not null;

    public void Predefine(int handle, T value)
    {
        if (handle >= _predefined.Length)
            Array.Resize(ref _predefined, handle + 64);
        _predefined[handle] = value;
    }

    public int Add(T value)
    {
        lock (_guard)
        {
            if (!_free.TryPop(out var index))
            {
                if (_used == int.MaxValue - First)
                    throw new MpiFailure(StandardAbi.ErrOther);
                index = _used++;
                if (index == _objects.Length)
                {
                    var larger = new T?[2 * index];
                    Array.Copy(_objects, larger, index);
                    Volatile.Write(ref _objects, larger);
                }
            }

            _objects[index] = value;
            return First + index;
        }
    }

    /// <summary>Whether there was one: predefined objects stay.</summary>
    public bool TryRemove(int handle, [NotNullWhen(true)] out T? value)
    {
        var index = handle - First;
        lock (_guard)
        {
            value = (uint)index < (uint)_objects.Length ? _objects[index] : null;
            if (value is null)
                return false;
            _objects[index] = null;
            _free.Push(index);
            return true;
        }
    }
}
