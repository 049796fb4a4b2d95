using System.Runtime.InteropServices;

namespace MpiWasm.Llvm;

/// <summary>The LLVM-C functions we call, under their C names without the prefix.</summary>
internal static unsafe partial class LLVM
{
    private const string Lib = LlvmLibrary.ImportName;

    [LibraryImport(Lib, EntryPoint = "LLVMGetVersion")]
    public static partial void GetVersion(out uint major, out uint minor, out uint patch);
    [LibraryImport(Lib, EntryPoint = "LLVMDisposeMessage")] public static partial void DisposeMessage(byte* message);
    [LibraryImport(Lib, EntryPoint = "LLVMGetErrorMessage")] public static partial byte* GetErrorMessage(LlvmError error);
    [LibraryImport(Lib, EntryPoint = "LLVMDisposeErrorMessage")] public static partial void DisposeErrorMessage(byte* message);

    [LibraryImport(Lib, EntryPoint = "LLVMContextCreate")] public static partial LlvmContext ContextCreate();
    [LibraryImport(Lib, EntryPoint = "LLVMContextDispose")] public static partial void ContextDispose(LlvmContext context);
    [LibraryImport(Lib, EntryPoint = "LLVMContextSetDiagnosticHandler")]
    public static partial void ContextSetDiagnosticHandler(LlvmContext context, delegate* unmanaged<nint, void*, void> handler, void* data);
    [LibraryImport(Lib, EntryPoint = "LLVMGetDiagInfoDescription")] public static partial byte* GetDiagInfoDescription(nint info);
    [LibraryImport(Lib, EntryPoint = "LLVMGetDiagInfoSeverity")] public static partial DiagnosticSeverity GetDiagInfoSeverity(nint info);
    [LibraryImport(Lib, EntryPoint = "LLVMContextSetDiscardValueNames")]
    public static partial void ContextSetDiscardValueNames(LlvmContext context, int discard);

