namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Calls of native functions whose number of arguments is known only at run time: the host's, shims, entries of managed procedures. All
/// arguments are integers, pointers or handles. The System V and the AArch64 procedure call standards pass each of them in a general
/// register or an 8-byte slot of the stack, whatever its width, and a callee looks only at the bits its type has; so they are 64-bit words
/// here, ints sign-extended. The result is an int.
/// </summary>
internal static unsafe class NativeCall
{
    /// <summary>Those of the procedure that has the most, and a context.</summary>
    private const int MaxArguments = 14;

    /// <summary>Calls <c>int f(arguments…)</c>.</summary>
    public static int Invoke(void* function, ReadOnlySpan<ulong> a) => a.Length switch
    {
        0 => ((delegate* unmanaged<int>)function)(),
        1 => ((delegate* unmanaged<ulong, int>)function)(a[0]),
        2 => ((delegate* unmanaged<ulong, ulong, int>)function)(a[0], a[1]),
        3 => ((delegate* unmanaged<ulong, ulong, ulong, int>)function)(a[0], a[1], a[2]),
        4 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, int>)function)(a[0], a[1], a[2], a[3]),
        5 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, int>)function)(a[0], a[1], a[2], a[3], a[4]),
        6 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(a[0], a[1], a[2], a[3], a[4], a[5]),
        7 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6]),
        8 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]),
        9 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]),
        10 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]),
        11 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10]),
        12 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]),
        13 =>
            ((delegate* unmanaged<
                ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
                a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12]),
        14 =>
            ((delegate* unmanaged<
                ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(
                a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13]),
        _ => throw new ArgumentOutOfRangeException(nameof(a)),
    };

    /// <summary>Calls <c>int f(context, arguments…)</c>, as a guest calls what it imports.</summary>
    public static int Invoke(void* function, void* context, ReadOnlySpan<ulong> arguments)
    {
        Span<ulong> all = stackalloc ulong[MaxArguments];
        all[0] = (ulong)context;
        arguments.CopyTo(all[1..]);
        return Invoke(function, all[..(1 + arguments.Length)]);
    }
}
