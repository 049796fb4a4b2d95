using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>An array of ints in guest memory.</summary>
internal readonly ref struct IntArrayArgument(Call call, int index)
{
    private readonly Call _call = call;

    /// <summary>Where it stands among the arguments.</summary>
    public int Index => index;

    /// <summary>Where the guest says that it is: a value that stands for no array means something to some procedures.</summary>
    public ulong Address => _call[index];

    /// <summary>A copy: another thread may change what lies there.</summary>
    public int[] Read(int count) => _call.Ints(index, count);

    /// <summary>The same for who reckons with wider ones.</summary>
    public long[] ReadWide(int count) => Array.ConvertAll(Read(count), static n => (long)n);

    /// <summary>The same, of numbers that must be positive.</summary>
    public long[] ReadPositive(int count)
    {
        var numbers = ReadWide(count);
        foreach (var number in numbers)
        {
            if (number < 1)
                throw Error(ErrorClasses.Arg, number);
        }

        return numbers;
    }

    public void Write(ReadOnlySpan<long> values)
    {
        var room = Room(values.Length);
        for (var i = 0; i < values.Length; i++)
            room[i] = (int)values[i];
    }

    /// <summary>Where the call writes its elements.</summary>
    public Span<int> Room(int count) => _call.OutInts(index, count);

    /// <summary>The error of that class over an element.</summary>
    public ArgumentCheckException Error(int errorClass, long value) => new(errorClass, index, (ulong)value);
}

/// <summary>An array of integers that are wide, or are so in the form with large counts.</summary>
internal readonly unsafe ref struct LongArrayArgument(Call call, int index)
{
    private readonly Call _call = call;

    /// <inheritdoc cref="IntArrayArgument.Index"/>
    public int Index => index;

    /// <inheritdoc cref="IntArrayArgument.Read"/>
    public long[] Read(long count)
    {
        if (count == 0)
            return [];
        var size = _call.Procedure.Parameters[index].ElementSize(_call.Guest);
        // More elements than guest memory has bytes are never inside.
        if (count > uint.MaxValue)
            throw new ArgumentCheckException(ErrorClasses.Arg, index, _call[index], ulong.MaxValue);
        var from = _call.Memory(index, _call[index], size * count);
        // .NET counts the bytes of what comes of them in an int.
        if (count > int.MaxValue / 8)
            throw new ArgumentCheckException(ErrorClasses.NoMem, index, (ulong)(size * count));
        var copy = GC.AllocateUninitializedArray<long>((int)count);
        if (size == 8)
        {
            new ReadOnlySpan<long>(from, copy.Length).CopyTo(copy);
        }
        else
        {
            for (var i = 0; i < copy.Length; i++)
                copy[i] = ((int*)from)[i];
        }

        return copy;
    }

    /// <summary>The same, of numbers that must not be negative.</summary>
    public long[] ReadLengths(long count) => ReadFrom(0, count);

    /// <summary>The same, of numbers that must be positive.</summary>
    public long[] ReadPositive(long count) => ReadFrom(1, count);

    public void Write(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;
        var size = _call.Procedure.Parameters[index].ElementSize(_call.Guest);
        var to = (byte*)_call.Memory(index, _call[index], (long)size * values.Length);
        for (var i = 0; i < values.Length; i++)
            Numbers.Write(to + ((long)size * i), size, values[i]);
    }

    /// <inheritdoc cref="IntArrayArgument.Error"/>
    public ArgumentCheckException Error(int errorClass, long value) => new(errorClass, index, (ulong)value);

    private long[] ReadFrom(long least, long count)
    {
        var numbers = Read(count);
        foreach (var number in numbers)
        {
            if (number < least)
                throw Error(ErrorClasses.Arg, number);
        }

        return numbers;
    }
}

/// <summary>An array of handles in guest memory.</summary>
internal readonly unsafe ref struct HandleArrayArgument(Call call, int index, HandleKind kind)
{
    private readonly Call _call = call;

    /// <summary>A copy: another thread may change what lies there.</summary>
    public uint[] Read(int count) => _call.Handles(index, count);

    /// <summary>Throws unless so many handles can be written.</summary>
    public void Require(int count)
    {
        if (count > 0)
            _ = _call.Memory(index, _call[index], (long)_call.Guest.PointerBytes * count);
    }

    /// <summary>Writes one of the handles of an array that was required.</summary>
    public void Set(int element, uint handle) => _call.StoreWord(_call.MemoryBase + AddressOf(element), handle);

    /// <summary>One of its handles.</summary>
    public HandleArgument Element(uint guest) => new(_call.Environment.Table(kind), index, guest);

    /// <summary>The guest's address of an element.</summary>
    public ulong AddressOf(int element) => _call[index] + ((ulong)_call.Guest.PointerBytes * (uint)element);

    /// <summary>The error of that class over one of its handles.</summary>
    public ArgumentCheckException Error(int errorClass, uint handle) => new(errorClass, index, handle);
}
