using MpiWasm.Wasm.Model;

namespace MpiWasm.Mpi.Abi.Api;

/// <summary>
/// How wide a guest's pointers are, and with them MPI_Aint, handles (which are pointers to C) and <c>long</c>. All else is the same: a
/// status, and the values of handles, which have 32 bits in both.
/// </summary>
public sealed class GuestAbi
{
    private GuestAbi(string name, int pointerBytes)
    {
        Name = name;
        PointerBytes = pointerBytes;
    }

    /// <summary>Modules whose first memory has 32-bit addresses, or that have none.</summary>
    public static GuestAbi Wasm32 { get; } = new("wasm32", 4);

    /// <summary>Modules whose first memory has 64-bit addresses.</summary>
    public static GuestAbi Wasm64 { get; } = new("wasm64", 8);

    /// <summary>Names it, also in the keys of images.</summary>
    public string Name { get; }

    /// <summary>Bytes of a pointer, a handle, an MPI_Aint and a <c>long</c>.</summary>
    public int PointerBytes { get; }

    public bool Is64 => PointerBytes == 8;

    /// <summary>The type in which they are passed.</summary>
    public ValType PointerType => Is64 ? ValType.I64 : ValType.I32;

    /// <summary>The one of a module.</summary>
    public static GuestAbi Of(WasmModule module) => module.HasWideAddresses ? Wasm64 : Wasm32;

    /// <summary>The one of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static GuestAbi Parse(string name) =>
        name == Wasm32.Name ? Wasm32 : name == Wasm64.Name ? Wasm64 : throw new FormatException($"is no guest's ABI: {name}");

    /// <summary>A sum of addresses as C computes it, with as many bits as a pointer has.</summary>
    public ulong Wrap(ulong sum) => Is64 ? sum : (uint)sum;

    /// <summary>An address as an MPI_Aint, whose upper half is negative.</summary>
    public long Signed(ulong address) => Is64 ? (long)address : (int)address;

    public override string ToString() => Name;
}
