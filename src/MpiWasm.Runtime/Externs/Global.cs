using System.Runtime.InteropServices;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Externs;

/// <summary>A global variable: inside an instance's context, or the host's own.</summary>
public sealed unsafe class Global : Extern
{
    // Keeps the memory the value lies in alive.
    private readonly object _owner;

    internal Global(GlobalType type, Slot* address, object owner)
    {
        Type = type;
        Address = address;
        _owner = owner;
    }

    /// <summary>Creates a global of the host. It lives as long as something refers to it.</summary>
    public Global(GlobalType type, Slot value)
    {
        Type = type;
        var holder = GC.AllocateArray<Slot>(2, pinned: true);
        _owner = holder;
        var start = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(holder, 0);
        Address = (Slot*)((start + 15) & ~(nuint)15);
        *Address = value;
    }

    public GlobalType Type { get; }

    public override ExternalKind Kind => ExternalKind.Global;

    public override string TypeText => $"global {(Type.IsMutable ? "mut " : "")}{ValueTypes.Name(Type.Type)}";

    /// <summary>The current value.</summary>
    public Slot Value
    {
        get
        {
            var value = *Address;
            GC.KeepAlive(_owner);
            return value;
        }
        set
        {
            *Address = value;
            GC.KeepAlive(_owner);
        }
    }

    internal Slot* Address { get; }
}
