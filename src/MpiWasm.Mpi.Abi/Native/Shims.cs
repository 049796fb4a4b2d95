using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>The shims of a process, whose images are loaded as procedures of their families are looked up.</summary>
public sealed unsafe class Shims
{
    private readonly Lazy<nint>[] _tables;

    /// <param name="abi">The guest's, asked when the first image is loaded.</param>
    /// <param name="load">
    /// Gives the table of a family's image for such guests (symbol <see cref="ShimTable.Symbol"/>), which stays loaded as
    /// long as the process. Asked once for each family.
    /// </param>
    public Shims(Func<GuestAbi> abi, Func<GuestAbi, ShimFamily, nint> load)
    {
        _tables = [.. Enum.GetValues<ShimFamily>().Select(family => new Lazy<nint>(() => Load(abi(), family)))];

        nint Load(GuestAbi guest, ShimFamily family) => Checked(load(guest, family), guest);
    }

    /// <summary>
    /// The shim of a procedure, to be called with an <see cref="MpiContext"/>* and the guest's arguments; null where there is none.
    /// </summary>
    /// <exception cref="MpiException">The family's image is of another build.</exception>
    public void* Find(Procedure procedure) =>
        procedure.Service == ProcedureService.Shim ? ShimTable.Find(Table(ShimFamilies.Of(procedure)), procedure.Index) : null;

    /// <summary>The table of a family.</summary>
    public ShimTable* Table(ShimFamily family) => (ShimTable*)_tables[(int)family].Value;

    private static nint Checked(nint table, GuestAbi abi) => ShimTable.IsUsable((ShimTable*)table, abi, MpiApi.Standard.Procedures.Length)
        ? table
        : throw new MpiException(
            MpiException.WrongShims, "the MPI shims belong to another build of mpiwasm", "Run `mpiwasm cache clean` and start again.");
}
