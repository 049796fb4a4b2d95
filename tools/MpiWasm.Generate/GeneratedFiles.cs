using MpiWasm.Generate.Fortran;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Headers;

namespace MpiWasm.Generate;

/// <summary>The checked-in files that are made of the API description.</summary>
internal static class GeneratedFiles
{
    /// <summary>Path below the source tree, and text, of each.</summary>
    public static IEnumerable<(string Path, string Text)> Of(MpiApi api) =>
    [
        ("src/MpiWasm.Mpi.Abi/Native/StandardAbi.g.cs", ConstantsFile.Write(api)),
        ("src/MpiWasm.Mpi.Abi/Api/ConstantNames.g.cs", NamesFile.Write(api)),
        ("src/MpiWasm.Mpi.Abi/Api/Procedures.g.cs", ProceduresFile.Write(api)),
        ("src/MpiWasm.Mpi.Hosts/HostCodes.g.cs", HostFunctionsFile.WriteCodes(api)),
        ("src/MpiWasm.Mpi.Hosts/HostFunctions.g.cs", HostFunctionsFile.WriteFunctions(api)),
        ("src/MpiWasm.Mpi.Calls/Generated/Calls.g.cs", CallsFile.Write(api)),
        ("toolchain/include/mpi.h", GuestHeader.Write(api)),
        ("toolchain/fortran/mpi/mpif.h", MpifFile.Write(api)),
        ("toolchain/fortran/mpi/mpi.f90", ModuleFiles.Write(api, f08: false)),
        ("toolchain/fortran/mpi/mpi_f08.f90", ModuleFiles.Write(api, f08: true)),
        ("toolchain/fortran/mpi/glue.c", GlueFile.Write(api)),
    ];
}
