using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>What entries share: a library's functions return an error class, whatever happens.</summary>
internal static class Entry
{
    /// <summary>The class of what was thrown: nothing else crosses to the caller.</summary>
    public static int Failed(Exception failure) => failure switch
    {
        MpiFailure { ErrorClass: var errorClass } => errorClass,
        OutOfMemoryException => StandardAbi.ErrNoMem,
        _ => StandardAbi.ErrIntern,
    };

    /// <summary>Runs an entry that nobody calls in a hot loop; the error it ends with.</summary>
    public static int Run(Action body)
    {
        try
        {
            body();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    /// <summary>The same for one that says itself what its error is.</summary>
    public static int RunToCode(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    public static LocalRank Rank => LocalRank.Current;

    public static RankObjects Objects => LocalRank.Current.Objects;
}
