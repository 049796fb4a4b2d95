using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Window: what the shims of one-sided calls need to keep each access within the target's window, since libraries may write past it. Filled
/// when the window is made, after an exchange among its processes; the table of targets never moves while the handle lives.
/// </summary>
/// <remarks>
/// A call touches, at target t, the bytes <c>disp * Targets[t].DispUnit + hull of count elements of the target's datatype</c>, counted from
/// the start of t's window. They must lie in [0, Targets[t].Size), else the call is refused with MPI_ERR_RMA_RANGE. Displacements are
/// taken without sign, so that windows above 2 GiB can be addressed. The host's windows are addressed in bytes, from an aligned
/// address at or below the guest's: it is given <c>disp * Targets[t].DispUnit + Targets[t].Shift</c>. (MPICH 4.0 takes a window that begins
/// at an odd multiple of 8 for one that begins 8 bytes earlier.) In a dynamic window displacements are guest addresses of the target: Shift
/// is where its memory begins in its process, DispUnit is 1, and <see cref="MpiContext.WindowRange"/> decides instead of the size.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public struct WinEntry
{
    public HandleEntry Head;                // 0
    /// <summary>Address of <see cref="GroupSize"/> records <see cref="WinTarget"/>, by rank.</summary>
    public ulong Targets;                   // 16
    /// <summary>Size of the window's group.</summary>
    public int GroupSize;                   // 24
    /// <summary>MPI_WIN_FLAVOR_*, the standard's value.</summary>
    public int Flavor;                      // 28
    /// <summary>Guest address and length of this process' part; 0 in a dynamic window. Not read by shims.</summary>
    public ulong Base;                      // 32
    public ulong Length;                    // 40
    /// <summary>Rank of this process + 1 where the library cannot do MPI_Compare_and_swap of 8 bytes on it; else 0.</summary>
    public int OwnSwaps;                    // 48

    public const int TargetsOffset = 16;
    public const int GroupSizeOffset = 24;
    public const int FlavorOffset = 28;
    public const int BaseOffset = 32;
    public const int LengthOffset = 40;
    public const int OwnSwapsOffset = 48;
    public const int Size = 64;
}

/// <summary>One process' part of a window.</summary>
[StructLayout(LayoutKind.Sequential, Size = Record)]
public struct WinTarget
{
    /// <summary>Bytes of the window; no more than the largest memory has. 0 in a dynamic window.</summary>
    public ulong Size;                      // 0
    /// <summary>What is added to a displacement in bytes to make the host's.</summary>
    public long Shift;                      // 8
    /// <summary>Bytes of one unit of displacement; positive.</summary>
    public int DispUnit;                    // 16

    public const int SizeOffset = 0;
    public const int ShiftOffset = 8;
    public const int DispUnitOffset = 16;
    /// <summary>Bytes of a record.</summary>
    public const int Record = 32;
}
