using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Cli;
using MpiWasm.Cli.Rank;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;

// The command with a defect planted in it: a function that makes any call of the kernel that a guest asks for. What stands between it and
// the host is the wall alone.
GuestImports.More = static () =>
{
    var imports = new ImportTable();
    imports.Define("planted", "call", HostFunction.Managed(
        new FunctionType(
            [ValType.I32, ValType.I64, ValType.I64, ValType.I64, ValType.I64, ValType.I32], [ValType.I64]), Planted.Call));
    return imports;
};
return CommandLine.Invoke(args);

/// <summary>
/// long long call(const char *name, long long a, b, c, d, int pointers): which of a to d are addresses of the guest stands in bits 0 to 3.
/// The result is the call's, or minus its error.
/// </summary>
internal static unsafe partial class Planted
{
    private static readonly Dictionary<string, (int X64, int Arm64)> Numbers = new()
    {
        ["openat"] = (257, 56), ["mkdirat"] = (258, 34), ["unlinkat"] = (263, 35), ["close"] = (3, 57), ["execve"] = (59, 221),
        ["clone"] = (56, 220), ["ptrace"] = (101, 117),
        ["process_vm_readv"] = (310, 270), ["mount"] = (165, 40), ["bpf"] = (321, 280), ["keyctl"] = (250, 219),
        ["io_uring_setup"] = (425, 425), ["socket"] = (41, 198),
        ["kill"] = (62, 129), ["open_by_handle_at"] = (304, 265), ["ioctl"] = (16, 29), ["getppid"] = (110, 173), ["unshare"] = (272, 97),
    };

    public static void Call(Instance caller, Span<Slot> slots)
    {
        var memory = caller.Memories[0].Base;
        var (x64, arm64) = Numbers[Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(memory + slots[0].U32))];
        var pointers = slots[5].I32;
        var arguments = stackalloc nint[4];
        for (var i = 0; i < 4; i++)
            arguments[i] = (pointers & (1 << i)) != 0 ? (nint)(memory + slots[1 + i].U32) : (nint)slots[1 + i].I64;
        var result = syscall(
            RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? arm64 : x64,
            arguments[0],
            arguments[1],
            arguments[2],
            arguments[3],
            0,
            0);
        slots[0] = result < 0 ? -Marshal.GetLastPInvokeError() : (long)result;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
}
