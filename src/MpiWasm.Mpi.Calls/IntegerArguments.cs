using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>An int among the arguments.</summary>
internal readonly ref struct IntArgument(Call call, int index)
{
    private readonly Call _call = call;

    public int Value => _call.Int(index);

    /// <summary>Where it stands among the arguments.</summary>
    public int Index => index;

    /// <summary>
    /// The value of one that must not be negative: else MPI_ERR_COUNT for a number of elements, MPI_ERR_ARG for all others.
    /// </summary>
    public int NotNegative() => Value >= 0 ? Value : throw Error(_call.CountErrorOf(index));

    /// <summary>The error of that class that names this argument and its value.</summary>
    public ArgumentCheckException Error(int errorClass) => _call.Error(errorClass, index);

    public static implicit operator int(IntArgument argument) => argument.Value;
}

/// <summary>An integer that is wide, or is so in the form with large counts, or has the width of an address.</summary>
internal readonly ref struct LongArgument(Call call, int index)
{
    private readonly Call _call = call;

    public long Value => _call.Procedure.Parameters[index].IsWide(_call.Guest) ? _call.Wide(index) : _call.Int(index);

    /// <inheritdoc cref="IntArgument.NotNegative"/>
    public long NotNegative() => Value >= 0 ? Value : throw Error(_call.CountErrorOf(index));

    /// <summary>The same as a number of bytes: an MPI_Aint may be as large as the address space, whose upper half is negative.</summary>
    public ulong Bytes => _call.Procedure.Parameters[index].IsWide(_call.Guest) ? (ulong)_call.Wide(index) : _call[index];

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => new(errorClass, index, (ulong)Value);

    public static implicit operator long(LongArgument argument) => argument.Value;
}

/// <summary>An int of guest memory that the call writes.</summary>
internal readonly unsafe ref struct IntResult(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>Whether the guest wants it: tools may pass null (MPI 5.0 §15.3.3).</summary>
    public bool IsWanted => _call[index] != 0;

    /// <summary>Throws where it cannot be written, before anything is done that would be lost.</summary>
    public void Require() => _ = _call.OutInt(index);

    public void Set(int value) => _call.WriteInt(index, value);

    /// <summary>What the guest has put there, of one that is read, too.</summary>
    public int Get() => *_call.OutInt(index);

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass, int value) => new(errorClass, index, (uint)value);
}

/// <summary>A logical value that the call writes.</summary>
internal readonly unsafe ref struct FlagResult(Call call, int index)
{
    private readonly Call _call = call;

    /// <inheritdoc cref="IntResult.IsWanted"/>
    public bool IsWanted => _call[index] != 0;

    /// <inheritdoc cref="IntResult.Require"/>
    public void Require() => _ = _call.OutInt(index);

    public void Set(bool value) => _call.WriteInt(index, value ? 1 : 0);
}

/// <summary>An integer that the call writes, as wide as its form has it.</summary>
internal readonly unsafe ref struct LongResult(Call call, int index)
{
    private readonly Call _call = call;

    private int Size => _call.Procedure.Parameters[index].ElementSize(_call.Guest);

    /// <inheritdoc cref="IntResult.Require"/>
    public void Require() => _ = _call.Memory(index, _call[index], Size);

    /// <summary>MPI_UNDEFINED for null, and for what does not fit.</summary>
    public void Set(long? value)
    {
        var size = Size;
        Numbers.Write(_call.Memory(index, _call[index], size), size, value ?? StandardAbi.Undefined);
    }

    /// <inheritdoc cref="IntResult.Get"/>
    public long Get()
    {
        var size = Size;
        return Numbers.Read(_call.Memory(index, _call[index], size), size);
    }

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass, long value) => new(errorClass, index, (ulong)value);
}
