using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Mpi.Published;
using MpiWasm.Sandbox;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Recognition;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Embedding.Compilation;

/// <summary>A module's bytes, decoded.</summary>
internal sealed class GuestProgram
{
    /// <summary>Decodes; code is validated only when it must be compiled.</summary>
    /// <param name="name">The name in messages.</param>
    /// <param name="bytes">The module; nobody may change them any more.</param>
    /// <exception cref="WasmModuleException">It is no module, or one that needs what is not supported.</exception>
    public GuestProgram(string name, byte[] bytes)
    {
        Name = name;
        Bytes = bytes;
        Module = ModuleDecoder.Decode(bytes);
    }

    /// <summary>The name in messages and the guest's argv[0]: the file's name, not where the host keeps it.</summary>
    public string Name { get; }

    public byte[] Bytes { get; }

    public WasmModule Module { get; }

    public bool UsesMpi => Module.Imports.Any(i => i.Module == MpiImports.ModuleName) || UsesPublishedMpi;

    /// <summary>Whether it is of the first published MPI modules, which have an ABI of their own.</summary>
    public bool UsesPublishedMpi => PublishedImports.AreUsedBy(Module);

    /// <summary>The MPI procedures it imports.</summary>
    public IEnumerable<Procedure> Procedures =>
        Module.Imports.Where(i => i.Module == MpiImports.ModuleName || PublishedImports.IsMpi(i))
            .Select(i => MpiApi.Standard.Find(i.Name))
            .OfType<Procedure>();

    /// <summary>The type of a command's _start.</summary>
    public static Wasm.Model.FunctionType StartType { get; } = new([], []);

    /// <summary>Whether it is a WASI command: a program with a <c>main</c>, as the wrappers build it.</summary>
    public bool IsCommand => Module.Exports.Any(e => e.Kind == ExternalKind.Function && e.Name == "_start");

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="MpiWasmException">The file cannot be read or is no module.</exception>
    public static GuestProgram Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException e) when (Directory.Exists(path))
        {
            throw new ModuleFileException(
                $"'{path}' is a directory, not a module", "Name the module in it: mpiwasm run directory/app.wasm.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModuleFileException(
                $"there is no file '{GuestText.Of(path)}'",
                "Compile your program with mpiwasm-cc program.c -o program.wasm, or correct the path.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModuleFileException($"cannot read '{GuestText.Of(path)}': {e.Message}", null, e);
        }

        return new GuestProgram(Path.GetFileName(path), bytes);
    }

    /// <summary>Reads a module that a guest has named, through its sandbox.</summary>
    /// <exception cref="MpiWasmException">It cannot be read or is no module.</exception>
    public static GuestProgram Load(string guestPath, SandboxPolicy policy)
    {
        var errno = policy.OpenFile(Encoding.UTF8.GetBytes(guestPath), SandboxAccess.Read, out var file);
        if (errno != 0)
        {
            throw new ModuleFileException(
                $"there is no module '{GuestText.Of(guestPath)}' that the guest may start: {Marshal.GetPInvokeErrorMessage(errno)}",
                "Put the module below a directory given with --dir.",
                new IOException());
        }

        try
        {
            using var stream = new FileStream(file!, FileAccess.Read);
            // The guest makes its files as long as it likes, without a byte in them.
            if (stream.Length > ImplementationLimits.ModuleSize)
            {
                throw new ModuleFileException(
                    $"'{GuestText.Of(guestPath)}' has {stream.Length} bytes, and a module at most {ImplementationLimits.ModuleSize}",
                    null,
                    new IOException());
            }
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new GuestProgram(guestPath, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ModuleFileException($"cannot read '{GuestText.Of(guestPath)}': {e.Message}", null, e);
        }
    }

    /// <summary>Refuses what cannot run, before it is compiled, which may take minutes.</summary>
    /// <exception cref="ModuleFileException">MW0803: it was built for another host, or is no program.</exception>
    public void RequireCommand()
    {
        RequireOurHost();
        if (!IsCommand)
            throw ModuleFileException.NotACommand(Name);
    }

    /// <exception cref="ModuleFileException">MW0803: it was built for another host.</exception>
    public void RequireOurHost()
    {
        if (ForeignModule.Recognise(Module) is { } foreign)
            throw ModuleFileException.MadeForAnotherHost(Name, foreign);
    }

    public void Validate() => ModuleValidator.Validate(Module);
}
