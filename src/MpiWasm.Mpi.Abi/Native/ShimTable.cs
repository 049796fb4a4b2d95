using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// What a shim image exports under <see cref="Symbol"/>; <c>int offsets[Count]</c> follows, distances from the table's own
/// address, 0 where no shim serves a procedure.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ShimTable
{
    public uint Magic;                      // 0
    public uint AbiVersion;                 // 4
    public uint Count;                      // 8
    /// <summary>The width of the guests whose calls these shims take: <see cref="GuestAbi.PointerBytes"/>.</summary>
    public uint PointerBytes;               // 12

    public const string Symbol = "mpiwasm_shims";
    public const uint ExpectedMagic = 0x4853574D;   // "MWSH"
    public const uint CurrentAbiVersion = 2;
    public const int HeaderSize = 16;

    /// <summary>
    /// The shim of a procedure, to be called with an <see cref="MpiContext"/>* and the guest's arguments; null where there is none.
    /// </summary>
    public static void* Find(ShimTable* table, int procedure)
    {
        if (procedure < 0 || procedure >= table->Count)
            return null;
        var offset = ((int*)((byte*)table + HeaderSize))[procedure];
        return offset == 0 ? null : (byte*)table + offset;
    }

    /// <summary>Whether the table is one this build can use.</summary>
    public static bool IsUsable(ShimTable* table, GuestAbi abi, int procedures) =>
        table->Magic == ExpectedMagic && table->AbiVersion == CurrentAbiVersion && table->Count == procedures
        && table->PointerBytes == abi.PointerBytes;
}
