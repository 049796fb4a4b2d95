using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Managed;

/// <summary>The native entries of managed procedures: by number of arguments, all of which are i32 in the guest, as is the result.</summary>
internal static unsafe class ManagedEntries
{
    public const int MaxArguments = 7;

    public static nint ForArguments(int count) => count switch
    {
        0 => (nint)(delegate* unmanaged<ManagedContext*, int>)&Call0,
        1 => (nint)(delegate* unmanaged<ManagedContext*, uint, int>)&Call1,
        2 => (nint)(delegate* unmanaged<ManagedContext*, uint, uint, int>)&Call2,
        3 => (nint)(delegate* unmanaged<ManagedContext*, uint, uint, uint, int>)&Call3,
        4 => (nint)(delegate* unmanaged<ManagedContext*, uint, uint, uint, uint, int>)&Call4,
        5 => (nint)(delegate* unmanaged<ManagedContext*, uint, uint, uint, uint, uint, int>)&Call5,
        6 => (nint)(delegate* unmanaged<ManagedContext*, uint, uint, uint, uint, uint, uint, int>)&Call6,
        7 => (nint)(delegate* unmanaged<ManagedContext*, uint, uint, uint, uint, uint, uint, uint, int>)&Call7,
        _ => throw new ArgumentOutOfRangeException(nameof(count)),
    };

    [UnmanagedCallersOnly]
    private static int Call0(ManagedContext* c) => ManagedProcedures.Dispatch(c, []);

    [UnmanagedCallersOnly]
    private static int Call1(ManagedContext* c, uint p0) => ManagedProcedures.Dispatch(c, [p0]);

    [UnmanagedCallersOnly]
    private static int Call2(ManagedContext* c, uint p0, uint p1) => ManagedProcedures.Dispatch(c, [p0, p1]);

    [UnmanagedCallersOnly]
    private static int Call3(ManagedContext* c, uint p0, uint p1, uint p2) => ManagedProcedures.Dispatch(c, [p0, p1, p2]);

    [UnmanagedCallersOnly]
    private static int Call4(ManagedContext* c, uint p0, uint p1, uint p2, uint p3) => ManagedProcedures.Dispatch(c, [p0, p1, p2, p3]);

    [UnmanagedCallersOnly]
    private static int Call5(ManagedContext* c, uint p0, uint p1, uint p2, uint p3, uint p4) => ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4]);

    [UnmanagedCallersOnly]
    private static int Call6(ManagedContext* c, uint p0, uint p1, uint p2, uint p3, uint p4, uint p5) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5]);

    [UnmanagedCallersOnly]
    private static int Call7(ManagedContext* c, uint p0, uint p1, uint p2, uint p3, uint p4, uint p5, uint p6) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6]);
}
