using System.Runtime.InteropServices;

namespace MpiWasm.Image;

/// <summary>
/// What a guest image exports under the name <see cref="Symbol"/>. All other symbols of an image are hidden. Offsets are signed 32-bit
/// distances from the address of the table that holds them, so the tables need no relocation and their pages are shared by all ranks.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ImageHeader
{
    public uint Magic;                  // 0: "MWIM"
    public uint AbiVersion;             // 4
    public uint FunctionCount;          // 8: functions the module defines
    public uint TypeCount;              // 12
    public uint ImportCount;            // 16: imported functions
    public int FunctionsOffset;         // 20: from the header's address to i32[FunctionCount] (distance from this table's own address)
    public int StubsOffset;             // 24: ... to i32[ImportCount]: the import stubs
    public int EntriesOffset;           // 28: ... to i32[TypeCount]: void entry(code, ctx, Slot* slots), 0 where the type is not used
    public int HostThunksOffset;        // 32: ... to i32[TypeCount]: result thunk(SlotFunction*, parameters...), 0 where not used
    // 36: ... to i32[ImportCount + FunctionCount]: the same in the tail calling convention; 0 where the module has no tail calls
    public int TailsOffset;
    public ulong BoundsChecks;          // 40: 1 where 32-bit memories are checked by code, so that any reservation will do

    public const string Symbol = "mpiwasm_image";
    public const uint ExpectedMagic = 0x4D49574D;
    public const uint CurrentAbiVersion = 3;
}

/// <summary>What the support image exports: the entry trampoline, the trap function and the signal handler.</summary>
public static class SupportSymbols
{
    /// <summary>int mpiwasm_enter(void* entryThunk, void* code, InstanceContext*, Slot* slots, ThreadState*)</summary>
    public const string Enter = "mpiwasm_enter";

    /// <summary>noreturn void mpiwasm_trap(InstanceContext*, int trapCode)</summary>
    public const string Trap = "mpiwasm_trap";

    /// <summary>noreturn void mpiwasm_throw(InstanceContext*, int isNew)</summary>
    public const string Throw = "mpiwasm_throw";

    /// <summary>void mpiwasm_signal(int, siginfo_t*, void* ucontext), for SIGSEGV and SIGBUS</summary>
    public const string SignalHandler = "mpiwasm_signal";

    /// <summary>void mpiwasm_default_modes(void): WebAssembly's floating-point modes for the calling thread</summary>
    public const string DefaultModes = "mpiwasm_default_modes";

    /// <summary>The SupportState the handler works with; the runtime fills it before it installs the handler.</summary>
    public const string State = "mpiwasm_state";
}
