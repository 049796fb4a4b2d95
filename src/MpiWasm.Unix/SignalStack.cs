using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary><c>stack_t</c> of sigaltstack, the same on x86-64 and aarch64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct SignalStack
{
    public nint Address;
    public int Flags;
    public nuint Size;

    private const int Disabled = 2;
    private const ulong AuxMinimumSignalStack = 51;

    [LibraryImport("libc", EntryPoint = "sigaltstack")]
    private static partial int Exchange(SignalStack* stack, SignalStack* previous);

    /// <summary>
    /// Makes sure that the calling thread has an alternate signal stack with room for two signal frames of this machine (vector state makes
    /// them large) and the handlers. .NET gives its threads one, which may be too small; threads of others may have none.
    /// </summary>
    /// <returns>What <see cref="Restore"/> is to be given at the end of the thread; null where nothing was changed.</returns>
    public static (SignalStack Own, SignalStack Previous)? Ensure()
    {
        SignalStack current;
        if (Exchange(null, &current) != 0)
            return null;
        var frame = Math.Max(Libc.AuxiliaryValue(AuxMinimumSignalStack), 2048);
        if ((current.Flags & Disabled) == 0 && current.Size >= (2 * frame) + 4096)
            return null;
        var size = (nuint)(((4 * frame) + 65536 + 4095) & ~4095UL);
        var address = Libc.Map(0, size, Libc.ProtectReadWrite, Libc.MapPrivate | Libc.MapAnonymous, -1, 0);
        if (address == -1)
            return null;
        var stack = new SignalStack { Address = address, Size = size };
        _ = Exchange(&stack, null);
        return (stack, current);
    }

    /// <summary>
    /// Before the end of the thread: .NET unmaps a stack of its own size where it finds one set, and would
    /// leave the rest of ours, and its own.
    /// </summary>
    public static void Restore(SignalStack own, SignalStack previous)
    {
        _ = Exchange(&previous, null);
        _ = Libc.Unmap(own.Address, own.Size);
    }
}
