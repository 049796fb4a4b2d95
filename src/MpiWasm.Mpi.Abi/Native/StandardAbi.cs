namespace MpiWasm.Mpi.Abi.Native;

/// <content>What is no constant of <c>mpi.api</c>: the layout of a status.</content>
public static partial class StandardAbi
{
    public const int StatusSize = 32;
    public const int StatusSource = 0;
    public const int StatusTag = 4;
    public const int StatusError = 8;
}
