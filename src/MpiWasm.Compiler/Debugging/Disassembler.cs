using System.Runtime.InteropServices;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Debugging;

/// <summary>Machine code as text, by LLVM.</summary>
internal sealed unsafe class Disassembler : IDisposable
{
    private const ulong PrintImmediatesInHexadecimal = 2;
    private const ulong IntelSyntax = 4;
    private const int TextLength = 256;

    private readonly nint _handle;

    /// <exception cref="LlvmException">MW0201: no libLLVM; MW0208: it has no disassembler for the target.</exception>
    public Disassembler(Target target)
    {
        try
        {
            if (target.IsAArch64)
                LLVM.InitializeAArch64Disassembler();
            else
                LLVM.InitializeX86Disassembler();
        }
        catch (EntryPointNotFoundException e)
        {
            throw new LlvmException(LlvmException.Refused, $"this libLLVM has no disassembler for {target.Triple}: {e.Message}");
        }
        _handle = LLVM.CreateDisassembler(target.Triple, target.Cpu, target.Features, 0, 0, 0, 0);
        if (_handle == 0)
            throw new LlvmException(LlvmException.Refused, $"LLVM cannot disassemble code for {target.Triple} {target.Cpu}");
        _ = LLVM.SetDisassemblerOptions(_handle, PrintImmediatesInHexadecimal | (target.IsAArch64 ? 0 : IntelSyntax));
    }

    /// <summary>The instructions with their addresses.</summary>
    /// <param name="code">Bytes of whole instructions.</param>
    /// <param name="address">Where they begin.</param>
    public List<(ulong Address, string Text)> Read(ReadOnlySpan<byte> code, ulong address)
    {
        var instructions = new List<(ulong, string)>();
        var text = stackalloc byte[TextLength];
        fixed (byte* bytes = code)
        {
            for (var at = 0; at < code.Length;)
            {
                var length = (int)LLVM.DisassembleInstruction(
                    _handle, bytes + at, (ulong)(code.Length - at), address + (ulong)at, text, TextLength);
                var line = length == 0 ? $".byte 0x{code[at]:x2}" : Marshal.PtrToStringUTF8((nint)text)!.Trim().Replace('\t', ' ');
                instructions.Add((address + (ulong)at, line));
                at += Math.Max(length, 1);
            }
        }
        return instructions;
    }

    public void Dispose() => LLVM.DisposeDisassembler(_handle);
}
