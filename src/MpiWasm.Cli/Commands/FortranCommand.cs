using MpiWasm.Cli.Output;
using MpiWasm.Fortran.Adaptation;
using MpiWasm.Fortran.Interfaces;
using MpiWasm.Fortran.Linking;
using MpiWasm.Wasm.Decoding;

namespace MpiWasm.Cli.Commands;

/// <summary>
/// What the Fortran compiler wrapper asks of the command, with words of its own: <c>fc-adapt IR BITCODE TRIPLE LIBRARY</c> makes a guest's
/// of the IR that flang wrote, <c>fc-common FILE…</c> says the definitions of the COMMON blocks of objects and archives, and
/// <c>fc-interface MODULE</c> which functions a module exports.
/// </summary>
internal static class FortranCommand
{
    public static bool TryRun(string[] args, out int status)
    {
        status = ExitCode.Success;
        switch (args)
        {
            case ["fc-adapt", var source, var destination, var triple, var library]:
                FortranAdapter.Adapt(File.ReadAllBytes(source), destination, triple, LibraryInterface.Parse(File.ReadAllText(library)));
                return true;
            case ["fc-common", .. var paths]:
                Report.Text(CommonBlockScan.Define(paths));
                return true;
            case ["fc-interface", var path]:
                Report.Text(LibraryInterface.Describe(ModuleDecoder.Decode(File.ReadAllBytes(path))));
                return true;
            default:
                return false;
        }
    }
}
