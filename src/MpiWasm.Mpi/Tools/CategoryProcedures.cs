using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Described;

namespace MpiWasm.Mpi.Tools;

/// <summary>Categories and events (MPI 5.0 §15.3.8, §15.3.9). There are no event types and no sources, which an implementation is free to have none of.</summary>
internal static unsafe class CategoryProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_T_category_get_info", GetInfo),
        ("MPI_T_category_get_num_events", CountEvents),
        ("MPI_T_category_get_events", call => ToolOutput.CheckIndex(call, "MPI_T_category_get_num", call.Int(0))),
        ("MPI_T_init_thread", Initialize),
        ("MPI_T_finalize", Finalize),
        ("MPI_T_event_get_num", call => Zero(call, 0)),
        ("MPI_T_source_get_num", call => Zero(call, 0)),
        ("MPI_T_event_get_index", _ => Fail(ToolErrors.InvalidName)),
        ("MPI_T_event_get_info", _ => Fail(ToolErrors.InvalidIndex)),
        ("MPI_T_event_handle_alloc", _ => Fail(ToolErrors.InvalidIndex)),
        ("MPI_T_source_get_info", _ => Fail(ToolErrors.InvalidIndex)),
        ("MPI_T_source_get_timestamp", _ => Fail(ToolErrors.InvalidIndex)),
        ("MPI_T_event_handle_free", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_handle_get_info", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_handle_set_info", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_register_callback", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_callback_get_info", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_callback_set_info", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_set_dropped_handler", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_read", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_copy", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_get_timestamp", _ => Fail(ToolErrors.InvalidHandle)),
        ("MPI_T_event_get_source", _ => Fail(ToolErrors.InvalidHandle)),
    ];

    private static void GetInfo(Call call)
    {
        ToolOutput.CheckIndex(call, "MPI_T_category_get_num", call.Int(0));
        foreach (var argument in (ReadOnlySpan<int>)[2, 4, 5, 6, 7])
            ToolOutput.Check(call, argument);
        var text = stackalloc byte[2 * ToolOutput.Room];
        var description = text + ToolOutput.Room;
        text[0] = description[0] = 0;
        int nameLength = ToolOutput.Room, length = ToolOutput.Room, controls, performances, categories;
        ToolOutput.CheckHost(((delegate* unmanaged<int, byte*, int*, byte*, int*, int*, int*, int*, int>)call.Host())(
            call.Int(0), text, &nameLength, description, &length, &controls, &performances, &categories));
        ToolOutput.WriteText(call, 1, 2, text);
        ToolOutput.WriteText(call, 3, 4, description);
        ToolOutput.Write(call, 5, controls);
        ToolOutput.Write(call, 6, performances);
        ToolOutput.Write(call, 7, categories);
    }

    /// <summary>The host's interface is initialized once; we count.</summary>
    private static void Initialize(Call call)
    {
        if (call.Environment.Tools.WasInitialized)
            call.WriteInt(1, call.Environment.Tools.ThreadLevel);
        else
            GenericProcedure.Serve(call);
        call.Environment.Tools.Initialize(*call.OutInt(1));
    }

    /// <summary>The host keeps its interface: libraries crash over handles of before (MPICH 4.0), or after MPI_Finalize (Open MPI 4.1).</summary>
    private static void Finalize(Call call) => call.Environment.Tools.End();

    private static void CountEvents(Call call)
    {
        ToolOutput.CheckIndex(call, "MPI_T_category_get_num", call.Int(0));
        Zero(call, 1);
    }

    private static void Zero(Call call, int argument)
    {
        call.WriteInt(argument, 0);
    }

    private static void Fail(int code) => throw ToolOutput.Error(code);
}
