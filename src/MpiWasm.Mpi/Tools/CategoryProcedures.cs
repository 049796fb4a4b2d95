using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Tools;

/// <summary>
/// Categories and events (MPI 5.0 §15.3.8, §15.3.9). There are no event types and no sources, which an implementation is free to have none
/// of.
/// </summary>
internal static unsafe class CategoryProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        TCategoryGetInfoCall.ServedBy(GetInfo),
        TCategoryGetNumEventsCall.ServedBy(CountEvents),
        TCategoryGetEventsCall.ServedBy(call => RequireCategory(call.Functions, call.CatIndex)),
        TInitThreadCall.ServedBy(Initialize),
        TFinalizeCall.ServedBy(Finalize),
        TEventGetNumCall.ServedBy(call => call.NumEvents.Set(0)),
        TSourceGetNumCall.ServedBy(call => call.NumSources.Set(0)),
        TEventGetIndexCall.ServedBy(_ => Fail(ToolErrors.InvalidName)),
        TEventGetInfoCall.ServedBy(_ => Fail(ToolErrors.InvalidIndex)),
        TEventHandleAllocCall.ServedBy(_ => Fail(ToolErrors.InvalidIndex)),
        TSourceGetInfoCall.ServedBy(_ => Fail(ToolErrors.InvalidIndex)),
        TSourceGetTimestampCall.ServedBy(_ => Fail(ToolErrors.InvalidIndex)),
        TEventHandleFreeCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventHandleGetInfoCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventHandleSetInfoCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventRegisterCallbackCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventCallbackGetInfoCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventCallbackSetInfoCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventSetDroppedHandlerCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventReadCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventCopyCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventGetTimestampCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
        TEventGetSourceCall.ServedBy(_ => Fail(ToolErrors.InvalidHandle)),
    ];

    private static void GetInfo(TCategoryGetInfoCall call)
    {
        RequireCategory(call.Functions, call.CatIndex);
        call.NameLen.RequireIfWanted();
        call.DescLen.RequireIfWanted();
        call.NumCvars.RequireIfWanted();
        call.NumPvars.RequireIfWanted();
        call.NumCategories.RequireIfWanted();
        var text = stackalloc byte[2 * ToolOutput.Room];
        var description = text + ToolOutput.Room;
        text[0] = description[0] = 0;
        int nameLength = ToolOutput.Room, length = ToolOutput.Room, controls, performances, categories;
        call.Functions.TCategoryGetInfo(call.CatIndex, text, &nameLength, description, &length, &controls, &performances, &categories);
        call.Name.WriteIfWanted(call.NameLen, text);
        call.Desc.WriteIfWanted(call.DescLen, description);
        call.NumCvars.SetIfWanted(controls);
        call.NumPvars.SetIfWanted(performances);
        call.NumCategories.SetIfWanted(categories);
    }

    private static void RequireCategory(HostFunctions functions, int index)
    {
        int count;
        functions.TCategoryGetNum(&count);
        ToolOutput.RequireIndex(index, count);
    }

    /// <summary>The host's interface is initialized once; we count.</summary>
    private static void Initialize(TInitThreadCall call)
    {
        if (call.Environment.Tools.WasInitialized)
            call.Provided.Set(call.Environment.Tools.ThreadLevel);
        else
            GenericProcedure.Serve(call);
        call.Environment.Tools.Initialize(call.Provided.Get());
    }

    /// <summary>
    /// The host keeps its interface: libraries crash over handles of before (MPICH 4.0), or after MPI_Finalize (Open MPI 4.1).
    /// </summary>
    private static void Finalize(TFinalizeCall call) => call.Environment.Tools.End();

    private static void CountEvents(TCategoryGetNumEventsCall call)
    {
        RequireCategory(call.Functions, call.CatIndex);
        call.NumEvents.Set(0);
    }

    private static void Fail(int code) => throw ToolOutput.Error(code);
}
