using System.Runtime.InteropServices;
using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>A module of LLVM IR that another compiler wrote, parsed and owned, with what is asked of it again and again.</summary>
internal sealed unsafe class IrModule : IDisposable
{
    private readonly byte[] _name = "\0"u8.ToArray();

    public IrModule(ReadOnlySpan<byte> bytes)
    {
        Context = LLVM.ContextCreate();
        Builder = LLVM.CreateBuilderInContext(Context);
        LlvmBuffer buffer;
        fixed (byte* data = bytes)
        fixed (byte* name = "fortran\0"u8)
            buffer = LLVM.CreateMemoryBufferWithMemoryRangeCopy(data, (nuint)bytes.Length, name);
        if (LLVM.ParseIRInContext(Context, buffer, out var module, out var message) != 0)
            throw new LlvmException(LlvmException.Refused, $"LLVM cannot read what flang wrote: {LLVM.TakeMessage(message)}");
        Module = module;
        Int32 = LLVM.IntTypeInContext(Context, 32);
        Int64 = LLVM.IntTypeInContext(Context, 64);
        Pointer = LLVM.PointerTypeInContext(Context, 0);
        Void = LLVM.VoidTypeInContext(Context);
    }

    public LlvmContext Context { get; }

    public LlvmModule Module { get; }

    public LlvmBuilder Builder { get; }

    public LlvmType Int32 { get; }

    public LlvmType Int64 { get; }

    public LlvmType Pointer { get; }

    public LlvmType Void { get; }

    public LlvmTargetData Layout => LLVM.GetModuleDataLayout(Module);

    /// <summary>What LLVM-C takes for a value without a name.</summary>
    public byte* NoName => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_name, 0);

    /// <summary>The functions there are now; those that are added meanwhile are not among them.</summary>
    public List<LlvmValue> Functions()
    {
        var functions = new List<LlvmValue>();
        for (var f = LLVM.GetFirstFunction(Module); !f.IsNull; f = LLVM.GetNextFunction(f))
            functions.Add(f);
        return functions;
    }

    public List<LlvmValue> Globals()
    {
        var globals = new List<LlvmValue>();
        for (var g = LLVM.GetFirstGlobal(Module); !g.IsNull; g = LLVM.GetNextGlobal(g))
            globals.Add(g);
        return globals;
    }

    public static IEnumerable<LlvmValue> Instructions(LlvmValue function)
    {
        for (var block = LLVM.GetFirstBasicBlock(function); !block.IsNull; block = LLVM.GetNextBasicBlock(block))
            for (var instruction = LLVM.GetFirstInstruction(block); !instruction.IsNull; instruction = LLVM.GetNextInstruction(instruction))
                yield return instruction;
    }

    public static TypeKind KindOf(LlvmType type) => (TypeKind)LLVM.GetTypeKind(type);

    public LlvmType FunctionType(LlvmType result, ReadOnlySpan<LlvmType> parameters)
    {
        fixed (LlvmType* first = parameters)
            return LLVM.FunctionType(result, first, (uint)parameters.Length, 0);
    }

    public LlvmValue Call(LlvmType type, LlvmValue function, ReadOnlySpan<LlvmValue> arguments)
    {
        fixed (LlvmValue* first = arguments)
            return LLVM.BuildCall2(Builder, type, function, first, (uint)arguments.Length, NoName);
    }

    /// <summary>Begins the body of a function that has none.</summary>
    public void StartBody(LlvmValue function) =>
        LLVM.PositionBuilderAtEnd(Builder, LLVM.AppendBasicBlockInContext(Context, function, NoName));

    /// <summary>The calls of a function by its name.</summary>
    /// <param name="function">The function.</param>
    /// <param name="others">Whether it is used in another way, too.</param>
    public static List<LlvmValue> DirectCalls(LlvmValue function, out bool others)
    {
        var calls = new List<LlvmValue>();
        others = false;
        foreach (var user in LLVM.Users(function))
        {
            if (LLVM.IsAInstruction(user).IsNull || LLVM.GetInstructionOpcode(user) is not LlvmOpcode.Call
                || LLVM.GetCalledValue(user) != function)
                others = true;
            else if (!calls.Contains(user))
                calls.Add(user);
        }
        return calls;
    }

    /// <summary>The module as bitcode.</summary>
    public void Write(string path)
    {
        if (LLVM.VerifyModule(Module, 2 /* return status */, out var message) != 0)
            throw new LlvmException(LlvmException.Refused, $"LLVM's verifier refused the IR: {LLVM.TakeMessage(message)}");
        LLVM.DisposeMessage(message);
        if (LLVM.WriteBitcodeToFile(Module, path) != 0)
            throw new LlvmException(LlvmException.Refused, $"LLVM could not write {path}");
    }

    public string Text() => LLVM.TakeMessage(LLVM.PrintModuleToString(Module));

    public void Dispose()
    {
        LLVM.DisposeBuilder(Builder);
        LLVM.DisposeModule(Module);
        LLVM.ContextDispose(Context);
    }
}