    [LibraryImport(Lib, EntryPoint = "LLVMCreateMemoryBufferWithMemoryRangeCopy")]
    public static partial LlvmBuffer CreateMemoryBufferWithMemoryRangeCopy(byte* data, nuint length, byte* name);
    [LibraryImport(Lib, EntryPoint = "LLVMParseIRInContext")]
    public static partial int ParseIRInContext(LlvmContext context, LlvmBuffer buffer, out LlvmModule module, out byte* message);
    [LibraryImport(Lib, EntryPoint = "LLVMModuleCreateWithNameInContext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmModule ModuleCreateWithNameInContext(string name, LlvmContext context);
    [LibraryImport(Lib, EntryPoint = "LLVMDisposeModule")] public static partial void DisposeModule(LlvmModule module);
    [LibraryImport(Lib, EntryPoint = "LLVMSetTarget", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetTarget(LlvmModule module, string triple);
    [LibraryImport(Lib, EntryPoint = "LLVMSetModuleDataLayout")]
    public static partial void SetModuleDataLayout(LlvmModule module, LlvmTargetData layout);
    [LibraryImport(Lib, EntryPoint = "LLVMSetModuleInlineAsm2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetModuleInlineAsm2(LlvmModule module, string asm, nuint length);
    [LibraryImport(Lib, EntryPoint = "LLVMVerifyModule")]
    public static partial int VerifyModule(LlvmModule module, int action, out byte* message);
    [LibraryImport(Lib, EntryPoint = "LLVMPrintModuleToString")] public static partial byte* PrintModuleToString(LlvmModule module);
    [LibraryImport(Lib, EntryPoint = "LLVMAddModuleFlag", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void AddModuleFlag(LlvmModule module, ModuleFlag behavior, string key, nuint length, LlvmMetadata value);

    [LibraryImport(Lib, EntryPoint = "LLVMVoidTypeInContext")] public static partial LlvmType VoidTypeInContext(LlvmContext context);
    [LibraryImport(Lib, EntryPoint = "LLVMIntTypeInContext")]
    public static partial LlvmType IntTypeInContext(LlvmContext context, uint bits);
    [LibraryImport(Lib, EntryPoint = "LLVMFloatTypeInContext")] public static partial LlvmType FloatTypeInContext(LlvmContext context);
    [LibraryImport(Lib, EntryPoint = "LLVMDoubleTypeInContext")] public static partial LlvmType DoubleTypeInContext(LlvmContext context);
    [LibraryImport(Lib, EntryPoint = "LLVMPointerTypeInContext")]
    public static partial LlvmType PointerTypeInContext(LlvmContext context, uint addressSpace);
    [LibraryImport(Lib, EntryPoint = "LLVMVectorType")] public static partial LlvmType VectorType(LlvmType element, uint count);
    [LibraryImport(Lib, EntryPoint = "LLVMArrayType2")] public static partial LlvmType ArrayType2(LlvmType element, ulong count);
    [LibraryImport(Lib, EntryPoint = "LLVMStructTypeInContext")]
    public static partial LlvmType StructTypeInContext(LlvmContext context, LlvmType* elements, uint count, int packed);
    [LibraryImport(Lib, EntryPoint = "LLVMFunctionType")]
    public static partial LlvmType FunctionType(LlvmType result, LlvmType* parameters, uint count, int variadic);
    [LibraryImport(Lib, EntryPoint = "LLVMTypeOf")] public static partial LlvmType TypeOf(LlvmValue value);

    [LibraryImport(Lib, EntryPoint = "LLVMConstInt")] public static partial LlvmValue ConstInt(LlvmType type, ulong value, int signExtend);
    [LibraryImport(Lib, EntryPoint = "LLVMConstNull")] public static partial LlvmValue ConstNull(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMConstBitCast")] public static partial LlvmValue ConstBitCast(LlvmValue value, LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMConstPtrToInt")] public static partial LlvmValue ConstPtrToInt(LlvmValue value, LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMConstSub")] public static partial LlvmValue ConstSub(LlvmValue left, LlvmValue right);
    [LibraryImport(Lib, EntryPoint = "LLVMConstTrunc")] public static partial LlvmValue ConstTrunc(LlvmValue value, LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMConstArray2")]
    public static partial LlvmValue ConstArray2(LlvmType element, LlvmValue* values, ulong count);
    [LibraryImport(Lib, EntryPoint = "LLVMConstVector")] public static partial LlvmValue ConstVector(LlvmValue* values, uint count);
    [LibraryImport(Lib, EntryPoint = "LLVMGetAggregateElement")]
    public static partial LlvmValue GetAggregateElement(LlvmValue constant, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMConstStructInContext")]
    public static partial LlvmValue ConstStructInContext(LlvmContext context, LlvmValue* values, uint count, int packed);
    [LibraryImport(Lib, EntryPoint = "LLVMGetPoison")] public static partial LlvmValue GetPoison(LlvmType type);

    [LibraryImport(Lib, EntryPoint = "LLVMAddFunction", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmValue AddFunction(LlvmModule module, string name, LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNamedFunction", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmValue GetNamedFunction(LlvmModule module, string name);
    [LibraryImport(Lib, EntryPoint = "LLVMAddGlobal", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmValue AddGlobal(LlvmModule module, LlvmType type, string name);
    [LibraryImport(Lib, EntryPoint = "LLVMSetInitializer")] public static partial void SetInitializer(LlvmValue global, LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMSetGlobalConstant")] public static partial void SetGlobalConstant(LlvmValue global, int constant);
    [LibraryImport(Lib, EntryPoint = "LLVMSetFunctionCallConv")]
    public static partial void SetFunctionCallConv(LlvmValue function, CallingConvention convention);
    [LibraryImport(Lib, EntryPoint = "LLVMSetInstructionCallConv")]
    public static partial void SetInstructionCallConv(LlvmValue call, CallingConvention convention);
    [LibraryImport(Lib, EntryPoint = "LLVMSetLinkage")] public static partial void SetLinkage(LlvmValue global, Linkage linkage);
    [LibraryImport(Lib, EntryPoint = "LLVMSetVisibility")]
    public static partial void SetVisibility(LlvmValue global, Visibility visibility);
    [LibraryImport(Lib, EntryPoint = "LLVMGetParam")] public static partial LlvmValue GetParam(LlvmValue function, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMGetFirstFunction")] public static partial LlvmValue GetFirstFunction(LlvmModule module);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNextFunction")] public static partial LlvmValue GetNextFunction(LlvmValue function);
    [LibraryImport(Lib, EntryPoint = "LLVMIsAFunction")] public static partial LlvmValue IsAFunction(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMIsAInlineAsm")] public static partial LlvmValue IsAInlineAsm(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetIntrinsicID")] public static partial uint GetIntrinsicID(LlvmValue function);
    [LibraryImport(Lib, EntryPoint = "LLVMGetIntrinsicDeclaration")]
    public static partial LlvmValue GetIntrinsicDeclaration(LlvmModule module, uint id, LlvmType* types, nuint count);
    [LibraryImport(Lib, EntryPoint = "LLVMLookupIntrinsicID")] public static partial uint LookupIntrinsicID(byte* name, nuint length);
    [LibraryImport(Lib, EntryPoint = "LLVMIntrinsicGetType")]
    public static partial LlvmType IntrinsicGetType(LlvmContext context, uint id, LlvmType* types, nuint count);

    [LibraryImport(Lib, EntryPoint = "LLVMGetEnumAttributeKindForName")]
    public static partial uint GetEnumAttributeKindForName(byte* name, nuint length);
    [LibraryImport(Lib, EntryPoint = "LLVMCreateEnumAttribute")]
    public static partial LlvmAttribute CreateEnumAttribute(LlvmContext context, uint kind, ulong value);
    [LibraryImport(Lib, EntryPoint = "LLVMCreateStringAttribute")]
    public static partial LlvmAttribute CreateStringAttribute(
        LlvmContext context, byte* key, uint keyLength, byte* value, uint valueLength);
    [LibraryImport(Lib, EntryPoint = "LLVMAddAttributeAtIndex")]
    public static partial void AddAttributeAtIndex(LlvmValue function, uint index, LlvmAttribute attribute);
    [LibraryImport(Lib, EntryPoint = "LLVMAddCallSiteAttribute")]
    public static partial void AddCallSiteAttribute(LlvmValue call, uint index, LlvmAttribute attribute);

    [LibraryImport(Lib, EntryPoint = "LLVMGetMDKindIDInContext")]
    public static partial uint GetMDKindIDInContext(LlvmContext context, byte* name, uint length);
    [LibraryImport(Lib, EntryPoint = "LLVMMDStringInContext2")]
    public static partial LlvmMetadata MDStringInContext2(LlvmContext context, byte* text, nuint length);
    [LibraryImport(Lib, EntryPoint = "LLVMMDNodeInContext2")]
    public static partial LlvmMetadata MDNodeInContext2(LlvmContext context, LlvmMetadata* nodes, nuint count);
    [LibraryImport(Lib, EntryPoint = "LLVMMetadataAsValue")]
    public static partial LlvmValue MetadataAsValue(LlvmContext context, LlvmMetadata metadata);
    [LibraryImport(Lib, EntryPoint = "LLVMValueAsMetadata")] public static partial LlvmMetadata ValueAsMetadata(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetMetadata")] public static partial LlvmValue GetMetadata(LlvmValue instruction, uint kind);
    [LibraryImport(Lib, EntryPoint = "LLVMSetMetadata")]
    public static partial void SetMetadata(LlvmValue instruction, uint kind, LlvmValue node);

    // Walking a function.
    [LibraryImport(Lib, EntryPoint = "LLVMGetFirstBasicBlock")] public static partial LlvmBlock GetFirstBasicBlock(LlvmValue function);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNextBasicBlock")] public static partial LlvmBlock GetNextBasicBlock(LlvmBlock block);
    [LibraryImport(Lib, EntryPoint = "LLVMGetFirstInstruction")] public static partial LlvmValue GetFirstInstruction(LlvmBlock block);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNextInstruction")] public static partial LlvmValue GetNextInstruction(LlvmValue instruction);
    [LibraryImport(Lib, EntryPoint = "LLVMGetBasicBlockTerminator")]
    public static partial LlvmValue GetBasicBlockTerminator(LlvmBlock block);
    [LibraryImport(Lib, EntryPoint = "LLVMGetInstructionOpcode")]
    public static partial LlvmOpcode GetInstructionOpcode(LlvmValue instruction);
    [LibraryImport(Lib, EntryPoint = "LLVMIsAInstruction")] public static partial LlvmValue IsAInstruction(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetInstructionParent")]
    public static partial LlvmBlock GetInstructionParent(LlvmValue instruction);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNumOperands")] public static partial int GetNumOperands(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetOperand")] public static partial LlvmValue GetOperand(LlvmValue value, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNumSuccessors")] public static partial uint GetNumSuccessors(LlvmValue terminator);
    [LibraryImport(Lib, EntryPoint = "LLVMGetSuccessor")] public static partial LlvmBlock GetSuccessor(LlvmValue terminator, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMCountIncoming")] public static partial uint CountIncoming(LlvmValue phi);
    [LibraryImport(Lib, EntryPoint = "LLVMGetIncomingValue")] public static partial LlvmValue GetIncomingValue(LlvmValue phi, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMGetIncomingBlock")] public static partial LlvmBlock GetIncomingBlock(LlvmValue phi, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMGetCalledValue")] public static partial LlvmValue GetCalledValue(LlvmValue call);
    [LibraryImport(Lib, EntryPoint = "LLVMGetVolatile")] public static partial int GetVolatile(LlvmValue access);

    /// <summary>Reads and frees a message LLVM allocated.</summary>
    public static string TakeMessage(byte* message)
    {
        if (message is null)
            return "";
        var text = Marshal.PtrToStringUTF8((nint)message) ?? "";
        DisposeMessage(message);
        return text;
    }

    /// <summary>Throws what a pass manager or parser reported, if anything.</summary>
    public static void Check(LlvmError error)
    {
        if (error.IsNull)
            return;
        var message = GetErrorMessage(error);
        var text = Marshal.PtrToStringUTF8((nint)message) ?? "";
        DisposeErrorMessage(message);
        throw new LlvmException(LlvmException.Refused, $"LLVM: {text}");
    }
}
