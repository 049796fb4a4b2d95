using System.Runtime.InteropServices;

namespace MpiWasm.Llvm;

internal static unsafe partial class LLVM
{
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeX86TargetInfo")] public static partial void InitializeX86TargetInfo();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeX86Target")] public static partial void InitializeX86Target();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeX86TargetMC")] public static partial void InitializeX86TargetMC();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeX86AsmPrinter")] public static partial void InitializeX86AsmPrinter();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeX86AsmParser")] public static partial void InitializeX86AsmParser();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeAArch64TargetInfo")] public static partial void InitializeAArch64TargetInfo();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeAArch64Target")] public static partial void InitializeAArch64Target();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeAArch64TargetMC")] public static partial void InitializeAArch64TargetMC();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeAArch64AsmPrinter")] public static partial void InitializeAArch64AsmPrinter();
    [LibraryImport(Lib, EntryPoint = "LLVMInitializeAArch64AsmParser")] public static partial void InitializeAArch64AsmParser();

    [LibraryImport(Lib, EntryPoint = "LLVMGetDefaultTargetTriple")] public static partial byte* GetDefaultTargetTriple();
    [LibraryImport(Lib, EntryPoint = "LLVMGetHostCPUName")] public static partial byte* GetHostCPUName();
    [LibraryImport(Lib, EntryPoint = "LLVMGetHostCPUFeatures")] public static partial byte* GetHostCPUFeatures();
    [LibraryImport(Lib, EntryPoint = "LLVMGetTargetFromTriple", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetTargetFromTriple(string triple, out LlvmTarget target, out byte* message);
    [LibraryImport(Lib, EntryPoint = "LLVMCreateTargetMachine", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmTargetMachine CreateTargetMachine(
        LlvmTarget target, string triple, string cpu, string features, CodeGenLevel level, RelocationMode relocation, CodeModel model);
    [LibraryImport(Lib, EntryPoint = "LLVMDisposeTargetMachine")]
    public static partial void DisposeTargetMachine(LlvmTargetMachine machine);
    [LibraryImport(Lib, EntryPoint = "LLVMCreateTargetDataLayout")]
    public static partial LlvmTargetData CreateTargetDataLayout(LlvmTargetMachine machine);
    [LibraryImport(Lib, EntryPoint = "LLVMDisposeTargetData")] public static partial void DisposeTargetData(LlvmTargetData data);
    [LibraryImport(Lib, EntryPoint = "LLVMTargetMachineEmitToFile", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TargetMachineEmitToFile(
        LlvmTargetMachine machine, LlvmModule module, string path, CodeGenFile kind, out byte* message);

    [LibraryImport(Lib, EntryPoint = "LLVMCreatePassBuilderOptions")] public static partial LlvmPassOptions CreatePassBuilderOptions();
    [LibraryImport(Lib, EntryPoint = "LLVMDisposePassBuilderOptions")]
    public static partial void DisposePassBuilderOptions(LlvmPassOptions options);
    [LibraryImport(Lib, EntryPoint = "LLVMPassBuilderOptionsSetLoopInterleaving")]
    public static partial void PassBuilderOptionsSetLoopInterleaving(LlvmPassOptions options, int on);
    [LibraryImport(Lib, EntryPoint = "LLVMPassBuilderOptionsSetLoopVectorization")]
    public static partial void PassBuilderOptionsSetLoopVectorization(LlvmPassOptions options, int on);
    [LibraryImport(Lib, EntryPoint = "LLVMPassBuilderOptionsSetSLPVectorization")]
    public static partial void PassBuilderOptionsSetSLPVectorization(LlvmPassOptions options, int on);
    [LibraryImport(Lib, EntryPoint = "LLVMPassBuilderOptionsSetLoopUnrolling")]
    public static partial void PassBuilderOptionsSetLoopUnrolling(LlvmPassOptions options, int on);
    [LibraryImport(Lib, EntryPoint = "LLVMPassBuilderOptionsSetMergeFunctions")]
    public static partial void PassBuilderOptionsSetMergeFunctions(LlvmPassOptions options, int on);
    [LibraryImport(Lib, EntryPoint = "LLVMRunPasses", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmError RunPasses(LlvmModule module, string passes, LlvmTargetMachine machine, LlvmPassOptions options);
}
