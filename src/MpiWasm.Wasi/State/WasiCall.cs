using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Image;

namespace MpiWasm.Wasi.State;

/// <summary>One call of a WASI function: the state it works on and the memory it reads and writes.</summary>
internal readonly unsafe ref struct WasiCall
{
    public WasiCall(WasiContext* context)
    {
        Instance = context->Host.Instance;
        Memory = new CallerMemory(Instance);
        State = Unsafe.As<WasiState>(GCHandle.FromIntPtr(context->State).Target!);
        IsUnstable = context->IsUnstable != 0;
    }

    /// <summary>Whether structures have the layout of <c>wasi_unstable</c>.</summary>
    public bool IsUnstable { get; }

    public InstanceContext* Instance { get; }

    public WasiState State { get; }

    public CallerMemory Memory { get; }
}
