using System.Collections.Immutable;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Embedding.Modules;
using MpiWasm.Embedding.Types;
using MpiWasm.Runtime.Images;

namespace MpiWasm;

/// <summary>
/// A compiled module (Wasm 3.0 §4.2.1): code without state, of which any number of instances in any stores and threads can be made.
/// </summary>
public sealed class Module : IDisposable
{
    private readonly Lease _lease;
    private readonly GuestProgram _program;

    private Module(GuestProgram program, NativeImage image, bool isFromCache)
    {
        _program = program;
        Image = image;
        IsFromCache = isFromCache;
        Imports = Describe.Imports(program.Module);
        Exports = Describe.Exports(program.Module);
        _lease = new Lease(this, image);
    }

    /// <summary>Compiles the module in a file, or loads it from the cache; its name is the file's.</summary>
    /// <param name="engine">Compiles it.</param>
    /// <param name="path">A file in the binary format.</param>
    /// <exception cref="ModuleFileException">MW0802: the file cannot be read.</exception>
    /// <inheritdoc cref="Engine.Compile" path="/exception"/>
    public static Module FromFile(Engine engine, string path) => Compile(engine, GuestProgram.Load(path));

    /// <summary>Compiles a module, or loads it from the cache.</summary>
    /// <param name="engine">Compiles it.</param>
    /// <param name="module">The module in the binary format; copied.</param>
    /// <param name="name">The name in messages and backtraces.</param>
    /// <inheritdoc cref="Engine.Compile" path="/exception"/>
    public static Module FromBytes(Engine engine, ReadOnlySpan<byte> module, string name = "module.wasm") =>
        Compile(engine, new GuestProgram(name, module.ToArray()));

    /// <summary>Reads a stream to its end, and compiles the module, or loads it from the cache.</summary>
    /// <param name="engine">Compiles it.</param>
    /// <param name="stream">Delivers the module in the binary format; stays open.</param>
    /// <param name="name">The name in messages and backtraces.</param>
    /// <inheritdoc cref="Engine.Compile" path="/exception"/>
    public static Module FromStream(Engine engine, Stream stream, string name = "module.wasm")
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Compile(engine, new GuestProgram(name, bytes.ToArray()));
    }

    /// <summary>The name in messages and backtraces.</summary>
    public string Name => _program.Name;

    /// <summary>What an instance needs, in the module's order.</summary>
    public ImmutableArray<ImportDescription> Imports { get; }

    /// <summary>What an instance offers, in the module's order.</summary>
    public ImmutableArray<ExportDescription> Exports { get; }

    /// <summary>Whether it imports MPI procedures: an instance then wants <see cref="Linker.DefineMpi"/>.</summary>
    public bool UsesMpi => _program.UsesMpi;

    /// <summary>Whether it is a WASI command, a program with a <c>main</c>, which <see cref="Instance.RunCommand"/> runs.</summary>
    public bool IsCommand => _program.IsCommand;

    /// <summary>Whether its code came from the cache; else it was compiled just now.</summary>
    public bool IsFromCache { get; }

    internal NativeImage Image { get; }

    internal Wasm.Model.WasmModule Decoded => _program.Module;

    /// <summary>Keeps the code loaded until the result is disposed.</summary>
    internal IDisposable Use() => _lease.Use();

    /// <summary>Ends the use of this module. Its code stays loaded until the last store with an instance of it is disposed.</summary>
    public void Dispose() => _lease.End();

    private static Module Compile(Engine engine, GuestProgram program)
    {
        var file = engine.Images.Guest(program);
        return new Module(program, new NativeImage(file, program.Module, program.Name), !file.WasCompiled);
    }
}
