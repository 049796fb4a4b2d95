namespace MpiWasm.Mpi.Managed.Generic;

/// <summary>
/// Calls a function of the host's library with arguments that are all integers, pointers or handles. The System V and the AArch64 procedure call standards pass
/// each of them in a general register or an 8-byte slot of the stack, whatever its width, and a callee looks only at the bits its type has; so the arguments are 64-bit words, ints
/// sign-extended. The result is an int.
/// </summary>
internal static unsafe class HostCall
{
    public const int MaxArguments = ManagedEntries.MaxArguments;

    public static int Invoke(void* f, ReadOnlySpan<ulong> a) => a.Length switch
    {
        0 => ((delegate* unmanaged<int>)f)(),
        1 => ((delegate* unmanaged<ulong, int>)f)(a[0]),
        2 => ((delegate* unmanaged<ulong, ulong, int>)f)(a[0], a[1]),
        3 => ((delegate* unmanaged<ulong, ulong, ulong, int>)f)(a[0], a[1], a[2]),
        4 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, int>)f)(a[0], a[1], a[2], a[3]),
        5 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, int>)f)(a[0], a[1], a[2], a[3], a[4]),
        6 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(a[0], a[1], a[2], a[3], a[4], a[5]),
        7 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(a[0], a[1], a[2], a[3], a[4], a[5], a[6]),
        8 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]),
        9 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]),
        10 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]),
        11 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10]),
        12 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]),
        13 => ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)f)(
            a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12]),
        _ => throw new ArgumentOutOfRangeException(nameof(a)),
    };
}
