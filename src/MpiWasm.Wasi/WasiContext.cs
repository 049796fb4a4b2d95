using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Image;

namespace MpiWasm.Wasi;

/// <summary>What a WASI function receives as its first argument: the host context with a way to the managed state.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WasiContext
{
    public HostContext Host;
    public nint State;      // GCHandle of the WasiState
}

/// <summary>One call of a WASI function: the state it works on and the memory it reads and writes.</summary>
internal readonly unsafe ref struct Call
{
    public Call(WasiContext* context)
    {
        Instance = context->Host.Instance;
        Memory = new CallerMemory(Instance);
        State = Unsafe.As<WasiState>(GCHandle.FromIntPtr(context->State).Target!);
    }

    public InstanceContext* Instance { get; }

    public WasiState State { get; }

    public CallerMemory Memory { get; }
}
