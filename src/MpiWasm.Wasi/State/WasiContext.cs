using System.Runtime.InteropServices;
using MpiWasm.Image;

namespace MpiWasm.Wasi.State;

/// <summary>What a WASI function receives as its first argument: the host context with a way to the managed state.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WasiContext
{
    public HostContext Host;
    public nint State;      // GCHandle of the WasiState
    public int IsUnstable;  // whether the guest imports the functions by the name of the first snapshot
}
