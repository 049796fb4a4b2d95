using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>Arguments and environment.</summary>
internal static unsafe partial class Preview1
{
    public static Errno ArgsGet(in WasiCall call, ulong argv, ulong argvBuf) => CopyStrings(call, call.State.Arguments, argv, argvBuf);

    public static Errno ArgsSizesGet(in WasiCall call, ulong argc, ulong argvBufSize) =>
        CopySizes(call, call.State.Arguments, argc, argvBufSize);

    public static Errno EnvironGet(in WasiCall call, ulong environ, ulong environBuf) =>
        CopyStrings(call, call.State.Environment, environ, environBuf);

    public static Errno EnvironSizesGet(in WasiCall call, ulong count, ulong bufSize) =>
        CopySizes(call, call.State.Environment, count, bufSize);

    private static Errno CopyStrings(in WasiCall call, WasiState.StringBlock strings, ulong pointers, ulong buffer)
    {
        if (!call.Memory.Contains(pointers, (ulong)call.WordSize * (ulong)strings.Starts.Length)
            || !call.Memory.Contains(buffer, (ulong)strings.Bytes.Length))
            return Errno.Fault;
        strings.Bytes.CopyTo(new Span<byte>(call.Memory.At(buffer), strings.Bytes.Length));
        for (var i = 0; i < strings.Starts.Length; i++)
            call.WriteWord(pointers + ((ulong)call.WordSize * (uint)i), buffer + (uint)strings.Starts[i]);
        return Errno.Success;
    }

    private static Errno CopySizes(in WasiCall call, WasiState.StringBlock strings, ulong count, ulong size)
    {
        if (!call.HasWord(count) || !call.HasWord(size))
            return Errno.Fault;
        call.WriteWord(count, (uint)strings.Starts.Length);
        call.WriteWord(size, (uint)strings.Bytes.Length);
        return Errno.Success;
    }
}
