using System.Runtime.InteropServices;

namespace MpiWasm.Llvm;

/// <summary>llvm-c/Disassembler.h, and what it needs of the targets.</summary>
internal static unsafe partial class LLVM
{
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeX86Disassembler")] public static partial void InitializeX86Disassembler();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeAArch64Disassembler")] public static partial void InitializeAArch64Disassembler();

    [LibraryImport(Lib, EntryPoint = "LLVMCreateDisasmCPUFeatures", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CreateDisassembler(
        string triple, string cpu, string features, nint information, int tagType, nint getOperand, nint lookUpSymbol);
    [LibraryImport(Lib, EntryPoint = "LLVMDisasmDispose")] public static partial void DisposeDisassembler(nint disassembler);
    [LibraryImport(Lib, EntryPoint = "LLVMSetDisasmOptions")]
    public static partial int SetDisassemblerOptions(nint disassembler, ulong options);
    [LibraryImport(Lib, EntryPoint = "LLVMDisasmInstruction")]
    public static partial nuint DisassembleInstruction(
        nint disassembler, byte* bytes, ulong length, ulong address, byte* text, nuint textLength);
}
