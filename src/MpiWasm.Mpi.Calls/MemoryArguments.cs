using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Runtime.Instances;

namespace MpiWasm.Mpi.Calls;

/// <summary>A choice buffer.</summary>
internal readonly unsafe ref struct BufferArgument(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>Where the guest says that it is.</summary>
    public ulong Address => _call[index];

    public bool IsBottom => Address == StandardAbi.Bottom;

    public bool IsInPlace => Address == StandardAbi.InPlace;

    /// <summary>Its place in this process, where a shim has checked it or it is not touched.</summary>
    public byte* Unchecked => _call.Place(Address);

    /// <summary>Its place in this process; all elements lie within guest memory, which is checked with the hull of the datatype.</summary>
    public byte* Hold(long count, DatatypeEntry* type) => _call.Buffer(index, count, type);

    /// <summary>Whether so many bytes lie in guest memory.</summary>
    public bool HasBytes(long bytes) => _call.IsMemory(Address, bytes);

    /// <inheritdoc cref="AddressArgument.Bytes"/>
    public Span<byte> Bytes(int count) => new(_call.Memory(index, Address, count), count);

    /// <summary>The word at it.</summary>
    public ulong Word() => _call.ReadWord(_call.OutWord(index));

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass, ulong second = 0) => new(errorClass, index, Address, second);

    /// <summary>MPI_ERR_TRUNCATE: what follows a position is too short.</summary>
    public ArgumentCheckException Truncated(long bytes, long position) => new(ErrorClasses.Truncate, index, (ulong)bytes, (ulong)position);
}

/// <summary>A word that means something to the guest, or an address that the call reads or writes through.</summary>
internal readonly unsafe ref struct AddressArgument(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>Where it stands among the arguments.</summary>
    public int Index => index;

    public ulong Address => _call[index];

    /// <summary>So many bytes at it, in this process.</summary>
    /// <exception cref="ArgumentCheckException">They do not lie in guest memory.</exception>
    public Span<byte> Bytes(int count) => new(_call.Memory(index, Address, count), count);

    /// <summary>A word of an array at it, or at an address that such a word gave.</summary>
    public ulong Word(ulong address) => _call.ReadWord(_call.Memory(index, address, _call.Guest.PointerBytes));

    /// <summary>Bytes of such a word.</summary>
    public uint WordSize => (uint)_call.Guest.PointerBytes;

    /// <summary>A copy of an array of addresses.</summary>
    public ulong[] Words(int count) => _call.Words(index, count);

    /// <summary>Whether so many bytes lie in guest memory.</summary>
    public bool HasBytes(long bytes) => _call.IsMemory(Address, bytes);

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass, ulong second = 0) => new(errorClass, index, Address, second);
}

/// <summary>An address that the call writes.</summary>
internal readonly unsafe ref struct AddressResult(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>Where it goes.</summary>
    public ulong Address => _call[index];

    /// <inheritdoc cref="IntResult.Require"/>
    public void Require() => _ = _call.OutWord(index);

    public void Set(ulong address) => _call.WriteWord(index, address);

    /// <inheritdoc cref="AddressArgument.Bytes"/>
    public Span<byte> Bytes(int count) => new(_call.Memory(index, Address, count), count);

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => _call.Error(errorClass, index);
}

/// <summary>A status, or an array of them, which the guest may ignore.</summary>
internal readonly ref struct StatusArgument(Call call, int index)
{
    private readonly Call _call = call;

    public bool IsIgnored => _call[index] == StandardAbi.StatusIgnore;

    /// <summary>Where statuses lie in guest memory; empty where they are ignored.</summary>
    public Span<byte> Room(int count = 1) =>
        IsIgnored || count == 0 ? []
        : count <= int.MaxValue / StandardAbi.StatusSize ? _call.OutBytes(index, count * StandardAbi.StatusSize)
        : throw new ArgumentCheckException(ErrorClasses.NoMem, index, (ulong)count * StandardAbi.StatusSize);

    /// <summary>A status that the procedure reads or sets, which cannot be ignored.</summary>
    public Span<byte> Bytes() => _call.OutBytes(index, StandardAbi.StatusSize);
}

/// <summary>A function of the guest, or one of the values that stand for functions.</summary>
internal readonly ref struct FunctionArgument(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>Its place in the guest's table of functions.</summary>
    public ulong Place => _call[index];

    public bool IsNull => Place == 0;

    /// <summary>The instance that calls.</summary>
    public Instance Instance => _call.Instance;

    /// <summary>Its pointers.</summary>
    public GuestAbi Abi => _call.Guest;

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => _call.Error(errorClass, index);
}

/// <summary>A handle of the tool information interface.</summary>
internal readonly ref struct ToolArgument(Call call, int index)
{
    private readonly Call _call = call;

    public uint Guest => _call.Handle(index);
}
