using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Wasm.Model;
using ThreadState = MpiWasm.Image.ThreadState;

namespace MpiWasm.Compiler.Tests;

/// <summary>An instance context filled in as docs/architecture.md says, for guests that stay in bounds and do not trap.</summary>
internal sealed unsafe class HandMadeInstance : IDisposable
{
    private readonly nint _library;
    private readonly byte* _header;
    private readonly Guest _guest;
    private readonly List<nint> _blocks = [];

    public HandMadeInstance(Guest guest)
    {
        _guest = guest;
        var layout = guest.Layout;
        _library = NativeLibrary.Load(guest.Image);
        _header = (byte*)NativeLibrary.GetExport(_library, ImageHeader.Symbol);
        Context = Allocate(layout.Size);
        var context = (InstanceContext*)Context;
        context->Self = context;
        context->Thread = (ThreadState*)Allocate(sizeof(ThreadState));
        context->Results = Allocate(16 * 1000);

        Memory = Allocate(1 << 16);
        var memory = (MemoryRecord*)Allocate(sizeof(MemoryRecord));
        *memory = new MemoryRecord { Base = Memory, Bytes = 1 << 16, Pages = 1 };
        *(byte**)(Context + layout.MemoryBase(0)) = Memory;
        *(MemoryRecord**)(Context + layout.MemoryRecord(0)) = memory;
        for (var i = 0; i < guest.Module.Tables.Length; i++)
        {
            var table = (TableRecord*)Allocate(sizeof(TableRecord));
            var size = (int)guest.Module.Tables[i].Limits.Minimum;
            *table = new TableRecord { Base = (void**)Allocate(8 * size), Size = (ulong)size };
            *(void***)(Context + layout.TableBase(i)) = table->Base;
            *(TableRecord**)(Context + layout.TableRecord(i)) = table;
        }
        for (var i = 0; i < guest.Module.Types.Length; i++)
            *(uint*)(Context + layout.TypeId(i)) = TypeId(i);
        for (var i = 0; i < guest.Module.FunctionTypeIndices.Length; i++)
        {
            *(FunctionRecord*)(Context + layout.Function(i)) = new FunctionRecord
            {
                Code = (void*)FunctionAddress(i), Context = context, TypeId = TypeId((int)guest.Module.FunctionTypeIndices[i]),
                FunctionIndex = (uint)i,
            };
        }
        for (var i = 0; i < guest.Module.Globals.Length; i++)
            *(long*)(Context + layout.Global(i)) = 5;       // the initial value the tests give
    }

    public byte* Context { get; }

    public byte* Memory { get; }

    public void SetImport(int index, nint code)
    {
        var host = (HostContext*)Allocate(sizeof(HostContext));
        host->Instance = (InstanceContext*)Context;
        *(ImportRecord*)(Context + _guest.Layout.Import(index)) = new ImportRecord { Code = (void*)code, Context = host };
    }

    /// <summary>Calls a function through its type's entry thunk with one parameter.</summary>
    public long Call(int function, long parameter)
    {
        var slots = stackalloc long[2 * 8];
        slots[0] = parameter;
        var entry = (delegate* unmanaged<nint, byte*, long*, void>)Entry((int)_guest.Module.FunctionTypeIndices[function]);
        entry(FunctionAddress(function), Context, slots);
        return _guest.Module.TypeOfFunction(function).Results[0] is ValType.I32 or ValType.F32
            ? slots[0] & uint.MaxValue
            : slots[0];
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            NativeMemory.AlignedFree((void*)block);
    }

    private uint TypeId(int type) => 100 + (uint)_guest.Module.Types.IndexOf(_guest.Module.Types[type]);

    private nint FunctionAddress(int index)
    {
        var imports = _guest.Module.ImportedFunctionCount;
        var header = (ImageHeader*)_header;
        return index < imports ? At(header->StubsOffset, index) : At(header->FunctionsOffset, index - imports);
    }

    private nint Entry(int type) => At(((ImageHeader*)_header)->EntriesOffset, type);

    private nint At(int tableOffset, int index)
    {
        var table = _header + tableOffset;
        return (nint)(table + ((int*)table)[index]);
    }

    private byte* Allocate(int bytes)
    {
        var block = NativeMemory.AlignedAlloc((nuint)Math.Max(16, bytes), 64);
        NativeMemory.Clear(block, (nuint)Math.Max(16, bytes));
        _blocks.Add((nint)block);
        return (byte*)block;
    }
}
