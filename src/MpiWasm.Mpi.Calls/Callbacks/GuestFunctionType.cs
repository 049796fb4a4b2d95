using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>A C type of a guest's functions, whose pointers are as wide as the guest has them.</summary>
internal sealed class GuestFunctionType
{
    private readonly Wasm.FunctionType _narrow;
    private readonly Wasm.FunctionType _wide;

    /// <param name="letters">Parameters, a colon, results: <c>i</c> is an i32, <c>p</c> a pointer, a handle or an MPI_Aint.</param>
    public GuestFunctionType(string letters)
    {
        _narrow = Of(letters, GuestAbi.Wasm32);
        _wide = Of(letters, GuestAbi.Wasm64);
    }

    public Wasm.FunctionType In(GuestAbi abi) => abi.Is64 ? _wide : _narrow;

    private static Wasm.FunctionType Of(string letters, GuestAbi abi)
    {
        var sides = letters.Split(':');
        return new Wasm.FunctionType([.. sides[0].Select(Type)], [.. sides[1].Select(Type)]);

        Wasm.ValueType Type(char letter) => letter == 'p' ? abi.PointerType : Wasm.ValueType.I32;
    }
}
