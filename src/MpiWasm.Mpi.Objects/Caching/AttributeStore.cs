using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>
/// Attributes of communicators, datatypes and windows (MPI 5.0 §7.7), kept by us for every host: so their callbacks run in the guest's own
/// calls with nothing of the library below, and what ends the guest in one is what it is elsewhere.
/// </summary>
internal sealed unsafe class AttributeStore(MpiEnvironment environment)
{
    /// <summary>Above the predefined keys. Values are never used twice.</summary>
    private const int FirstValue = 0x1000;

    // Held for the dictionaries only, never while a callback runs.
    private readonly Lock _guard = new();
    private readonly Dictionary<int, Keyval> _keys = [];
    private readonly Dictionary<uint, AttributeList> _attributes = [];
    private int _next = FirstValue;

    public int Create(HandleKind kind, AttributeCopying copying, GuestCallback? copy, GuestCallback? delete, ulong extraState)
    {
        lock (_guard)
        {
            if (_next == int.MaxValue)
                throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
            var key = new Keyval { Value = _next++, Kind = kind, Copying = copying, Copy = copy, Delete = delete, ExtraState = extraState };
            _keys[key.Value] = key;
            return key.Value;
        }
    }

    /// <summary>A key of that kind; null where the value is none.</summary>
    public Keyval? Find(HandleKind kind, int value)
    {
        lock (_guard)
            return _keys.TryGetValue(value, out var key) && key.Kind == kind ? key : null;
    }

    /// <summary>
    /// MPI_*_free_keyval. Freed again while attributes still refer to it, by a copy of its value, it stays as it is: programs do that.
    /// </summary>
    public void Free(Keyval key)
    {
        lock (_guard)
        {
            if (key.IsFreed)
                return;
            key.IsFreed = true;
            Release(key);
        }
    }

    /// <summary>The attribute's value; null where it is not set.</summary>
    public ulong? Get(uint handle, Keyval key)
    {
        lock (_guard)
            return Find(handle, key)?.Value;
    }

    /// <summary>Sets an attribute; the value it had is deleted first.</summary>
    /// <exception cref="GuestCodeException">The delete callback failed: nothing is set.</exception>
    /// <exception cref="ArgumentCheckException">The delete callback has freed the object.</exception>
    public void Set(uint handle, Keyval key, ulong value)
    {
        Delete(handle, key);
        if (environment.Table(key.Kind).Find(handle) is null)
            throw new ArgumentCheckException(HandleKinds.ErrorClassOf(key.Kind), 0, handle);
        lock (_guard)
        {
            key.References++;
            if (!_attributes.TryGetValue(handle, out var list))
                _attributes[handle] = list = new AttributeList();
            // The callback may have set it again.
            if (list.Find(key) is not null)
                Release(key);
            list.Add(new ObjectAttribute(key, value));
        }
    }

    /// <summary>Deletes an attribute, if it is set.</summary>
    /// <exception cref="GuestCodeException">The delete callback failed: it stays.</exception>
    public void Delete(uint handle, Keyval key)
    {
        ObjectAttribute? attribute;
        lock (_guard)
            attribute = Find(handle, key);
        if (attribute is not null)
            Delete(handle, attribute);
    }

    /// <summary>Deletes all attributes of an object that is about to go, the one set last first.</summary>
    /// <exception cref="GuestCodeException">A delete callback failed: the object must stay.</exception>
    public void DeleteAll(uint handle)
    {
        while (true)
        {
            ObjectAttribute? last;
            lock (_guard)
                last = _attributes.TryGetValue(handle, out var list) ? list.Last : null;
            if (last is null)
                return;
            Delete(handle, last);
        }
    }

    /// <summary>The object is gone, without callbacks.</summary>
    public void Forget(uint handle)
    {
        lock (_guard)
        {
            if (!_attributes.Remove(handle, out var list))
                return;
            foreach (var attribute in list.All)
                Release(attribute.Key);
        }
    }

    /// <summary>Runs the copy callbacks of an object that is to be duplicated, before anything is made.</summary>
    /// <returns>What the duplicate gets with <see cref="Adopt"/>.</returns>
    /// <exception cref="GuestCodeException">A callback failed: there is to be no duplicate.</exception>
    public IReadOnlyList<ObjectAttribute> Copy(uint handle)
    {
        ObjectAttribute[] attributes;
        lock (_guard)
            attributes = _attributes.TryGetValue(handle, out var list) ? [.. list.All] : [];
        if (attributes.Length == 0)
            return [];
        var copies = new List<ObjectAttribute>();
        foreach (var attribute in attributes)
        {
            if (attribute.Key.Copying == AttributeCopying.Same)
                copies.Add(attribute);
            else if (attribute.Key.Copying == AttributeCopying.Function && Copy(handle, attribute) is { } value)
                copies.Add(new ObjectAttribute(attribute.Key, value));
        }

        return copies;
    }

    /// <summary>Gives copies to a duplicate.</summary>
    public void Adopt(uint handle, IReadOnlyList<ObjectAttribute> copies)
    {
        if (copies.Count == 0)
            return;
        lock (_guard)
        {
            var list = _attributes[handle] = new AttributeList();
            foreach (var attribute in copies)
            {
                attribute.Key.References++;
                list.Add(attribute);
            }
        }
    }

    private ulong? Copy(uint handle, ObjectAttribute attribute)
    {
        using var scratch = Guest().Rent(16);
        Unsafe.InitBlockUnaligned(scratch.Memory, 0, 16);
        var code = attribute.Key.Copy!.Call(
            scratch.Instance, handle, attribute.Key.Value, attribute.Key.ExtraState, attribute.Value, scratch.Address, scratch.Address + 8);
        if (code != ErrorClasses.Success)
            throw new GuestCodeException(code, "the copy function of an attribute failed");
        return Unsafe.ReadUnaligned<int>(scratch.Memory + 8) != 0
            ? environment.GuestAbi.Wrap(Unsafe.ReadUnaligned<ulong>(scratch.Memory))
            : null;
    }

    private void Delete(uint handle, ObjectAttribute attribute)
    {
        if (attribute.Key.Delete is { } function)
        {
            var code = function.Call(Guest().Instance!, handle, attribute.Key.Value, attribute.Value, attribute.Key.ExtraState);
            if (code != ErrorClasses.Success)
                throw new GuestCodeException(code, "the delete function of an attribute failed");
        }

        lock (_guard)
        {
            if (!_attributes.TryGetValue(handle, out var list) || !list.Remove(attribute))
                return;
            if (list.IsEmpty)
                _attributes.Remove(handle);
            Release(attribute.Key);
        }
    }

    private CallingGuest Guest() => HostCallbacks.Guest(environment);

    private ObjectAttribute? Find(uint handle, Keyval key) => _attributes.TryGetValue(handle, out var list) ? list.Find(key) : null;

    private void Release(Keyval key)
    {
        if (--key.References == 0)
            _keys.Remove(key.Value);
    }
}
