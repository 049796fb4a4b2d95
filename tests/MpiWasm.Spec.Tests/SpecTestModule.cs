using MpiWasm.Runtime;
using MpiWasm.Wasm;

namespace MpiWasm.Spec.Tests;

/// <summary>The module "spectest" that the scripts import from.</summary>
internal static class SpecTestModule
{
    public static void Define(ImportTable imports, Store store)
    {
        foreach (var (name, parameters) in new (string, Wasm.ValueType[])[]
        {
            ("print", []), ("print_i32", [Wasm.ValueType.I32]), ("print_i64", [Wasm.ValueType.I64]), ("print_f32",
                [Wasm.ValueType.F32]), ("print_f64", [Wasm.ValueType.F64]),
            ("print_i32_f32", [Wasm.ValueType.I32, Wasm.ValueType.F32]), ("print_f64_f64", [Wasm.ValueType.F64, Wasm.ValueType.F64]),
        })
        {
            imports.Define("spectest", name, HostFunction.Managed(new FunctionType([.. parameters], []), (_, _) => { }));
        }
        imports.Define("spectest", "global_i32", new Global(new GlobalType(Wasm.ValueType.I32, false), 666));
        imports.Define("spectest", "global_i64", new Global(new GlobalType(Wasm.ValueType.I64, false), 666L));
        imports.Define("spectest", "global_f32", new Global(new GlobalType(Wasm.ValueType.F32, false), 666.6f));
        imports.Define("spectest", "global_f64", new Global(new GlobalType(Wasm.ValueType.F64, false), 666.6));
        imports.Define("spectest", "table", store.Own(new Table(new TableType(Wasm.ValueType.FuncRef, new Limits(10, 20), false))));
        imports.Define("spectest", "table64", store.Own(new Table(new TableType(Wasm.ValueType.FuncRef, new Limits(10, 20), true))));
        imports.Define("spectest", "memory", store.Own(new GuestMemory(new MemoryType(new Limits(1, 2), false, false))));
    }
}
