using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Runtime.Threads;

namespace MpiWasm.Runtime.Instances;

/// <summary>An import of one instance that a C# delegate satisfies: what a <see cref="SlotFunction"/> leads to.</summary>
internal sealed unsafe class ManagedImport : IDisposable
{
    private readonly Instance _instance;
    private readonly HostCall _body;
    private readonly int _slots;
    private GCHandle _self;

    public ManagedImport(Instance instance, HostFunction function)
    {
        _instance = instance;
        _body = function.Body!;
        _slots = Math.Max(function.Type.Parameters.Length, function.Type.Results.Length);
        _self = GCHandle.Alloc(this);
        Native = (SlotFunction*)NativeMemory.AllocZeroed((nuint)sizeof(SlotFunction));
        Native->Instance = instance.Context;
        Native->Call = &Call;
        Native->Handle = GCHandle.ToIntPtr(_self);
    }

    public SlotFunction* Native { get; private set; }

    public void Dispose()
    {
        if (Native is null)
            return;
        NativeMemory.Free(Native);
        Native = null;
        _self.Free();
    }

    /// <summary>Guest frames are below: no exception may leave.</summary>
    [UnmanagedCallersOnly]
    private static void Call(SlotFunction* function, void* slots)
    {
        try
        {
            var import = (ManagedImport)GCHandle.FromIntPtr(function->Handle).Target!;
            import._body(import._instance, new Span<Slot>(slots, import._slots));
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)function, e);
        }
    }
}
