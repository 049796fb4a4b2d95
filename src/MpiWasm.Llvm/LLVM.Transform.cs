using System.Runtime.InteropServices;

namespace MpiWasm.Llvm;

// What a pass of our own needs to read and change a function.
internal static unsafe partial class LLVM
{
    [LibraryImport(Lib, EntryPoint = "LLVMGetTypeKind")] public static partial int GetTypeKind(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMGetIntTypeWidth")] public static partial uint GetIntTypeWidth(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMIsAConstantInt")] public static partial LlvmValue IsAConstantInt(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMIsConstant")] public static partial int IsConstant(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMConstIntGetZExtValue")] public static partial ulong ConstIntGetZExtValue(LlvmValue constant);
    [LibraryImport(Lib, EntryPoint = "LLVMGetICmpPredicate")] public static partial IntPredicate GetICmpPredicate(LlvmValue compare);
    [LibraryImport(Lib, EntryPoint = "LLVMGetIsDisjoint")] public static partial int GetIsDisjoint(LlvmValue or);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNUW")] public static partial int GetNUW(LlvmValue arithmetic);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNSW")] public static partial int GetNSW(LlvmValue arithmetic);
    [LibraryImport(Lib, EntryPoint = "LLVMGetExact")] public static partial int GetExact(LlvmValue shift);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNNeg")] public static partial int GetNNeg(LlvmValue extension);
    [LibraryImport(Lib, EntryPoint = "LLVMIsConditional")] public static partial int IsConditional(LlvmValue branch);
    [LibraryImport(Lib, EntryPoint = "LLVMGetCondition")] public static partial LlvmValue GetCondition(LlvmValue branch);

    [LibraryImport(Lib, EntryPoint = "LLVMGetGEPSourceElementType")]
    public static partial LlvmType GetGEPSourceElementType(LlvmValue pointer);
    [LibraryImport(Lib, EntryPoint = "LLVMGetFirstUse")] public static partial LlvmUse GetFirstUse(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNextUse")] public static partial LlvmUse GetNextUse(LlvmUse use);
    [LibraryImport(Lib, EntryPoint = "LLVMGetUser")] public static partial LlvmValue GetUser(LlvmUse use);
    [LibraryImport(Lib, EntryPoint = "LLVMGetInlineAsm")]
    public static partial LlvmValue GetInlineAsm(
        LlvmType type,
        byte* text,
        nuint textLength,
        byte* constraints,
        nuint constraintsLength,
        int sideEffects,
        int alignStack,
        int dialect,
        int canThrow);

    [LibraryImport(Lib, EntryPoint = "LLVMSetNSW")] public static partial void SetNSW(LlvmValue arithmetic, int on);
    [LibraryImport(Lib, EntryPoint = "LLVMSetNUW")] public static partial void SetNUW(LlvmValue arithmetic, int on);
    [LibraryImport(Lib, EntryPoint = "LLVMSetOperand")]
    public static partial void SetOperand(LlvmValue instruction, uint index, LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMSetSuccessor")]
    public static partial void SetSuccessor(LlvmValue terminator, uint index, LlvmBlock block);
    [LibraryImport(Lib, EntryPoint = "LLVMReplaceAllUsesWith")]
    public static partial void ReplaceAllUsesWith(LlvmValue old, LlvmValue replacement);
    [LibraryImport(Lib, EntryPoint = "LLVMInstructionClone")] public static partial LlvmValue InstructionClone(LlvmValue instruction);
    [LibraryImport(Lib, EntryPoint = "LLVMInsertIntoBuilder")]
    public static partial void InsertIntoBuilder(LlvmBuilder builder, LlvmValue instruction);
    [LibraryImport(Lib, EntryPoint = "LLVMInstructionEraseFromParent")]
    public static partial void InstructionEraseFromParent(LlvmValue instruction);
    [LibraryImport(Lib, EntryPoint = "LLVMPositionBuilderBefore")]
    public static partial void PositionBuilderBefore(LlvmBuilder builder, LlvmValue instruction);

    [LibraryImport(Lib, EntryPoint = "LLVMTemporaryMDNode")]
    public static partial LlvmMetadata TemporaryMDNode(LlvmContext context, LlvmMetadata* nodes, nuint count);
    [LibraryImport(Lib, EntryPoint = "LLVMMetadataReplaceAllUsesWith")]
    public static partial void MetadataReplaceAllUsesWith(LlvmMetadata temporary, LlvmMetadata replacement);
}
