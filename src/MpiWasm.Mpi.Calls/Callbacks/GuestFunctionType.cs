using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>A C type of a guest's functions, whose pointers are as wide as the guest has them.</summary>
internal sealed class GuestFunctionType
{
    private readonly Wasm.Model.FunctionType _narrow;
    private readonly Wasm.Model.FunctionType _wide;

    /// <param name="letters">Parameters, a colon, results: <c>i</c> is an i32, <c>p</c> a pointer, a handle or an MPI_Aint.</param>
    public GuestFunctionType(string letters)
    {
        _narrow = Of(letters, GuestAbi.Wasm32);
        _wide = Of(letters, GuestAbi.Wasm64);
    }

    public Wasm.Model.FunctionType In(GuestAbi abi) => abi.Is64 ? _wide : _narrow;

    private static Wasm.Model.FunctionType Of(string letters, GuestAbi abi)
    {
        var sides = letters.Split(':');
        return new Wasm.Model.FunctionType([.. sides[0].Select(Type)], [.. sides[1].Select(Type)]);

        ValType Type(char letter) => letter == 'p' ? abi.PointerType : ValType.I32;
    }
}
