using System.Text;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest;

/// <summary>Attributes of the functions we define. Never mustprogress or willreturn: a guest may loop for ever.</summary>
internal sealed unsafe class Attributes
{
    private const uint OnFunction = uint.MaxValue;

    // LLVM may call memcpy, memmove and memset for loops. Calls of other library functions would leave the image's
    // whitelist, or scan past what the guest owns.
    private static readonly string[] NoBuiltins = ["strlen", "wcslen", "bcmp", "memcmp"];

    private readonly LlvmContext _context;
    private readonly LlvmAttribute[] _common;
    private readonly LlvmAttribute _noUnwind;
    private readonly LlvmAttribute _noInline;
    private readonly LlvmAttribute _cold;
    private readonly LlvmAttribute _noReturn;
    private readonly LlvmAttribute _noMerge;

    /// <param name="context">Where the attributes live.</param>
    /// <param name="target">The machine.</param>
    /// <param name="mayUnwind">The module uses exceptions: only functions marked with <see cref="AddNoUnwind"/> never throw.</param>
    public Attributes(LlvmContext context, Target target, bool mayUnwind)
    {
        _context = context;
        _noUnwind = Enum("nounwind");
        _noInline = Enum("noinline");
        _cold = Enum("cold");
        _noReturn = Enum("noreturn");
        _noMerge = Enum("nomerge");
        _common =
        [
            .. mayUnwind ? [] : new[] { _noUnwind },
            Enum("uwtable", 2 /* asynchronous: any instruction may fault */),
            Text("frame-pointer", "all"), Text("probe-stack", "inline-asm"),
            // An endless recursion must exhaust the stack, and a function that ends with a memset stays in the backtrace of its fault.
            Text("disable-tail-calls", "true"),
            Text("target-cpu", target.Cpu), Text("target-features", target.Features),
            .. NoBuiltins.Select(name => Text($"no-builtin-{name}", "")),
        ];
    }

    public void AddCommon(LlvmValue function)
    {
        foreach (var attribute in _common)
            LLVM.AddAttributeAtIndex(function, OnFunction, attribute);
    }

    /// <summary>No exception leaves the function: it is called without a landing pad.</summary>
    public void AddNoUnwind(LlvmValue function) => LLVM.AddAttributeAtIndex(function, OnFunction, _noUnwind);

    public void AddNoInline(LlvmValue function) => LLVM.AddAttributeAtIndex(function, OnFunction, _noInline);

    public void AddColdNoReturn(LlvmValue function)
    {
        LLVM.AddAttributeAtIndex(function, OnFunction, _cold);
        LLVM.AddAttributeAtIndex(function, OnFunction, _noReturn);
        AddNoInline(function);
    }

    /// <summary>Keeps calls of the trap function apart, so that each keeps its location.</summary>
    public void AddNoMerge(LlvmValue call)
    {
        LLVM.AddCallSiteAttribute(call, OnFunction, _noMerge);
        LLVM.AddCallSiteAttribute(call, OnFunction, _noReturn);
    }

    private LlvmAttribute Enum(string name, ulong value = 0) => LLVM.EnumAttribute(_context, name, value);

    private LlvmAttribute Text(string key, string value)
    {
        var k = Encoding.ASCII.GetBytes(key);
        var v = Encoding.ASCII.GetBytes(value);
        fixed (byte* kp = k)
        fixed (byte* vp = v)
            return LLVM.CreateStringAttribute(_context, kp, (uint)k.Length, vp, (uint)v.Length);
    }
}
