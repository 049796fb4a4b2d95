using System.Text;
using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest;

/// <summary>Line tables in which the "line" of an instruction is its byte offset in the module.</summary>
internal sealed unsafe class DebugInfo : IDisposable
{
    private const int LanguageC99 = 11;
    private const int LineTablesOnly = 2;

    private readonly GuestIr _ir;
    private readonly LlvmDebugBuilder _builder;
    private readonly LlvmMetadata _file;
    private readonly LlvmMetadata _type;

    public DebugInfo(GuestIr ir)
    {
        _ir = ir;
        _builder = LLVM.CreateDIBuilder(ir.Module);
        fixed (byte* file = "module.wasm"u8)
        fixed (byte* producer = "mpiwasm"u8)
        fixed (byte* empty = "\0"u8)
        {
            _file = LLVM.DIBuilderCreateFile(_builder, file, 11, empty, 0);
            LLVM.DIBuilderCreateCompileUnit(
                _builder, LanguageC99, _file, producer, 7, 1, empty, 0, 0, empty, 0, LineTablesOnly, 0, 0, 0, empty, 0, empty, 0);
        }
        _type = LLVM.DIBuilderCreateSubroutineType(_builder, _file, null, 0, 0);
        AddFlag("Debug Info Version", 3);
        AddFlag("Dwarf Version", 4);
    }

    /// <summary>The debug scope of a function.</summary>
    public LlvmMetadata AddFunction(LlvmValue function, string name, string symbol, int offset)
    {
        var n = Encoding.UTF8.GetBytes(name);
        var s = Encoding.UTF8.GetBytes(symbol);
        fixed (byte* np = n)
        fixed (byte* sp = s)
        {
            var scope = LLVM.DIBuilderCreateFunction(
                _builder, _file, np, (nuint)n.Length, sp, (nuint)s.Length, _file, (uint)offset, _type, 0, 1, (uint)offset, 0, 1);
            LLVM.SetSubprogram(function, scope);
            return scope;
        }
    }

    public void SetLocation(LlvmMetadata scope, int offset) =>
        LLVM.SetCurrentDebugLocation2(_ir.Builder, LLVM.DIBuilderCreateDebugLocation(_ir.Context, (uint)offset, 0, scope, default));

    public void ClearLocation() => LLVM.SetCurrentDebugLocation2(_ir.Builder, default);

    public void Finish() => LLVM.DIBuilderFinalize(_builder);

    public void Dispose() => LLVM.DisposeDIBuilder(_builder);

    private void AddFlag(string name, int value) =>
        LLVM.AddModuleFlag(_ir.Module, ModuleFlag.Warning, name, (nuint)name.Length, LLVM.ValueAsMetadata(_ir.C32(value)));
}
