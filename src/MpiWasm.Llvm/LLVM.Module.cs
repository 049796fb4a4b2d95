using System.Runtime.InteropServices;

namespace MpiWasm.Llvm;

// What is read and changed of a module that another compiler made.
internal static unsafe partial class LLVM
{
    [LibraryImport(Lib, EntryPoint = "LLVMSetDataLayout", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetDataLayout(LlvmModule module, string layout);
    [LibraryImport(Lib, EntryPoint = "LLVMGetModuleDataLayout")]
    public static partial LlvmTargetData GetModuleDataLayout(LlvmModule module);
    [LibraryImport(Lib, EntryPoint = "LLVMABISizeOfType")]
    public static partial ulong ABISizeOfType(LlvmTargetData layout, LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMABIAlignmentOfType")]
    public static partial uint ABIAlignmentOfType(LlvmTargetData layout, LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMOffsetOfElement")]
    public static partial ulong OffsetOfElement(LlvmTargetData layout, LlvmType type, uint element);
    [LibraryImport(Lib, EntryPoint = "LLVMGetTypeByName2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlvmType GetTypeByName2(LlvmContext context, string name);
    [LibraryImport(Lib, EntryPoint = "LLVMGetArrayLength2")] public static partial ulong GetArrayLength2(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMWriteBitcodeToFile", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WriteBitcodeToFile(LlvmModule module, string path);
    [LibraryImport(Lib, EntryPoint = "LLVMAddNamedMetadataOperand", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void AddNamedMetadataOperand(LlvmModule module, string name, LlvmValue value);

    [LibraryImport(Lib, EntryPoint = "LLVMGetFirstGlobal")] public static partial LlvmValue GetFirstGlobal(LlvmModule module);
    [LibraryImport(Lib, EntryPoint = "LLVMGetNextGlobal")] public static partial LlvmValue GetNextGlobal(LlvmValue global);
    [LibraryImport(Lib, EntryPoint = "LLVMDeleteGlobal")] public static partial void DeleteGlobal(LlvmValue global);
    [LibraryImport(Lib, EntryPoint = "LLVMDeleteFunction")] public static partial void DeleteFunction(LlvmValue function);
    [LibraryImport(Lib, EntryPoint = "LLVMGlobalGetValueType")] public static partial LlvmType GlobalGetValueType(LlvmValue global);
    [LibraryImport(Lib, EntryPoint = "LLVMGetInitializer")] public static partial LlvmValue GetInitializer(LlvmValue global);
    [LibraryImport(Lib, EntryPoint = "LLVMGetLinkage")] public static partial Linkage GetLinkage(LlvmValue global);
    [LibraryImport(Lib, EntryPoint = "LLVMIsDeclaration")] public static partial int IsDeclaration(LlvmValue global);
    [LibraryImport(Lib, EntryPoint = "LLVMGetAlignment")] public static partial uint GetAlignment(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetValueName2")] public static partial byte* GetValueName2(LlvmValue value, out nuint length);
    [LibraryImport(Lib, EntryPoint = "LLVMSetValueName2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetValueName2(LlvmValue value, string name, nuint length);

    [LibraryImport(Lib, EntryPoint = "LLVMGetReturnType")] public static partial LlvmType GetReturnType(LlvmType function);
    [LibraryImport(Lib, EntryPoint = "LLVMCountParamTypes")] public static partial uint CountParamTypes(LlvmType function);
    [LibraryImport(Lib, EntryPoint = "LLVMGetParamTypes")] public static partial void GetParamTypes(LlvmType function, LlvmType* types);
    [LibraryImport(Lib, EntryPoint = "LLVMIsFunctionVarArg")] public static partial int IsFunctionVarArg(LlvmType function);
    [LibraryImport(Lib, EntryPoint = "LLVMCountStructElementTypes")] public static partial uint CountStructElementTypes(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMStructGetTypeAtIndex")]
    public static partial LlvmType StructGetTypeAtIndex(LlvmType type, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMGetElementType")] public static partial LlvmType GetElementType(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMGetAllocatedType")] public static partial LlvmType GetAllocatedType(LlvmValue alloca);
    [LibraryImport(Lib, EntryPoint = "LLVMGetCalledFunctionType")] public static partial LlvmType GetCalledFunctionType(LlvmValue call);

    [LibraryImport(Lib, EntryPoint = "LLVMIsAGlobalValue")] public static partial LlvmValue IsAGlobalValue(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMIsAConstantExpr")] public static partial LlvmValue IsAConstantExpr(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMIsAConstantStruct")] public static partial LlvmValue IsAConstantStruct(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMIsAConstantArray")] public static partial LlvmValue IsAConstantArray(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetConstOpcode")] public static partial LlvmOpcode GetConstOpcode(LlvmValue constant);
    [LibraryImport(Lib, EntryPoint = "LLVMIsNull")] public static partial int IsNull(LlvmValue value);
    [LibraryImport(Lib, EntryPoint = "LLVMGetStructName")] public static partial byte* GetStructName(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMIsPackedStruct")] public static partial int IsPackedStruct(LlvmType type);
    [LibraryImport(Lib, EntryPoint = "LLVMConstNamedStruct")]
    public static partial LlvmValue ConstNamedStruct(LlvmType type, LlvmValue* values, uint count);

    [LibraryImport(Lib, EntryPoint = "LLVMRemoveStringAttributeAtIndex")]
    public static partial void RemoveStringAttributeAtIndex(LlvmValue function, uint index, byte* key, uint keyLength);
    [LibraryImport(Lib, EntryPoint = "LLVMGetEnumAttributeAtIndex")]
    public static partial LlvmAttribute GetEnumAttributeAtIndex(LlvmValue function, uint index, uint kind);
    [LibraryImport(Lib, EntryPoint = "LLVMGetAttributeCountAtIndex")]
    public static partial uint GetAttributeCountAtIndex(LlvmValue function, uint index);
    [LibraryImport(Lib, EntryPoint = "LLVMGetAttributesAtIndex")]
    public static partial void GetAttributesAtIndex(LlvmValue function, uint index, LlvmAttribute* attributes);

    [LibraryImport(Lib, EntryPoint = "LLVMGetDebugLocFilename")]
    public static partial byte* GetDebugLocFilename(LlvmValue value, out uint length);
    [LibraryImport(Lib, EntryPoint = "LLVMGetDebugLocLine")] public static partial uint GetDebugLocLine(LlvmValue value);

    /// <summary>The types of a function's parameters.</summary>
    public static LlvmType[] ParametersOf(LlvmType function)
    {
        var types = new LlvmType[CountParamTypes(function)];
        fixed (LlvmType* first = types)
            GetParamTypes(function, first);
        return types;
    }
}
