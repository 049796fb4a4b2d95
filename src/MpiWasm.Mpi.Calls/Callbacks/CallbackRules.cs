using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>
/// What guest code may call while frames of the library lie below it: in operations, and in the functions of generalized requests and data
/// representations. The standard forbids communication there (MPI 5.0 §6.9.5), and libraries crash when what they are working on is freed.
/// So: inquiries, datatypes, packing, what is ours alone, and MPI_Abort. All else is MPI_ERR_OTHER.
/// </summary>
internal static class CallbackRules
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            // The environment.
            ProcedureNames.Abort, ProcedureNames.Initialized, ProcedureNames.Finalized, ProcedureNames.QueryThread,
            ProcedureNames.IsThreadMain, ProcedureNames.GetVersion, ProcedureNames.GetLibraryVersion, ProcedureNames.GetProcessorName,
            ProcedureNames.Wtime, ProcedureNames.Wtick, ProcedureNames.GetAddress, ProcedureNames.AintAdd, ProcedureNames.AintDiff,
            ProcedureNames.AllocMem, ProcedureNames.FreeMem,
            // Errors, which are ours.
            ProcedureNames.ErrorClass, ProcedureNames.ErrorString, ProcedureNames.AddErrorClass, ProcedureNames.AddErrorCode,
            ProcedureNames.AddErrorString, ProcedureNames.RemoveErrorClass, ProcedureNames.RemoveErrorCode,
            ProcedureNames.RemoveErrorString, ProcedureNames.CommGetErrhandler, ProcedureNames.CommCallErrhandler,
            ProcedureNames.ErrhandlerFree,
            // What is known of communicators, groups and hints.
            ProcedureNames.CommRank, ProcedureNames.CommSize, ProcedureNames.CommRemoteSize, ProcedureNames.CommTestInter,
            ProcedureNames.CommCompare, ProcedureNames.CommGetName, ProcedureNames.CommGetAttr, ProcedureNames.TopoTest,
            ProcedureNames.CartdimGet, ProcedureNames.CartGet, ProcedureNames.CartRank, ProcedureNames.CartCoords,
            ProcedureNames.CartShift, ProcedureNames.GraphdimsGet, ProcedureNames.GraphGet, ProcedureNames.GraphNeighborsCount,
            ProcedureNames.GraphNeighbors, ProcedureNames.DistGraphNeighborsCount, ProcedureNames.DistGraphNeighbors,
            ProcedureNames.GroupSize, ProcedureNames.GroupRank, ProcedureNames.GroupTranslateRanks, ProcedureNames.GroupCompare,
            ProcedureNames.InfoGet, ProcedureNames.InfoGetNkeys, ProcedureNames.InfoGetNthkey, ProcedureNames.InfoGetString,
            ProcedureNames.InfoGetValuelen,
            // Datatypes. Those that are freed go later, see GuestCode.WhenLibraryIsLeft.
            ProcedureNames.TypeSize, ProcedureNames.TypeSizeX, ProcedureNames.TypeGetExtent, ProcedureNames.TypeGetExtentX,
            ProcedureNames.TypeGetTrueExtent, ProcedureNames.TypeGetTrueExtentX, ProcedureNames.TypeGetEnvelope,
            ProcedureNames.TypeGetContents, ProcedureNames.TypeGetName, ProcedureNames.TypeSetName, ProcedureNames.TypeGetAttr,
            ProcedureNames.TypeSetAttr, ProcedureNames.TypeDeleteAttr, ProcedureNames.TypeGetValueIndex, ProcedureNames.TypeMatchSize,
            ProcedureNames.TypeContiguous, ProcedureNames.TypeVector, ProcedureNames.TypeCreateHvector, ProcedureNames.TypeIndexed,
            ProcedureNames.TypeCreateHindexed, ProcedureNames.TypeCreateIndexedBlock, ProcedureNames.TypeCreateHindexedBlock,
            ProcedureNames.TypeCreateStruct, ProcedureNames.TypeCreateSubarray, ProcedureNames.TypeCreateDarray,
            ProcedureNames.TypeCreateResized, ProcedureNames.TypeCreateF90Integer, ProcedureNames.TypeCreateF90Real,
            ProcedureNames.TypeCreateF90Complex, ProcedureNames.TypeDup, ProcedureNames.TypeCommit, ProcedureNames.TypeFree,
            ProcedureNames.TypeCreateKeyval, ProcedureNames.TypeFreeKeyval,
            // Data and statuses.
            ProcedureNames.Pack, ProcedureNames.Unpack, ProcedureNames.PackSize, ProcedureNames.PackExternal,
            ProcedureNames.UnpackExternal, ProcedureNames.PackExternalSize, ProcedureNames.ReduceLocal, ProcedureNames.OpCommutative,
            ProcedureNames.OpFree, ProcedureNames.GetCount, ProcedureNames.GetElements, ProcedureNames.GetElementsX,
            ProcedureNames.TestCancelled, ProcedureNames.StatusSetElements, ProcedureNames.StatusSetElementsX,
            ProcedureNames.StatusSetCancelled, ProcedureNames.StatusGetSource, ProcedureNames.StatusGetTag,
            ProcedureNames.StatusGetError, ProcedureNames.StatusSetSource, ProcedureNames.StatusSetTag,
            ProcedureNames.StatusSetError,
        ], StringComparer.Ordinal);

    private static readonly bool[] ByIndex = [.. MpiApi.Standard.Procedures.Select(p => Names.Contains(p.BaseName))];

    /// <summary>The names, without those with wide counts.</summary>
    public static IEnumerable<string> AllowedInLibrary => Names;

    /// <summary>Whether the procedure may be called above frames of the library.</summary>
    public static bool AllowsInLibrary(Procedure procedure) => ByIndex[procedure.Index];
}
