using System.Collections.Immutable;
using MpiWasm.Image;
using MpiWasm.Image.Cache;
using MpiWasm.Image.Elf;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Debugging;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Images;

/// <summary>A loaded guest image with the module it was compiled from. Any number of instances may share it.</summary>
public sealed unsafe class NativeImage : IDisposable
{
    private static readonly Lock Guard = new();
    private static ImmutableArray<NativeImage> _loaded = [];

    private readonly CachedImage _file;
    private readonly ImageHeader* _header;
    private readonly LoadedObject _place;
    private (ulong Low, ulong High, int Function)[]? _symbols;
    private ElfFile? _elf;
    private DebugInformation? _origins;
    private DebugInformation? _sources;

    /// <param name="file">The image; this object takes it over.</param>
    /// <param name="module">The module it was compiled from.</param>
    /// <param name="name">The module's name in messages, for example <c>heat2d.wasm</c>.</param>
    /// <exception cref="ImageException">It is not an image of that module.</exception>
    public NativeImage(CachedImage file, WasmModule module, string name)
    {
        _file = file;
        Module = module;
        Name = name;
        _header = (ImageHeader*)file.Symbol(ImageHeader.Symbol);
        if (_header->Magic != ImageHeader.ExpectedMagic || _header->AbiVersion != ImageHeader.CurrentAbiVersion
            || _header->FunctionCount != module.Bodies.Length || _header->TypeCount != module.Types.Length
            || _header->ImportCount != module.ImportedFunctionCount)
        {
            throw new ImageException(
                ImageException.NotAnImage,
                $"'{file.Path}' was not compiled from {GuestText.Of(name)} by this version",
                "compile the module again");
        }
        _place = LoadedObject.Containing((nint)_header);
        lock (Guard)
            _loaded = _loaded.Add(this);
    }

    public WasmModule Module { get; }

    public string Name { get; }

    /// <summary>Whether the code checks the bounds of 32-bit memories itself.</summary>
    internal bool HasBoundsChecks => _header->BoundsChecks != 0;

    /// <summary>Code of a function the module defines, counted without imports.</summary>
    internal void* Function(int index) => Entry(_header->FunctionsOffset, index);

    /// <summary>The stub of an imported function.</summary>
    internal void* Stub(int index) => Entry(_header->StubsOffset, index);

    /// <summary>
    /// The function (imports included: their stubs) in the tail calling convention, or null where the module has no tail calls.
    /// </summary>
    internal void* TailCode(int index) => _header->TailsOffset == 0 ? null : Entry(_header->TailsOffset, index);

    /// <summary>The thunk that enters functions of the type, 0 when the module has no such function.</summary>
    public nint EntryThunk(int typeIndex) => (nint)Entry(_header->EntriesOffset, typeIndex);

    /// <summary>The thunk that makes a C# host function of an imported function of the type.</summary>
    internal void* HostThunk(int typeIndex) => Entry(_header->HostThunksOffset, typeIndex);

    /// <summary>The image that holds an address in its code, or null.</summary>
    internal static NativeImage? Containing(ulong address)
    {
        foreach (var image in _loaded)
        {
            if (image._place.CodeLow <= address && address < image._place.CodeHigh)
                return image;
        }
        return null;
    }

    /// <summary>The function (imports included: their stubs) whose code holds the address, or null for thunks.</summary>
    internal int? FunctionAt(ulong address)
    {
        var symbols = _symbols ??= Symbols();
        var next = Bisection.CountBelow(symbols.Length, i => symbols[i].Low <= address);
        return next == 0 || address >= symbols[next - 1].High || symbols[next - 1].Function < 0 ? null : symbols[next - 1].Function;
    }

    /// <summary>
    /// Byte offsets in the module of the instructions that the code at the address comes from: that of the function that was inlined
    /// innermost first, then that of its call, and so on. Empty where nothing is known.
    /// </summary>
    internal IReadOnlyList<uint> OriginsAt(ulong address)
    {
        _origins ??= DebugInformation.Read(name => Elf is { } elf ? OriginSections.Find(elf, name) : default);
        var frames = _origins.FramesAt(address - _place.Bias);
        // One that is not known hides where those around it are.
        return [.. frames.TakeWhile(frame => frame.Place is not null).Select(frame => (uint)frame.Place!.Line)];
    }

    /// <summary>
    /// What the module's own debug information says of the instruction at a byte offset, functions that its compiler inlined first.
    /// </summary>
    internal IReadOnlyList<SourceFrame> SourcesAt(uint offset)
    {
        _sources ??= DebugInformation.Read(Module);
        return _sources.FramesAt(offset - (uint)Module.CodeOffset);
    }

    /// <summary>Unloads the image. No instance of it may be used any more.</summary>
    public void Dispose()
    {
        lock (Guard)
            _loaded = _loaded.Remove(this);
        _file.Dispose();
    }

    private void* Entry(int tableOffset, int index)
    {
        var table = (byte*)_header + tableOffset;
        var offset = ((int*)table)[index];
        return offset == 0 ? null : table + offset;
    }

    /// <summary>
    /// Every function of the image's symbol table, sorted by address. Those that are neither a guest's function nor a stub (thunks, the
    /// cold trap call, wrappers) have index -1.
    /// </summary>
    private (ulong Low, ulong High, int Function)[] Symbols()
    {
        var indices = new Dictionary<ulong, int>();
        for (var i = 0; i < Module.ImportedFunctionCount; i++)
            indices[(ulong)(_header->TailsOffset == 0 ? Stub(i) : TailCode(i))] = i;
        for (var i = 0; i < Module.Bodies.Length; i++)
        {
            var index = Module.ImportedFunctionCount + i;
            indices[(ulong)(_header->TailsOffset == 0 ? Function(i) : TailCode(index))] = index;
        }
        return
        [
            .. (Elf?.Functions() ?? [])
                .Select(f => (Low: f.Address + _place.Bias, High: f.Address + f.Size + _place.Bias))
                .Select(f => (f.Low, f.High, indices.TryGetValue(f.Low, out var function) ? function : -1))
                .Order(),
        ];
    }

    /// <summary>The image's file, read when a trap is described; null for one that makes no sense.</summary>
    private ElfFile? Elf => _elf ??= ElfFile.TryRead(File());

    private ReadOnlyMemory<byte> File()
    {
        var bytes = new List<byte>();
        var block = new byte[1 << 18];
        for (int n; (n = _file.Read(block, bytes.Count)) > 0;)
            bytes.AddRange(block.AsSpan(0, n));
        return bytes.ToArray();
    }
}
