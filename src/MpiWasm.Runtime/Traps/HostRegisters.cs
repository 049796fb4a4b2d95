using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiWasm.Runtime.Traps;

/// <summary>The registers of an interrupted thread by their DWARF numbers.</summary>
internal unsafe struct HostRegisters
{
    /// <summary>x86-64 numbers 16 integer registers and the return address, aarch64 31 registers and the stack pointer.</summary>
    public const int Count = 32;

    // Offsets in Linux's ucontext_t.
    private const int X64Registers = 40;
    private const int Arm64Registers = 184;
    private const int Arm64ProgramCounter = 440;

    private Values _values;

    [InlineArray(Count)]
    private struct Values
    {
        private ulong _first;
    }

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>rax, rdx, rcx, rbx, rsi, rdi, rbp, rsp, r8 to r15 and rip in the kernel's order of general registers.</summary>
    private static ReadOnlySpan<byte> X64Places => [13, 12, 14, 11, 9, 8, 10, 15, 0, 1, 2, 3, 4, 5, 6, 7, 16];

    private static int StackPointerNumber => IsX64 ? 7 : 31;

    public ulong ProgramCounter { get; set; }

    /// <summary>The canonical frame address becomes the caller's stack pointer.</summary>
    public ulong StackPointer
    {
        readonly get => _values[StackPointerNumber];
        set => _values[StackPointerNumber] = value;
    }

    public ulong this[int number]
    {
        readonly get => _values[number];
        set => _values[number] = value;
    }

    /// <summary>Those that a signal handler was given as its third argument.</summary>
    public static HostRegisters Of(byte* context)
    {
        var registers = new HostRegisters();
        if (IsX64)
        {
            for (var i = 0; i < X64Places.Length; i++)
                registers[i] = *(ulong*)(context + X64Registers + (X64Places[i] * 8));
            registers.ProgramCounter = registers[X64Places.Length - 1];
            return registers;
        }

        for (var i = 0; i < Count; i++)
            registers[i] = *(ulong*)(context + Arm64Registers + (i * 8));
        registers.ProgramCounter = *(ulong*)(context + Arm64ProgramCounter);
        return registers;
    }
}
