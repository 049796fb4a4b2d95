using System.Runtime.InteropServices;

namespace MpiWasm.Runtime.Unix;

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
    /// Makes sure that the calling thread has an alternate signal stack with room for two signal frames of this machine (vector state makes them large)
    /// and the handlers. .NET gives its threads one, and unmaps whatever is set when a thread of its own ends; threads of others may have none.
    /// </summary>
    public static void Ensure()
    {
        SignalStack current;
        if (Exchange(null, &current) != 0)
            return;
        var frame = Math.Max(Libc.AuxiliaryValue(AuxMinimumSignalStack), 2048);
        if ((current.Flags & Disabled) == 0 && current.Size >= (2 * frame) + 4096)
            return;
        var size = (nuint)(((4 * frame) + 65536 + 4095) & ~4095UL);
        var address = Libc.Map(0, size, Libc.ProtectReadWrite, Libc.MapPrivate | Libc.MapAnonymous, -1, 0);
        if (address == -1)
            return;
        var stack = new SignalStack { Address = address, Size = size };
        _ = Exchange(&stack, null);
    }
}
