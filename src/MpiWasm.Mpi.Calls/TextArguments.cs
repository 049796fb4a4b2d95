namespace MpiWasm.Mpi.Calls;

/// <summary>A string that the call reads.</summary>
internal readonly ref struct TextArgument(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>A copy, without its terminating zero.</summary>
    /// <exception cref="ArgumentCheckException">It is null, or has no end.</exception>
    public byte[] Read() => _call.Text(index);

    /// <summary>Whether it begins with those bytes, without looking beyond them.</summary>
    public unsafe bool BeginsWith(ReadOnlySpan<byte> text) =>
        _call.IsMemory(_call[index], text.Length)
            && new ReadOnlySpan<byte>(_call.MemoryBase + _call[index], text.Length).SequenceEqual(text);

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => _call.Error(errorClass, index);
}

/// <summary>A string that the call writes.</summary>
/// <param name="call">The call.</param>
/// <param name="index">Where it stands among the arguments.</param>
/// <param name="room">How many characters have room, with the terminating zero, where a constant of the standard says that.</param>
internal readonly ref struct TextResult(Call call, int index, int room = 0)
{
    private readonly Call _call = call;

    /// <inheritdoc cref="IntResult.IsWanted"/>
    public bool IsWanted => _call[index] != 0;

    /// <inheritdoc cref="IntResult.Require"/>
    public unsafe void Require() => _ = _call.Memory(index, _call[index], 1);

    /// <summary>Writes as much of a string as there is room for, with the terminating zero.</summary>
    public void Write(ReadOnlySpan<byte> text) => _call.WriteText(index, text, room);

    /// <summary>The same where the caller says how much room there is.</summary>
    public void Write(ReadOnlySpan<byte> text, int size) => _call.WriteText(index, text, size);

    /// <summary>The same, and how much has been written.</summary>
    public void Write(ReadOnlySpan<byte> text, IntResult length)
    {
        length.Require();
        _call.WriteText(index, text, room);
        length.Set(Math.Min(text.Length, room - 1));
    }
}
