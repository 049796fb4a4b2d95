using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Core.Calls;

/// <summary>
/// Integers that are wide in the procedures with large counts and 32 bits in the plain ones, read and written as the API description says: so that one body serves both.
/// </summary>
internal static unsafe class Numbers
{
    /// <summary>An integer of 4 or 8 bytes at any alignment.</summary>
    public static long Read(void* at, int size) => size == 8 ? Unsafe.ReadUnaligned<long>(at) : Unsafe.ReadUnaligned<int>(at);

    /// <summary>Stores one; what an int or MPI_Aint cannot hold is MPI_UNDEFINED (MPI 5.0 §2.5.8, §5.1.7).</summary>
    public static void Write(void* at, int size, long value)
    {
        if (size == 8)
            Unsafe.WriteUnaligned(at, value);
        else
            Unsafe.WriteUnaligned(at, value is >= int.MinValue and <= int.MaxValue ? (int)value : StandardAbi.Undefined);
    }

    /// <summary>An integer passed by value.</summary>
    public static long Number(this Call call, int argument) => call.Procedure.Parameters[argument].IsWide ? call.Wide(argument) : call.Int(argument);

    /// <summary>One that must not be negative.</summary>
    public static long NumberOf(this Call call, int argument, int errorClass = ErrorClasses.Count)
    {
        var value = call.Number(argument);
        return value >= 0 ? value : throw new ArgumentCheckException(errorClass, argument, (ulong)value);
    }

    /// <summary>A copy of an array of integers in guest memory.</summary>
    public static long[] NumbersIn(this Call call, int argument, long count)
    {
        if (count == 0)
            return [];
        var size = call.Procedure.Parameters[argument].GuestElementSize;
        // More elements than guest memory has bytes are never inside.
        if (count > uint.MaxValue)
            throw new ArgumentCheckException(ErrorClasses.Arg, argument, call[argument], ulong.MaxValue);
        var from = call.Memory(argument, call[argument], size * count);
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
    public static long[] LengthsIn(this Call call, int argument, long count)
    {
        var lengths = call.NumbersIn(argument, count);
        foreach (var length in lengths)
        {
            if (length < 0)
                throw new ArgumentCheckException(ErrorClasses.Arg, argument, (ulong)length);
        }

        return lengths;
    }

    /// <summary>Where a result of the call goes; checked now, before anything is done.</summary>
    public static NumberResult Result(this Call call, int argument)
    {
        var size = call.Procedure.Parameters[argument].GuestElementSize;
        return new NumberResult(call.Memory(argument, call[argument], size), size);
    }

    /// <summary>Writes an array of integers.</summary>
    public static void WriteNumbers(this Call call, int argument, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;
        var size = call.Procedure.Parameters[argument].GuestElementSize;
        var to = (byte*)call.Memory(argument, call[argument], (long)size * values.Length);
        for (var i = 0; i < values.Length; i++)
            Write(to + ((long)size * i), size, values[i]);
    }
}

/// <summary>An integer of guest memory that a procedure returns.</summary>
internal readonly unsafe struct NumberResult(void* at, int size)
{
    /// <summary>MPI_UNDEFINED for null, and for what does not fit.</summary>
    public void Set(long? value) => Numbers.Write(at, size, value ?? StandardAbi.Undefined);

    /// <summary>The value the guest put there.</summary>
    public long Get() => Numbers.Read(at, size);
}
