namespace MpiWasm.Mpi.Native;

/// <summary>Calls of native functions with a number of integer arguments that is known only at run time. Narrower integers and pointers travel alike in all supported calling conventions.</summary>
internal static unsafe class NativeCall
{
    /// <summary>Calls <c>int f(context, arguments…)</c>.</summary>
    public static int Invoke(nint function, nint context, ReadOnlySpan<ulong> a) => a.Length switch
    {
        0 => ((delegate* unmanaged<nint, int>)function)(context),
        1 => ((delegate* unmanaged<nint, ulong, int>)function)(context, a[0]),
        2 => ((delegate* unmanaged<nint, ulong, ulong, int>)function)(context, a[0], a[1]),
        3 => ((delegate* unmanaged<nint, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2]),
        4 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3]),
        5 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4]),
        6 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5]),
        7 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5], a[6]),
        8 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]),
        9 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]),
        10 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]),
        11 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10]),
        12 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]),
        13 => ((delegate* unmanaged<nint, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)function)(context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12]),
        _ => throw new ArgumentOutOfRangeException(nameof(a)),
    };
}
