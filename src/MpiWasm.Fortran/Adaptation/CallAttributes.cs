using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// How arguments are passed, at the calls: flang says it where a function is declared only. LLVM looks for a copy that is passed by
/// value at
/// the call, and where it finds none takes the stores into the original for dead.
/// </summary>
internal static unsafe class CallAttributes
{
    private static readonly byte[][] _names = [[.. "byval"u8], [.. "sret"u8], [.. "align"u8], [.. "signext"u8], [.. "zeroext"u8]];

    public static void Apply(IrModule ir)
    {
        var kinds = _names.Select(Kind).ToArray();
        foreach (var function in ir.Functions())
        {
            var type = LLVM.GlobalGetValueType(function);
            var found = new List<(uint Index, LlvmAttribute Attribute)>();
            for (var index = 0u; index <= LLVM.CountParamTypes(type); index++)
                foreach (var kind in kinds)
                    if (LLVM.GetEnumAttributeAtIndex(function, index, kind) is { Handle: not 0 } attribute)
                        found.Add((index, attribute));
            if (found.Count == 0)
                continue;
            for (var use = LLVM.GetFirstUse(function); use.Handle != 0; use = LLVM.GetNextUse(use))
            {
                var call = LLVM.GetUser(use);
                if (LLVM.IsAInstruction(call).IsNull || LLVM.GetInstructionOpcode(call) is not LlvmOpcode.Call
                    || LLVM.GetCalledValue(call) != function || LLVM.GetCalledFunctionType(call) != type)
                    continue;
                foreach (var (index, attribute) in found)
                    LLVM.AddCallSiteAttribute(call, index, attribute);
            }
        }
    }

    private static uint Kind(byte[] name)
    {
        fixed (byte* text = name)
            return LLVM.GetEnumAttributeKindForName(text, (nuint)name.Length);
    }
}
