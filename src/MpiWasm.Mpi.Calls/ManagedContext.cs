using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// First argument of a managed procedure: one per procedure and instance, so that a single entry per number of arguments serves all of
/// them.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ManagedContext
{
    public HostContext Host;
    public MpiContext* Mpi;
    public int Procedure;
}
