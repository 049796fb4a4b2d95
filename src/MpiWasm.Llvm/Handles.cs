namespace MpiWasm.Llvm;

// Opaque pointers of the LLVM-C interface, one type each so that they cannot be confused.

internal readonly record struct LlvmContext(nint Handle);

internal readonly record struct LlvmModule(nint Handle);

internal readonly record struct LlvmType(nint Handle);

internal readonly record struct LlvmValue(nint Handle)
{
    public bool IsNull => Handle == 0;
}

internal readonly record struct LlvmUse(nint Handle);

internal readonly record struct LlvmBlock(nint Handle)
{
    public bool IsNull => Handle == 0;
}

internal readonly record struct LlvmBuilder(nint Handle);

internal readonly record struct LlvmMetadata(nint Handle);

internal readonly record struct LlvmAttribute(nint Handle);

internal readonly record struct LlvmDebugBuilder(nint Handle);

internal readonly record struct LlvmTarget(nint Handle);

internal readonly record struct LlvmTargetMachine(nint Handle);

internal readonly record struct LlvmTargetData(nint Handle);

internal readonly record struct LlvmBuffer(nint Handle);

internal readonly record struct LlvmError(nint Handle)
{
    public bool IsNull => Handle == 0;
}

internal readonly record struct LlvmPassOptions(nint Handle);
