using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// A handle among the arguments of a call. It keeps no handle of the host: what the guest's means is looked up at each use, because guest
/// code that ran since the last one (a callback, the guest's malloc) may have freed the object; then the use is refused as an invalid
/// handle is. It lives on the stack only.
/// </summary>
internal readonly unsafe ref struct HandleArgument(HandleTable table, int index, uint guest)
{
    public HandleArgument(Call call, int index, HandleKind kind)
        : this(call.Environment.Table(kind), index, call.Handle(index))
    {
    }

    /// <inheritdoc cref="IntArgument.Index"/>
    public int Index => index;

    /// <summary>The guest's value.</summary>
    public uint Guest => guest;

    /// <summary>The host's handle, for the call of the host that comes next.</summary>
    /// <exception cref="ArgumentCheckException">It is no valid handle of that kind, or the object is gone.</exception>
    public ulong Host => Entry->Host;

    /// <summary>What is known of the object, for those who run no guest code before they are done with it.</summary>
    /// <inheritdoc cref="Host" path="exception"/>
    public HandleEntry* Entry => table.Find(guest) is var entry && entry is not null
        ? entry
        : throw Error(HandleKinds.ErrorClassOf(table.Kind));

    /// <summary>Throws unless it is valid.</summary>
    public HandleArgument Require()
    {
        _ = Entry;
        return this;
    }

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => new(errorClass, index, guest);

    public static implicit operator ulong(HandleArgument handle) => handle.Host;
}

/// <summary>A handle that is passed by address: the call reads it, and may set it to its null handle.</summary>
internal readonly unsafe ref struct HandleVariable(Call call, int index, HandleKind kind)
{
    private readonly Call _call = call;

    /// <summary>The guest's handle, read once and valid.</summary>
    public HandleArgument Read() => new HandleArgument(_call.Environment.Table(kind), index, Guest).Require();

    /// <summary>The guest's handle, whatever it is.</summary>
    public uint Guest => _call.ReadHandle(index);

    /// <summary>The guest's address of it.</summary>
    public ulong Address => _call[index];

    public void Set(uint handle) => _call.WriteWord(index, handle);

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass, uint handle) => new(errorClass, index, handle);
}

/// <summary>A handle that the call writes.</summary>
internal readonly unsafe ref struct HandleResult(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>The guest's address of it.</summary>
    public ulong Address => _call[index];

    /// <inheritdoc cref="IntResult.IsWanted"/>
    public bool IsWanted => _call[index] != 0;

    /// <inheritdoc cref="IntResult.Require"/>
    public void Require() => _ = _call.OutWord(index);

    public void Set(uint handle) => _call.WriteWord(index, handle);

    /// <summary>What lies there: of one that is read, too, or that a shim has written.</summary>
    public uint Get() => _call.ReadHandle(index);

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => _call.Error(errorClass, index);
}
