using MpiWasm.Generate;
using MpiWasm.Mpi.Abi.Api;

// MpiWasm.Generate ROOT: writes what is made of api/mpi.api into the source tree.
var root = args is [var given] ? Path.GetFullPath(given) : throw new ArgumentException("give the source tree");
var api = MpiApi.Parse(File.ReadAllText(Path.Combine(root, "api", "mpi.api")), "api/mpi.api");
foreach (var (path, text) in GeneratedFiles.Of(api))
    File.WriteAllText(Path.Combine(root, path), text);
