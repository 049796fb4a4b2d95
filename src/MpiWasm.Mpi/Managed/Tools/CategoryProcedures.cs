namespace MpiWasm.Mpi.Managed.Tools;

/// <summary>Categories and events (MPI 5.0 §15.3.8, §15.3.9). There are no event types and no sources, which an implementation is free to have none of.</summary>
internal static unsafe class CategoryProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_T_category_get_info", GetInfo),
        ("MPI_T_category_get_num_events", CountEvents),
        ("MPI_T_category_get_events", call => ToolOutput.CheckIndex(call, "MPI_T_category_get_num", call.Int(0))),
        ("MPI_T_finalize", Finalize),
        ("MPI_T_event_get_num", call => Zero(call, 0)),
        ("MPI_T_source_get_num", call => Zero(call, 0)),
        ("MPI_T_event_get_index", call => Fail(call, ToolErrors.InvalidName)),
        ("MPI_T_event_get_info", call => Fail(call, ToolErrors.InvalidIndex)),
        ("MPI_T_event_handle_alloc", call => Fail(call, ToolErrors.InvalidIndex)),
        ("MPI_T_source_get_info", call => Fail(call, ToolErrors.InvalidIndex)),
        ("MPI_T_source_get_timestamp", call => Fail(call, ToolErrors.InvalidIndex)),
        ("MPI_T_event_handle_free", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_handle_get_info", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_handle_set_info", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_register_callback", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_callback_get_info", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_callback_set_info", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_set_dropped_handler", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_read", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_copy", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_get_timestamp", call => Fail(call, ToolErrors.InvalidHandle)),
        ("MPI_T_event_get_source", call => Fail(call, ToolErrors.InvalidHandle)),
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

    /// <summary>After MPI_Finalize, where it is allowed, Open MPI 4.1 crashes; nothing is left to release then.</summary>
    private static void Finalize(Call call)
    {
        if (!call.Environment.WasFinalized)
            ToolOutput.CheckHost(((delegate* unmanaged<int>)call.Host())());
    }

    private static void CountEvents(Call call)
    {
        ToolOutput.CheckIndex(call, "MPI_T_category_get_num", call.Int(0));
        Zero(call, 1);
    }

    private static void Zero(Call call, int argument)
    {
        RequireTools(call);
        call.WriteInt(argument, 0);
    }

    private static void Fail(Call call, int code)
    {
        RequireTools(call);
        throw ToolOutput.Error(code);
    }

    /// <summary>The host says whether MPI_T_init_thread was called.</summary>
    private static void RequireTools(Call call)
    {
        int count;
        ToolOutput.CheckHost(((delegate* unmanaged<int*, int>)call.Host("MPI_T_cvar_get_num"))(&count));
    }
}
