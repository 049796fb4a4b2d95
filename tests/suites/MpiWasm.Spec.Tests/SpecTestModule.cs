using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Spec.Tests;

/// <summary>The module "spectest" that the scripts import from.</summary>
internal static class SpecTestModule
{
    public static void Define(ImportTable imports, Store store)
    {
        foreach (var (name, parameters) in new (string, ValType[])[]
        {
            ("print", []), ("print_i32", [ValType.I32]), ("print_i64", [ValType.I64]), ("print_f32",
                [ValType.F32]), ("print_f64", [ValType.F64]),
            ("print_i32_f32", [ValType.I32, ValType.F32]), ("print_f64_f64", [ValType.F64, ValType.F64]),
        })
        {
            imports.Define("spectest", name, HostFunction.Managed(new FunctionType([.. parameters], []), (_, _) => { }));
        }
        imports.Define("spectest", "global_i32", new Global(new GlobalType(ValType.I32, false), 666));
        imports.Define("spectest", "global_i64", new Global(new GlobalType(ValType.I64, false), 666L));
        imports.Define("spectest", "global_f32", new Global(new GlobalType(ValType.F32, false), 666.6f));
        imports.Define("spectest", "global_f64", new Global(new GlobalType(ValType.F64, false), 666.6));
        imports.Define("spectest", "table", store.Own(new Table(new TableType(ValType.FuncRef, new Limits(10, 20), false))));
        imports.Define("spectest", "table64", store.Own(new Table(new TableType(ValType.FuncRef, new Limits(10, 20), true))));
        imports.Define("spectest", "memory", store.Own(new GuestMemory(new MemoryType(new Limits(1, 2), false, false))));
    }
}
