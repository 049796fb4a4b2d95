using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.State;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasi.Services;

/// <summary>
/// What programs expect of POSIX and WASI preview 1 has not: the functions of the module <c>mpiwasm</c>, which the guest's C library
/// (toolchain/support) imports, each only in programs that need it. All but <c>processor</c> return a WASI errno.
/// </summary>
/// <remarks>
/// <c>file-lock(fd, command, record)</c>: see <see cref="FileLocks"/>. <c>file-mode(fd, flags, mode, path, length)</c>: see
/// <see cref="FileModes"/>. <c>file-system(fd, result)</c>: nine numbers of 64 bits, in the order of <see cref="FileSystem"/>.
/// <c>processor()</c>: the number of the one that the thread is on. <c>processors(bits, size)</c>: those that it may use.
/// <c>signal(number, disposition, word)</c> and <c>timer(first, interval, left)</c>: see <see cref="GuestSignals"/>.
/// </remarks>
public static unsafe class HostServices
{
    /// <summary>The functions' module name.</summary>
    public const string Module = "mpiwasm";

    private const uint FileSystemSize = 9 * sizeof(ulong);
    private const uint TimerSize = 2 * sizeof(ulong);

    // As many processors as a cpu_set_t of the C library has.
    private const uint MostProcessorBytes = 128;

    private const ValType I32 = ValType.I32;
    private const ValType I64 = ValType.I64;

    /// <param name="import">What is imported.</param>
    /// <param name="type">The type it is imported with: it says how wide addresses are.</param>
    /// <param name="state">What the guest sees.</param>
    internal static Extern? Resolve(Import import, FunctionType? type, WasiState state)
    {
        if (import.Kind != ExternalKind.Function)
            return null;
        // The address is the last argument, or the one before a size of 32 bits.
        var address = type is { Parameters: [.., I64] or [I64, I32] } ? I64 : I32;
        return import.Name switch
        {
            "file-lock" => Function([I32, I32, address],
                (memory, slots) => FileLocks.Act(state, slots[0].U32, slots[1].I32, memory, Address(slots[2]))),
            "file-mode" => Function([I32, I32, I32, address, address],
                (memory, slots) => FileModes.Set(
                    state, slots[0].U32, slots[1].U32, slots[2].U32, memory, Address(slots[3]), Address(slots[4]))),
            "file-system" => Function([I32, address], (memory, slots) => FileSystem(state, slots[0].U32, memory, Address(slots[1]))),
            "processor" => HostFunction.Managed(new FunctionType([], [I32]), static (_, slots) => slots[0] = Libc.Processor()),
            "processors" => Function([address, I32], (memory, slots) => Processors(memory, Address(slots[0]), slots[1].U32)),
            "signal" => Function([I32, I32, address],
                (memory, slots) => Signal(state, slots[0].I32, slots[1].I32, memory, Address(slots[2]))),
            "timer" => Function([I64, I64, address],
                (memory, slots) => Timer(state, slots[0].U64, slots[1].U64, memory, Address(slots[2]))),
            _ => null,
        };

        ulong Address(Slot slot) => address == I64 ? slot.U64 : slot.U32;
    }

    private delegate Errno Service(CallerMemory memory, Span<Slot> slots);

    private static HostFunction Function(ValType[] parameters, Service service) =>
        HostFunction.Managed(
            new FunctionType([.. parameters], [I32]), (caller, slots) => slots[0] = (int)service(new CallerMemory(caller.Context), slots));

    internal static Errno FileSystem(WasiState state, uint fd, CallerMemory memory, ulong result)
    {
        if (!memory.Contains(result, FileSystemSize))
            return Errno.Fault;
        var error = state.Files.Acquire(fd, Rights.None, out var file);
        if (error != Errno.Success)
            return error;
        FileSystemStatus status;
        error = Libc.FileSystemStatus(file.HostDescriptor, &status) == 0 ? Errno.Success : ErrnoMap.FromHost(Libc.Errno);
        _ = file.Release();
        if (error != Errno.Success)
            return error;
        ReadOnlySpan<ulong> numbers =
        [
            (ulong)status.BlockSize, (ulong)(status.FragmentSize != 0 ? status.FragmentSize : status.BlockSize),
            status.Blocks, status.FreeBlocks, status.AvailableBlocks,
            status.Files, status.FreeFiles, (ulong)status.LongestName, (ulong)status.Type,
        ];
        for (var i = 0; i < numbers.Length; i++)
            memory.Write(result + ((uint)i * sizeof(ulong)), numbers[i]);
        return Errno.Success;
    }

    internal static Errno Processors(CallerMemory memory, ulong bits, uint size)
    {
        var host = stackalloc byte[(int)MostProcessorBytes];
        if (size == 0 || !memory.TrySpan(bits, size, out var target))
            return size == 0 ? Errno.Inval : Errno.Fault;
        new Span<byte>(host, (int)MostProcessorBytes).Clear();
        if (Libc.Processors(0, MostProcessorBytes, host) < 0)
            return ErrnoMap.FromHost(Libc.Errno);
        target.Clear();
        new ReadOnlySpan<byte>(host, (int)Math.Min(size, MostProcessorBytes)).CopyTo(target);
        return Errno.Success;
    }

    internal static Errno Signal(WasiState state, int number, int disposition, CallerMemory memory, ulong word)
    {
        if (state.Signals is not { } signals)
            return Errno.Nosys;
        // The host sets bits of it at any time, with an atomic operation.
        if (!memory.Contains(word, sizeof(ulong)) || word % sizeof(ulong) != 0)
            return Errno.Fault;
        return signals.Set(number, disposition, (ulong*)memory.At(word)) ? Errno.Success : Errno.Inval;
    }

    private static Errno Timer(WasiState state, ulong first, ulong interval, CallerMemory memory, ulong left)
    {
        if (state.Signals is not { } signals)
            return Errno.Nosys;
        if (!memory.Contains(left, TimerSize))
            return Errno.Fault;
        var (remaining, last) = signals.SetTimer(first, interval);
        memory.Write(left, remaining);
        memory.Write(left + sizeof(ulong), last);
        return Errno.Success;
    }
}
