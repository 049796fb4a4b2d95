using MpiWasm.Mpi;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Runtime.Memories;

namespace MpiWasm.Embedding.Compilation;

/// <summary>MPI in this process, of which there is one: the library, the shims for it, and what guests have made of it.</summary>
internal sealed unsafe class MpiProcess
{
    private static readonly Lock Guard = new();
    private static MpiProcess? _current;

    private string? _path;

    private MpiProcess(ImageSource images, MpiLibrary library)
    {
        Environment = MpiChapters.Over(library, new Shims(
            () => Environment!.GuestAbi, (guest, family) => (nint)images.Shims(library, guest, family).Symbol(ShimTable.Symbol)));
    }

    /// <summary>The MPI of one rank of several in this process.</summary>
    public static MpiProcess OfRank(ImageSource images, MpiLibrary library) => new(images, library);

    public MpiEnvironment Environment { get; }

    /// <summary>Opens the library, or returns what was opened before.</summary>
    /// <param name="images">Has the images of trampolines and shims.</param>
    /// <param name="path">The library's path, or null to search.</param>
    /// <exception cref="InvalidOperationException">The process uses another library already.</exception>
    public static MpiProcess Open(ImageSource images, string? path)
    {
        lock (Guard)
        {
            _current ??= OfProcess(images, path);
            return path is null || path == _current._path
                ? _current
                : throw new InvalidOperationException(
                    $"this process uses the MPI library {_current.Environment.Library.Path} already; it cannot use {path} too");
        }
    }

    private static MpiProcess OfProcess(ImageSource images, string? path)
    {
        // Our handlers first: Open MPI installs its own only where none stands.
        images.Install();
        return new MpiProcess(images, MpiChoice.Open(path)) { _path = path };
    }

    /// <summary>Imports of module <c>mpi</c> for one instance of a module.</summary>
    /// <exception cref="MpiException">MW0715: a module with pointers of another width uses MPI already.</exception>
    public MpiImports CreateImports(Wasm.Model.WasmModule module)
    {
        Environment.Library.SetDefaults(isReserved: !module.HasWideAddresses && AddressSpace.HasRoomForReservation);
        return new(Environment, module);
    }
}
