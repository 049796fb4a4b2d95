using System.Runtime.InteropServices;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Dispatch;

/// <summary>
/// The native entries of managed procedures, by number of arguments. The guest's i32 and i64 arguments travel alike, in general registers
/// and slots of 8 bytes; of an i32 the upper half means nothing (<see cref="Call"/> drops it).
/// </summary>
internal static unsafe class ManagedEntries
{
    public static nint ForArguments(int count) => count switch
    {
        0 => (nint)(delegate* unmanaged<ManagedContext*, int>)&Call0,
        1 => (nint)(delegate* unmanaged<ManagedContext*, ulong, int>)&Call1,
        2 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, int>)&Call2,
        3 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, int>)&Call3,
        4 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, int>)&Call4,
        5 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, int>)&Call5,
        6 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, int>)&Call6,
        7 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)&Call7,
        8 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)&Call8,
        9 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)&Call9,
        10 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong,
            ulong, ulong, int>)&Call10,
        11 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong,
            ulong, ulong, ulong, int>)&Call11,
        12 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong,
            ulong, ulong, ulong, ulong, int>)&Call12,
        13 => (nint)(delegate* unmanaged<ManagedContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong,
            ulong, ulong, ulong, ulong, ulong, int>)&Call13,
        _ => throw new ArgumentOutOfRangeException(nameof(count)),
    };

    [UnmanagedCallersOnly]
    private static int Call0(ManagedContext* c) => ManagedProcedures.Dispatch(c, []);

    [UnmanagedCallersOnly]
    private static int Call1(ManagedContext* c, ulong p0) => ManagedProcedures.Dispatch(c, [p0]);

    [UnmanagedCallersOnly]
    private static int Call2(ManagedContext* c, ulong p0, ulong p1) => ManagedProcedures.Dispatch(c, [p0, p1]);

    [UnmanagedCallersOnly]
    private static int Call3(ManagedContext* c, ulong p0, ulong p1, ulong p2) => ManagedProcedures.Dispatch(c, [p0, p1, p2]);

    [UnmanagedCallersOnly]
    private static int Call4(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3) => ManagedProcedures.Dispatch(c, [p0, p1, p2, p3]);

    [UnmanagedCallersOnly]
    private static int Call5(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4]);

    [UnmanagedCallersOnly]
    private static int Call6(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5]);

    [UnmanagedCallersOnly]
    private static int Call7(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5, ulong p6) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6]);

    [UnmanagedCallersOnly]
    private static int Call8(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5, ulong p6, ulong p7) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6, p7]);

    [UnmanagedCallersOnly]
    private static int Call9(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5, ulong p6, ulong p7, ulong p8) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6, p7, p8]);

    [UnmanagedCallersOnly]
    private static int Call10(
        ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5, ulong p6, ulong p7, ulong p8, ulong p9) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9]);

    [UnmanagedCallersOnly]
    private static int Call11(
        ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5, ulong p6, ulong p7, ulong p8, ulong p9, ulong p10) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]);

    [UnmanagedCallersOnly]
    private static int Call12(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5, ulong p6, ulong p7, ulong p8,
        ulong p9, ulong p10, ulong p11) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11]);

    [UnmanagedCallersOnly]
    private static int Call13(ManagedContext* c, ulong p0, ulong p1, ulong p2, ulong p3, ulong p4, ulong p5, ulong p6, ulong p7, ulong p8,
        ulong p9, ulong p10, ulong p11, ulong p12) =>
        ManagedProcedures.Dispatch(c, [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12]);
}
