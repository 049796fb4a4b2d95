using System.Runtime.InteropServices;

namespace MpiWasm.Llvm;

internal static unsafe partial class LLVM
{
    [LibraryImport(Lib, EntryPoint = "LLVMCreateBuilderInContext")]
    public static partial LlvmBuilder CreateBuilderInContext(LlvmContext context);
    [LibraryImport(Lib, EntryPoint = "LLVMDisposeBuilder")] public static partial void DisposeBuilder(LlvmBuilder builder);
    [LibraryImport(Lib, EntryPoint = "LLVMAppendBasicBlockInContext")]
    public static partial LlvmBlock AppendBasicBlockInContext(LlvmContext context, LlvmValue function, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMMoveBasicBlockAfter")]
    public static partial void MoveBasicBlockAfter(LlvmBlock block, LlvmBlock after);
    [LibraryImport(Lib, EntryPoint = "LLVMDeleteBasicBlock")] public static partial void DeleteBasicBlock(LlvmBlock block);
    [LibraryImport(Lib, EntryPoint = "LLVMPositionBuilderAtEnd")]
    public static partial void PositionBuilderAtEnd(LlvmBuilder builder, LlvmBlock block);
    [LibraryImport(Lib, EntryPoint = "LLVMGetInsertBlock")] public static partial LlvmBlock GetInsertBlock(LlvmBuilder builder);

    [LibraryImport(Lib, EntryPoint = "LLVMBuildRetVoid")] public static partial LlvmValue BuildRetVoid(LlvmBuilder builder);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildRet")] public static partial LlvmValue BuildRet(LlvmBuilder builder, LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildBr")] public static partial LlvmValue BuildBr(LlvmBuilder builder, LlvmBlock target);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildCondBr")]
    public static partial LlvmValue BuildCondBr(LlvmBuilder builder, LlvmValue condition, LlvmBlock then, LlvmBlock otherwise);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildSwitch")]
    public static partial LlvmValue BuildSwitch(LlvmBuilder builder, LlvmValue value, LlvmBlock otherwise, uint cases);
    [LibraryImport(Lib, EntryPoint = "LLVMAddCase")]
    public static partial void AddCase(LlvmValue switchInstruction, LlvmValue value, LlvmBlock target);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildUnreachable")] public static partial LlvmValue BuildUnreachable(LlvmBuilder builder);

    [LibraryImport(Lib, EntryPoint = "LLVMBuildAdd")]
    public static partial LlvmValue BuildAdd(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildSub")]
    public static partial LlvmValue BuildSub(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildMul")]
    public static partial LlvmValue BuildMul(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildSDiv")]
    public static partial LlvmValue BuildSDiv(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildUDiv")]
    public static partial LlvmValue BuildUDiv(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildSRem")]
    public static partial LlvmValue BuildSRem(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildURem")]
    public static partial LlvmValue BuildURem(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildAnd")]
    public static partial LlvmValue BuildAnd(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildOr")]
    public static partial LlvmValue BuildOr(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildXor")]
    public static partial LlvmValue BuildXor(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildShl")]
    public static partial LlvmValue BuildShl(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildLShr")]
    public static partial LlvmValue BuildLShr(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildAShr")]
    public static partial LlvmValue BuildAShr(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFAdd")]
    public static partial LlvmValue BuildFAdd(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFSub")]
    public static partial LlvmValue BuildFSub(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFMul")]
    public static partial LlvmValue BuildFMul(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFDiv")]
    public static partial LlvmValue BuildFDiv(LlvmBuilder builder, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFNeg")]
    public static partial LlvmValue BuildFNeg(LlvmBuilder builder, LlvmValue value, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildICmp")]
    public static partial LlvmValue BuildICmp(LlvmBuilder builder, IntPredicate predicate, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFCmp")]
    public static partial LlvmValue BuildFCmp(LlvmBuilder builder, RealPredicate predicate, LlvmValue left, LlvmValue right, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildSelect")]
    public static partial LlvmValue BuildSelect(LlvmBuilder builder, LlvmValue condition, LlvmValue then, LlvmValue otherwise, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildExtractElement")]
    public static partial LlvmValue BuildExtractElement(LlvmBuilder builder, LlvmValue vector, LlvmValue index, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildInsertElement")]
    public static partial LlvmValue BuildInsertElement(
        LlvmBuilder builder, LlvmValue vector, LlvmValue element, LlvmValue index, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildShuffleVector")]
    public static partial LlvmValue BuildShuffleVector(LlvmBuilder builder, LlvmValue left, LlvmValue right, LlvmValue mask, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFreeze")]
    public static partial LlvmValue BuildFreeze(LlvmBuilder builder, LlvmValue value, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildPhi")]
    public static partial LlvmValue BuildPhi(LlvmBuilder builder, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMAddIncoming")]
    public static partial void AddIncoming(LlvmValue phi, LlvmValue* values, LlvmBlock* blocks, uint count);

    [LibraryImport(Lib, EntryPoint = "LLVMBuildTrunc")]
    public static partial LlvmValue BuildTrunc(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildZExt")]
    public static partial LlvmValue BuildZExt(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildSExt")]
    public static partial LlvmValue BuildSExt(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFPToSI")]
    public static partial LlvmValue BuildFPToSI(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFPToUI")]
    public static partial LlvmValue BuildFPToUI(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildSIToFP")]
    public static partial LlvmValue BuildSIToFP(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildUIToFP")]
    public static partial LlvmValue BuildUIToFP(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFPTrunc")]
    public static partial LlvmValue BuildFPTrunc(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFPExt")]
    public static partial LlvmValue BuildFPExt(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildBitCast")]
    public static partial LlvmValue BuildBitCast(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildPtrToInt")]
    public static partial LlvmValue BuildPtrToInt(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildIntToPtr")]
    public static partial LlvmValue BuildIntToPtr(LlvmBuilder builder, LlvmValue value, LlvmType type, byte* name);

    [LibraryImport(Lib, EntryPoint = "LLVMBuildAlloca")]
    public static partial LlvmValue BuildAlloca(LlvmBuilder builder, LlvmType type, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildLoad2")]
    public static partial LlvmValue BuildLoad2(LlvmBuilder builder, LlvmType type, LlvmValue pointer, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildStore")]
    public static partial LlvmValue BuildStore(LlvmBuilder builder, LlvmValue value, LlvmValue pointer);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildGEP2")]
    public static partial LlvmValue BuildGEP2(
        LlvmBuilder builder, LlvmType type, LlvmValue pointer, LlvmValue* indices, uint count, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMSetAlignment")] public static partial void SetAlignment(LlvmValue access, uint bytes);
    [LibraryImport(Lib, EntryPoint = "LLVMSetVolatile")] public static partial void SetVolatile(LlvmValue access, int isVolatile);
    [LibraryImport(Lib, EntryPoint = "LLVMSetOrdering")] public static partial void SetOrdering(LlvmValue access, AtomicOrdering ordering);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildFence")]
    public static partial LlvmValue BuildFence(LlvmBuilder builder, AtomicOrdering ordering, int singleThread, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildAtomicRMW")]
    public static partial LlvmValue BuildAtomicRMW(
        LlvmBuilder builder, AtomicOperation operation, LlvmValue pointer, LlvmValue value, AtomicOrdering ordering, int singleThread);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildAtomicCmpXchg")]
    public static partial LlvmValue BuildAtomicCmpXchg(
        LlvmBuilder builder,
        LlvmValue pointer,
        LlvmValue expected,
        LlvmValue replacement,
        AtomicOrdering success,
        AtomicOrdering failure,
        int singleThread);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildExtractValue")]
    public static partial LlvmValue BuildExtractValue(LlvmBuilder builder, LlvmValue aggregate, uint index, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildMemMove")]
    public static partial LlvmValue BuildMemMove(
        LlvmBuilder builder, LlvmValue destination, uint destinationAlignment, LlvmValue source, uint sourceAlignment, LlvmValue length);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildMemSet")]
    public static partial LlvmValue BuildMemSet(LlvmBuilder builder, LlvmValue pointer, LlvmValue value, LlvmValue length, uint alignment);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildCall2")]
    public static partial LlvmValue BuildCall2(
        LlvmBuilder builder, LlvmType type, LlvmValue function, LlvmValue* arguments, uint count, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildInvoke2")]
    public static partial LlvmValue BuildInvoke2(
        LlvmBuilder builder,
        LlvmType type,
        LlvmValue function,
        LlvmValue* arguments,
        uint count,
        LlvmBlock then,
        LlvmBlock unwind,
        byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMBuildLandingPad")]
    public static partial LlvmValue BuildLandingPad(LlvmBuilder builder, LlvmType type, LlvmValue personality, uint clauses, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMSetCleanup")] public static partial void SetCleanup(LlvmValue landingPad, int isCleanup);
    [LibraryImport(Lib, EntryPoint = "LLVMSetPersonalityFn")]
    public static partial void SetPersonalityFn(LlvmValue function, LlvmValue personality);
    [LibraryImport(Lib, EntryPoint = "LLVMGetInlineAsm", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmValue GetInlineAsm(
        LlvmType type,
        string assembly,
        nuint length,
        string constraints,
        nuint constraintsLength,
        int hasSideEffects,
        int isAlignStack,
        int dialect,
        int canThrow);
    [LibraryImport(Lib, EntryPoint = "LLVMSetTailCallKind")] public static partial void SetTailCallKind(LlvmValue call, TailCallKind kind);

    // Debug information.
    [LibraryImport(Lib, EntryPoint = "LLVMCreateDIBuilder")] public static partial LlvmDebugBuilder CreateDIBuilder(LlvmModule module);
    [LibraryImport(Lib, EntryPoint = "LLVMDisposeDIBuilder")] public static partial void DisposeDIBuilder(LlvmDebugBuilder builder);
    [LibraryImport(Lib, EntryPoint = "LLVMDIBuilderFinalize")] public static partial void DIBuilderFinalize(LlvmDebugBuilder builder);
    [LibraryImport(Lib, EntryPoint = "LLVMDIBuilderCreateFile")]
    public static partial LlvmMetadata DIBuilderCreateFile(
        LlvmDebugBuilder builder, byte* name, nuint nameLength, byte* directory, nuint directoryLength);
    [LibraryImport(Lib, EntryPoint = "LLVMDIBuilderCreateCompileUnit")]
    public static partial LlvmMetadata DIBuilderCreateCompileUnit(
        LlvmDebugBuilder builder,
        int language,
        LlvmMetadata file,
        byte* producer,
        nuint producerLength,
        int optimized,
        byte* flags,
        nuint flagsLength,
        uint runtimeVersion,
        byte* splitName,
        nuint splitNameLength,
        int emissionKind,
        uint dwoId,
        int splitDebugInlining,
        int debugInfoForProfiling,
        byte* sysroot,
        nuint sysrootLength,
        byte* sdk,
        nuint sdkLength);
    [LibraryImport(Lib, EntryPoint = "LLVMDIBuilderCreateSubroutineType")]
    public static partial LlvmMetadata DIBuilderCreateSubroutineType(
        LlvmDebugBuilder builder, LlvmMetadata file, LlvmMetadata* parameters, uint count, int flags);
    [LibraryImport(Lib, EntryPoint = "LLVMDIBuilderCreateFunction")]
    public static partial LlvmMetadata DIBuilderCreateFunction(
        LlvmDebugBuilder builder,
        LlvmMetadata scope,
        byte* name,
        nuint nameLength,
        byte* linkageName,
        nuint linkageNameLength,
        LlvmMetadata file,
        uint line,
        LlvmMetadata type,
        int isLocal,
        int isDefinition,
        uint scopeLine,
        int flags,
        int isOptimized);
    [LibraryImport(Lib, EntryPoint = "LLVMSetSubprogram")]
    public static partial void SetSubprogram(LlvmValue function, LlvmMetadata subprogram);
    [LibraryImport(Lib, EntryPoint = "LLVMDIBuilderCreateDebugLocation")]
    public static partial LlvmMetadata DIBuilderCreateDebugLocation(
        LlvmContext context, uint line, uint column, LlvmMetadata scope, LlvmMetadata inlinedAt);
    [LibraryImport(Lib, EntryPoint = "LLVMSetCurrentDebugLocation2")]
    public static partial void SetCurrentDebugLocation2(LlvmBuilder builder, LlvmMetadata location);
    [LibraryImport(Lib, EntryPoint = "LLVMGetCurrentDebugLocation2")]
    public static partial LlvmMetadata GetCurrentDebugLocation2(LlvmBuilder builder);
}
