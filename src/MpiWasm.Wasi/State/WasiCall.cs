using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Image;

namespace MpiWasm.Wasi.State;

/// <summary>One call of a WASI function: the state it works on and the memory it reads and writes.</summary>
internal readonly unsafe ref struct WasiCall
{
    /// <param name="context">That of the imports.</param>
    /// <param name="isWide">
    /// Whether pointers and sizes have 64 bits, in arguments and in memory: which of a function's two entries was called says so.
    /// </param>
    public WasiCall(WasiContext* context, bool isWide = false)
    {
        IsWide = isWide;
        Instance = context->Host.Instance;
        Memory = new CallerMemory(Instance);
        State = Unsafe.As<WasiState>(GCHandle.FromIntPtr(context->State).Target!);
        IsUnstable = context->IsUnstable != 0;
    }

    /// <summary>Whether structures have the layout of <c>wasi_unstable</c>.</summary>
    public bool IsUnstable { get; }

    private bool IsWide { get; }

    /// <summary>Bytes of a pointer and of a size in guest memory.</summary>
    public uint WordSize => IsWide ? 8u : 4u;

    /// <summary>Bytes of an iovec or ciovec: a pointer, then a size.</summary>
    public uint VectorSize => 2 * WordSize;

    /// <summary>Bytes of a prestat: a kind, aligned as what follows it, then a size.</summary>
    public uint PrestatSize => 2 * WordSize;

    public InstanceContext* Instance { get; }

    public WasiState State { get; }

    public CallerMemory Memory { get; }

    /// <summary>Whether a pointer or a size lies in memory.</summary>
    public bool HasWord(ulong address) => Memory.Contains(address, WordSize);

    /// <summary>A pointer or a size at an address that was checked.</summary>
    public ulong ReadWord(ulong address) => IsWide ? Memory.Read<ulong>(address) : Memory.Read<uint>(address);

    /// <summary>Writes a pointer or a size at an address that was checked.</summary>
    public void WriteWord(ulong address, ulong value)
    {
        if (IsWide)
            Memory.Write(address, value);
        else
            Memory.Write(address, (uint)value);
    }
}
