using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// What the run-time library is told of derived types: where their components are. flang's tables have procedure pointers of 8 bytes,
/// whatever the target, so that the places of all that comes behind them are those of LLVM's own layout.
/// </summary>
internal static unsafe class TypeLayouts
{
    private const string Components = "E.c.";
    private const string ProcedurePointers = "E.p.";
    private const string Description = "E.dt.";

    // Where these numbers are in flang's tables (module __fortran_type_info).
    private const uint OffsetOfComponent = 6;
    private const uint OffsetOfProcedurePointer = 1;
    private const uint SizeOfType = 2;

    public static void Apply(IrModule ir)
    {
        // OpenMP's places in the source have no names.
        var globals = ir.Globals().Where(g => LLVM.IsDeclaration(g) == 0).DistinctBy(LLVM.NameOf).ToDictionary(LLVM.NameOf);
        foreach (var (name, description) in globals)
        {
            var at = name.IndexOf(Description, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var scope = name[..at];
            var type = name[(at + Description.Length)..];
            var entries = Entries(globals, scope + Components + type, OffsetOfComponent)
                .Concat(Entries(globals, scope + ProcedurePointers + type, OffsetOfProcedurePointer))
                .OrderBy(e => e.Offset).ToArray();
            if (entries.Length == 0)
                continue;
            var layout = LLVM.GetTypeByName2(ir.Context, $"{scope}T{type}");
            if (layout.Handle == 0 || LLVM.CountStructElementTypes(layout) != entries.Length)
            {
                // Without procedure pointers flang's places are right.
                if (!entries.Any(e => e.Field == OffsetOfProcedurePointer))
                    continue;
                throw new FortranException(
                    FortranException.Refused,
                    $"type {type}: the places of its components are not known, because it has procedure pointers and parameters",
                    "Put the procedure pointers into a type of their own.");
            }
            for (var i = 0u; i < entries.Length; i++)
                Replace(entries[i].Table, entries[i].Index, entries[i].Field, LLVM.OffsetOfElement(ir.Layout, layout, i), ir);
            var value = LLVM.GetInitializer(description);
            var size = LLVM.ABISizeOfType(ir.Layout, layout);
            LLVM.SetInitializer(description, With(value, SizeOfType, LLVM.ConstInt(ir.Int64, size, 0)));
        }
    }

    private sealed record Entry(LlvmValue Table, uint Index, uint Field, ulong Offset);

    private static IEnumerable<Entry> Entries(Dictionary<string, LlvmValue> globals, string name, uint field)
    {
        if (!globals.TryGetValue(name, out var table))
            yield break;
        var values = LLVM.GetInitializer(table);
        for (var i = 0u; i < LLVM.GetArrayLength2(LLVM.TypeOf(values)); i++)
        {
            var offset = LLVM.GetAggregateElement(LLVM.GetAggregateElement(values, i), field);
            yield return new Entry(table, i, field, LLVM.ConstIntGetZExtValue(offset));
        }
    }

    private static void Replace(LlvmValue table, uint index, uint field, ulong offset, IrModule ir)
    {
        var values = LLVM.GetInitializer(table);
        var changed = With(LLVM.GetAggregateElement(values, index), field, LLVM.ConstInt(ir.Int64, offset, 0));
        var elements = new LlvmValue[LLVM.GetArrayLength2(LLVM.TypeOf(values))];
        for (var i = 0u; i < elements.Length; i++)
            elements[i] = i == index ? changed : LLVM.GetAggregateElement(values, i);
        fixed (LlvmValue* first = elements)
            LLVM.SetInitializer(table, LLVM.ConstArray2(LLVM.TypeOf(changed), first, (ulong)elements.Length));
    }

    /// <summary>The structure with another number in one field.</summary>
    private static LlvmValue With(LlvmValue structure, uint field, LlvmValue number)
    {
        var type = LLVM.TypeOf(structure);
        var elements = new LlvmValue[LLVM.CountStructElementTypes(type)];
        for (var i = 0u; i < elements.Length; i++)
            elements[i] = i == field ? number : LLVM.GetAggregateElement(structure, i);
        fixed (LlvmValue* first = elements)
            return LLVM.ConstNamedStruct(type, first, (uint)elements.Length);
    }
}
