using System.Globalization;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Traps;

/// <summary>
/// The stack that a compiler keeps in the guest's memory for arrays and variables with an address. Linkers put it
/// at the bottom (--stack-first), growing down: when it is used up, its pointer wraps to addresses that no memory
/// has, or comes to the page of null pointers.
/// </summary>
/// <param name="Top">Where the stack began.</param>
/// <param name="Pointer">Where it was at the trap.</param>
/// <param name="IsWide">Whether addresses have 64 bits.</param>
internal readonly record struct GuestStack(ulong Top, ulong Pointer, bool IsWide)
{
    private const uint LeastAdvised = 64 << 20;

    /// <summary>The name that linkers give to the global.</summary>
    private const string Name = "__stack_pointer";

    /// <summary>
    /// Bytes that were missing, or null where the stack had room. A pointer below the bottom is a large number: whatever the
    /// pointer has wrapped to, it is above the top.
    /// </summary>
    /// <param name="bottom">Where the stack ends: the lowest address that the program may use.</param>
    /// <param name="memory">The memory's length.</param>
    public long? Missing(ulong bottom, ulong memory)
    {
        if (Top == 0 || Top > memory)
            return null;
        if (Pointer <= Top)
            return Pointer < bottom ? (long)(bottom - Pointer) : null;
        if (Pointer < memory)
            return null;
        var below = IsWide ? -(long)Pointer : (1L << 32) - (long)Pointer;
        return below > 0 ? below + (long)bottom : null;
    }

    /// <summary>What to do about it.</summary>
    public string Advice(ulong bottom, long missing)
    {
        var size = (long)(Top - bottom);
        long wanted = LeastAdvised;
        while (wanted < size + missing && wanted < (IsWide ? 1L << 40 : 1L << 31))
            wanted *= 2;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The program's own stack of {size} bytes is used up by {missing} (endless recursion, large local arrays).\n"
            + $"If it needs so much, link it with a larger one: mpiwasm-cc -Wl,-z,stack-size={wanted} ...");
    }

    /// <summary>
    /// The index of the global that is the stack pointer, or -1. Without names it is the first global, as linkers place it.
    /// </summary>
    public static int GlobalOf(WasmModule module)
    {
        for (var i = module.ImportedGlobalCount; i < module.Globals.Length; i++)
        {
            if (IsCandidate(module, i) && module.Names.Globals.TryGetValue((uint)i, out var name) && name == Name)
                return i;
        }
        var first = module.ImportedGlobalCount;
        return module.Names.Globals.Count == 0 && first < module.Globals.Length && IsCandidate(module, first) ? first : -1;
    }

    private static bool IsCandidate(WasmModule module, int global)
    {
        var address = module.HasWideAddresses ? ValType.I64 : ValType.I32;
        return module.Globals[global] is { IsMutable: true } type && type.Type == address;
    }
}
