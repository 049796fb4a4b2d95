using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>Arguments and environment.</summary>
internal static unsafe partial class Preview1
{
    public static Errno ArgsGet(in WasiCall call, uint argv, uint argvBuf) => CopyStrings(call, call.State.Arguments, argv, argvBuf);

    public static Errno ArgsSizesGet(in WasiCall call, uint argc, uint argvBufSize) =>
        CopySizes(call, call.State.Arguments, argc, argvBufSize);

    public static Errno EnvironGet(in WasiCall call, uint environ, uint environBuf) =>
        CopyStrings(call, call.State.Environment, environ, environBuf);

    public static Errno EnvironSizesGet(in WasiCall call, uint count, uint bufSize) =>
        CopySizes(call, call.State.Environment, count, bufSize);

    private static Errno CopyStrings(in WasiCall call, WasiState.StringBlock strings, uint pointers, uint buffer)
    {
        if (!call.Memory.Contains(pointers, 4 * (ulong)strings.Starts.Length) || !call.Memory.Contains(buffer, (ulong)strings.Bytes.Length))
            return Errno.Fault;
        strings.Bytes.CopyTo(new Span<byte>(call.Memory.At(buffer), strings.Bytes.Length));
        for (var i = 0; i < strings.Starts.Length; i++)
            call.Memory.Write(pointers + (4 * (uint)i), buffer + (uint)strings.Starts[i]);
        return Errno.Success;
    }

    private static Errno CopySizes(in WasiCall call, WasiState.StringBlock strings, uint count, uint size)
    {
        if (!call.Memory.Contains(count, 4) || !call.Memory.Contains(size, 4))
            return Errno.Fault;
        call.Memory.Write(count, (uint)strings.Starts.Length);
        call.Memory.Write(size, (uint)strings.Bytes.Length);
        return Errno.Success;
    }
}
