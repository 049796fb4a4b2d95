using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// How arguments are passed, at the calls: flang says it where a function is declared only. LLVM looks for a copy that is passed by value
/// at the call, and where it finds none takes the stores into the original for dead.
/// </summary>
internal static class CallAttributes
{
    private static readonly string[] Names = ["byval", "sret", "align", "signext", "zeroext"];

    public static void Apply(IrModule ir)
    {
        var kinds = Names.Select(LLVM.AttributeKind).ToArray();
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
            foreach (var call in IrModule.DirectCalls(function, out _).Where(call => LLVM.GetCalledFunctionType(call) == type))
                foreach (var (index, attribute) in found)
                    LLVM.AddCallSiteAttribute(call, index, attribute);
        }
    }
}
