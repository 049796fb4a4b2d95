using System.Runtime.InteropServices;
using MpiWasm.Image;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// First argument of every MPI shim: one per instance of a guest (threads of a guest are instances that share the tables).
/// Emitted code reaches the fields by the offsets below; a test compares them with the struct.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct MpiContext
{
    public HostContext Host;                // 0: as every host function's context
    /// <summary>Functions of the host's MPI library by procedure index of mpi.api; 0 where it lacks one.</summary>
    public void** Procedures;               // 8
    /// <summary>Entry 0 of each kind's table, indexed by <see cref="HandleKind"/>.</summary>
    public fixed ulong Tables[TableSlots];  // 16

    /// <summary>
    /// int (ctx, u32 procedure, u32 argument, u32 errorClass, u32 handle, u64 first, u64 second): a check of ours failed. The argument
    /// counts from 0. The handle is the guest's communicator, window or file whose error handler is to run, 0 if none is known to be valid.
    /// Returns what the procedure returns to the guest. What the two values mean: Buffer errors: guest address and number of elements, or
    /// of the block where counts are an array; address errors: start and end; others: the offending value.
    /// </summary>
    public delegate* unmanaged<MpiContext*, uint, uint, uint, uint, ulong, ulong, int> OwnError;    // 144

    /// <summary>
    /// int (ctx, u32 procedure, int hostCode, u32 handle): the host returned an error. Runs the error handler, returns the guest's code.
    /// </summary>
    public delegate* unmanaged<MpiContext*, uint, int, uint, int> HostError;                        // 152

    /// <summary>int (ctx, int hostCode): the standard class of a host error code; runs no handler.</summary>
    public delegate* unmanaged<MpiContext*, int, int> ErrorClass;                                   // 160

    /// <summary>
    /// DatatypeEntry* (ctx, u32 datatype): builds the twin for MPI_BOTTOM, see <see cref="DatatypeEntry.Bottom"/>;
    /// null if it cannot be had (MPI_ERR_TYPE).
    /// </summary>
    public delegate* unmanaged<MpiContext*, uint, DatatypeEntry*> BottomTwin;                       // 168

    /// <summary>GCHandle of the managed side.</summary>
    public nint Managed;                    // 176

    /// <summary>
    /// int (ctx, u32 procedure, u64* arguments): the managed procedure of that name, with the arguments of the guest's
    /// call. Where a shim cannot serve the call: the host lacks the function, or a request is emulated. Nothing is
    /// held then, and the shim's checks are passed.
    /// </summary>
    public delegate* unmanaged<MpiContext*, uint, ulong*, int> Fallback;                            // 184

    /// <summary>
    /// void (ctx, u32 handle): a request with <see cref="RequestFlags.Attached"/> has ended. Its handle is
    /// stale already, its slot not yet free.
    /// </summary>
    public delegate* unmanaged<MpiContext*, uint, void> RequestEnded;                               // 192

    /// <summary>
    /// int (ctx, u32 win, int rank, u64 displacement, i64 count, DatatypeEntry*): whether count elements at that guest address of the
    /// process' memory lie in regions it has attached to the dynamic window.
    /// </summary>
    public delegate* unmanaged<MpiContext*, uint, int, ulong, long, DatatypeEntry*, int> WindowRange;   // 200

    /// <summary>
    /// u64 (ctx, u32 operation, u32 datatype, int oneSided): the host's operation for a valid operation of the guest on a valid datatype
    /// with <see cref="DatatypeEntry.AsksForOperation"/>; 0 if there is none (MPI_ERR_OP).
    /// </summary>
    public delegate* unmanaged<MpiContext*, uint, uint, int, ulong> OperationFor;   // 208

    /// <summary>Slots of the request table that this context's shims take first and give back first.</summary>
    public SpareSlots SpareRequests;        // 216

    /// <summary>Likewise of the message table.</summary>
    public SpareSlots SpareMessages;        // 280

    /// <summary>Where the largest message stands that a buffered send may have, in bytes; negative where no buffer is attached.</summary>
    public long* LargestBuffered;           // 344

    public const int TableSlots = 16;
    public const int ProceduresOffset = 8;
    public const int TablesOffset = 16;
    public const int OwnErrorOffset = 144;
    public const int HostErrorOffset = 152;
    public const int ErrorClassOffset = 160;
    public const int BottomTwinOffset = 168;
    public const int ManagedOffset = 176;
    public const int FallbackOffset = 184;
    public const int RequestEndedOffset = 192;
    public const int WindowRangeOffset = 200;
    public const int OperationForOffset = 208;
    public const int SpareRequestsOffset = 216;
    public const int SpareMessagesOffset = 280;
    public const int LargestBufferedOffset = 344;

    public static int TableOffset(HandleKind kind) => TablesOffset + (8 * (int)kind);
}
