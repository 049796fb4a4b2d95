using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>
/// Reading and writing by the numbers of the system calls. In a process with threads, which .NET makes every process, the C
/// library's functions first make themselves points of cancellation and undo it after, with two atomic operations: about 40
/// ns a call, a fifth of what the call takes.
/// </summary>
internal static unsafe class TransferCall
{
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static readonly nint ReadNumber = IsArm ? 63 : 0;
    private static readonly nint WriteNumber = IsArm ? 64 : 1;
    private static readonly nint ReadAtNumber = IsArm ? 67 : 17;
    private static readonly nint WriteAtNumber = IsArm ? 68 : 18;
    private static readonly nint ReadVectorNumber = IsArm ? 65 : 19;
    private static readonly nint WriteVectorNumber = IsArm ? 66 : 20;
    private static readonly nint ReadVectorAtNumber = IsArm ? 69 : 295;
    private static readonly nint WriteVectorAtNumber = IsArm ? 70 : 296;

    public static nint Read(int descriptor, byte* buffer, nuint length) => Call(ReadNumber, descriptor, buffer, length, 0, 0);

    public static nint Write(int descriptor, byte* buffer, nuint length) => Call(WriteNumber, descriptor, buffer, length, 0, 0);

    public static nint ReadAt(int descriptor, byte* buffer, nuint length, long offset) =>
        Call(ReadAtNumber, descriptor, buffer, length, offset, 0);

    public static nint WriteAt(int descriptor, byte* buffer, nuint length, long offset) =>
        Call(WriteAtNumber, descriptor, buffer, length, offset, 0);

    public static nint ReadVector(int descriptor, IoVector* vectors, int count) =>
        Call(ReadVectorNumber, descriptor, vectors, (nuint)count, 0, 0);

    public static nint WriteVector(int descriptor, IoVector* vectors, int count) =>
        Call(WriteVectorNumber, descriptor, vectors, (nuint)count, 0, 0);

    // The offset is passed in two halves, of which 64-bit kernels take the first as the whole.
    public static nint ReadVectorAt(int descriptor, IoVector* vectors, int count, long offset) =>
        Call(ReadVectorAtNumber, descriptor, vectors, (nuint)count, offset, 0);

    public static nint WriteVectorAt(int descriptor, IoVector* vectors, int count, long offset) =>
        Call(WriteVectorAtNumber, descriptor, vectors, (nuint)count, offset, 0);

    private static nint Call(nint number, nint descriptor, void* data, nuint length, long offset, nint high) =>
        Libc.SystemCall(number, descriptor, (nint)data, (nint)length, (nint)offset, high);
}
