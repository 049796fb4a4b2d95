using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Runtime.Externs;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <content>Filling the native context.</content>
public sealed unsafe partial class Instance
{
    // Stands in for memory 0 where a module has none: host functions look there, and find a memory of no bytes.
    private static readonly MemoryRecord* NoMemory = (MemoryRecord*)NativeMemory.AllocZeroed((nuint)sizeof(MemoryRecord));

    private static TExtern[] Collect<TExtern, TType>(
        Extern[] imports, IReadOnlyList<TType> types, int imported, Func<TType, TExtern> create)
        where TExtern : Extern =>
        [.. imports.OfType<TExtern>(), .. types.Skip(imported).Select(create)];

    private void FillTypes()
    {
        for (var i = 0; i < Module.Types.Length; i++)
            *(uint*)At(_layout.TypeId(i)) = TypeRegistry.NumberOf(Module.Types[i]);
    }

    private void FillFunctions(Extern[] imports)
    {
        var index = 0;
        foreach (var function in imports.OfType<Function>())
            LinkFunction(index++, function);
        for (var i = 0; i < Module.FunctionTypeIndices.Length; i++)
        {
            var typeIndex = (int)Module.FunctionTypeIndices[i];
            var own = i - Module.ImportedFunctionCount;
            *FunctionRecord(i) = new FunctionRecord
            {
                Code = own < 0 ? Image.Stub(i) : Image.Function(own),
                Context = Context,
                TypeId = *(uint*)At(_layout.TypeId(typeIndex)),
                FunctionIndex = (uint)i,
                TailCode = Image.TailCode(i),
            };
        }
    }

    private void LinkFunction(int index, Function function)
    {
        var import = (ImportRecord*)At(_layout.Import(index));
        switch (function)
        {
            case GuestFunction guest:
                *import = new ImportRecord
                {
                    Code = guest.Record->Code,
                    Context = guest.Record->Context,
                    InGuest = 1,
                    TailCode = guest.Record->TailCode,
                };
                break;
            case HostFunction { Body: not null } managed:
                var thunk = Image.HostThunk((int)Module.FunctionTypeIndices[index]);
                if (thunk is null)
                    throw new InvalidOperationException($"the image has no host thunk for {managed.Type}");
                var target = new ManagedImport(this, managed);
                _managedImports.Add(target);
                *import = new ImportRecord { Code = thunk, Context = target.Native };
                break;
            case HostFunction native:
                var context = (HostContext*)native.Context;
                if (context is null)
                    context = (HostContext*)Context;
                else if (context->Instance is null)
                    context->Instance = Context;
                else if (context->Instance != Context)
                    throw new LinkException(
                        LinkException.IncompatibleImport,
                        $"{GuestText.Of(Image.Name)} imports a host function that serves another instance");
                *import = new ImportRecord { Code = (void*)native.Code, Context = context };
                break;
            default:
                throw new InvalidOperationException("unknown kind of function");
        }
    }

    private void FillMemories()
    {
        *(MemoryRecord**)At(_layout.MemoryRecord(0)) = NoMemory;
        for (var i = 0; i < Memories.Count; i++)
        {
            *(byte**)At(_layout.MemoryBase(i)) = Memories[i].Base;
            *(MemoryRecord**)At(_layout.MemoryRecord(i)) = Memories[i].Record;
        }
    }

    private void FillTables()
    {
        for (var i = 0; i < Tables.Count; i++)
        {
            *(void***)At(_layout.TableBase(i)) = Tables[i].Record->Base;
            *(TableRecord**)At(_layout.TableRecord(i)) = Tables[i].Record;
        }
    }

    private void FillTags()
    {
        for (var i = 0; i < _tags.Length; i++)
            *(TagRecord**)At(_layout.Tag(i)) = _tags[i].Record;
    }

    /// <summary>Visits the exnrefs that lie in the instance's tables and globals, imported ones included.</summary>
    internal void VisitExceptionReferences(Action<ulong> visit)
    {
        foreach (var table in Tables.Where(t => t.Type.ElementType == ValType.ExnRef))
        {
            foreach (var element in table.Elements(0, table.Size))
                visit((ulong)element);
        }
        foreach (var global in _globals.Where(g => g.Type.Type == ValType.ExnRef))
            visit(global.Value.U64);
    }

    private void FillGlobals(Extern[] imports)
    {
        var index = 0;
        foreach (var global in imports.OfType<Global>())
        {
            _globals[index] = global;
            *(Slot**)At(_layout.Global(index)) = global.Address;
            index++;
        }
        foreach (var initializer in Module.GlobalInitializers)
        {
            var address = (Slot*)At(_layout.Global(index));
            *address = ConstantEvaluator.Evaluate(this, initializer);
            _globals[index] = new Global(Module.Globals[index], address, this);
            index++;
        }
    }
}
