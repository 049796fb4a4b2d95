using MpiWasm.Fortran.Interfaces;
using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// Makes a guest's of what flang compiled for another machine of 32 bits: its IR, parsed, edited and written again as bitcode.
/// </summary>
public static class FortranAdapter
{
    /// <param name="source">The IR that flang wrote, text or bitcode.</param>
    /// <param name="destination">A path for the bitcode.</param>
    /// <param name="triple">The guest's target.</param>
    /// <param name="library">What the libraries that the program is linked with have.</param>
    /// <exception cref="FortranException">MW0221: the source has something that a guest cannot have.</exception>
    public static void Adapt(ReadOnlySpan<byte> source, string destination, string triple, LibraryInterface library)
    {
        using var ir = Adapt(source, triple, library);
        ir.Write(destination);
    }

    internal static IrModule Adapt(ReadOnlySpan<byte> source, string triple, LibraryInterface library)
    {
        LlvmLibrary.Load();
        var ir = new IrModule(source);
        try
        {
            Refusals.Check(ir);
            LogicalReductions.Check(ir);
            Retargeting.Apply(ir, triple);
            SizeExpressions.Apply(ir);
            TypeLayouts.Apply(ir);
            CommonBlocks.Apply(ir);
            MainProgram.Apply(ir);
            TaskRoutines.Apply(ir);
            LibraryCalls.Apply(ir, library);
            CallAttributes.Apply(ir);
            SimdPromises.Apply(ir);
            return ir;
        }
        catch
        {
            ir.Dispose();
            throw;
        }
    }
}
