using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>Performance variables and their sessions (MPI 5.0 §15.3.7).</summary>
internal static unsafe class PerformanceVariableProcedures
{
    private static readonly uint AllHandles = (uint)MpiApi.Standard.Value("MPI_T_PVAR_ALL_HANDLES");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_T_pvar_get_index", GetIndex),
        ("MPI_T_pvar_get_info", GetInfo),
        ("MPI_T_pvar_session_create", CreateSession),
        ("MPI_T_pvar_session_free", FreeSession),
        ("MPI_T_pvar_handle_alloc", Allocate),
        ("MPI_T_pvar_handle_free", Free),
        ("MPI_T_pvar_start", Control),
        ("MPI_T_pvar_stop", Control),
        ("MPI_T_pvar_reset", Control),
        ("MPI_T_pvar_read", Read),
        ("MPI_T_pvar_readreset", Read),
        ("MPI_T_pvar_write", Write),
    ];

    private static void GetIndex(Call call)
    {
        var name = call.Text(0);
        _ = call.OutInt(2);
        var variableClass = ToolOutput.ToHost(call, "MPI_T_PVAR_CLASS_", call.Int(1)) ?? throw ToolOutput.Error(ToolErrors.InvalidName);
        int index;
        fixed (byte* text = (byte[])[.. name, 0])
            ToolOutput.CheckHost(((delegate* unmanaged<byte*, int, int*, int>)call.Host())(text, variableClass, &index));
        call.WriteInt(2, index);
    }

    private static void GetInfo(Call call)
    {
        foreach (var argument in (ReadOnlySpan<int>)[2, 3, 4, 5, 6, 8, 9, 10, 11, 12])
            ToolOutput.Check(call, argument);
        var text = stackalloc byte[2 * ToolOutput.Room];
        var description = text + ToolOutput.Room;
        text[0] = description[0] = 0;
        var about = Ask(call, call.Int(0), text, description);
        ToolOutput.WriteText(call, 1, 2, text);
        ToolOutput.Write(call, 3, ToolOutput.ToGuest(call, "MPI_T_VERBOSITY_", about.Verbosity));
        ToolOutput.Write(call, 4, ToolOutput.ToGuest(call, "MPI_T_PVAR_CLASS_", about.Class));
        ToolOutput.Write(call, 5, ToolTypes.Find(call.Environment, about.Type)?.Guest ?? MpiApi.Standard.Value("MPI_DATATYPE_NULL"));
        ToolOutput.Write(call, 6, (int)call.Environment.Tools.Enum(about.Enum));
        ToolOutput.WriteText(call, 7, 8, description);
        ToolOutput.Write(call, 9, ToolOutput.ToGuest(call, "MPI_T_BIND_", about.Bind));
        ToolOutput.Write(call, 10, about.ReadOnly != 0 ? 1 : 0);
        ToolOutput.Write(call, 11, about.Continuous != 0 ? 1 : 0);
        ToolOutput.Write(call, 12, about.Atomic != 0 ? 1 : 0);
    }

    private static void CreateSession(Call call)
    {
        _ = call.OutInt(0);
        nint session;
        ToolOutput.CheckHost(((delegate* unmanaged<nint*, int>)call.Host())(&session));
        call.WriteInt(0, (int)call.Environment.Tools.Add(new ToolObject(ToolKind.Session, session)));
    }

    private static void FreeSession(Call call)
    {
        var guest = (uint)*call.OutInt(0);
        var host = (call.Environment.Tools.Find(guest, ToolKind.Session) ?? throw ToolOutput.Error(ToolErrors.InvalidSession)).Host;
        ToolOutput.CheckHost(((delegate* unmanaged<nint*, int>)call.Host())(&host));
        call.Environment.Tools.RemoveOf(guest);
        call.Environment.Tools.Remove(guest);
        call.WriteInt(0, 0);
    }

    private static void Allocate(Call call)
    {
        var session = Session(call);
        _ = call.OutInt(3);
        ToolOutput.Check(call, 4);
        var text = stackalloc byte[2 * ToolOutput.Room];
        var about = Ask(call, call.Int(1), text, text + ToolOutput.Room);
        var type = ToolTypes.Find(call.Environment, about.Type) ?? throw ToolOutput.Error(ToolErrors.NotSupported);
        var bound = ToolVariables.Bind(call, 2, ToolOutput.ToGuest(call, "MPI_T_BIND_", about.Bind));
        try
        {
            nint handle;
            int count;
            var allocate = (delegate* unmanaged<nint, int, nint, nint*, int*, int>)call.Host();
            ToolOutput.CheckHost(allocate(session.Host, call.Int(1), bound, &handle, &count));
            ToolVariables.Publish(call, 3, new ToolObject(ToolKind.Pvar, handle, call[0], Object: bound), type, count);
        }
        catch
        {
            NativeMemory.Free((void*)bound);
            throw;
        }
    }

    private static void Free(Call call)
    {
        var session = Session(call);
        var guest = (uint)*call.OutInt(1);
        var host = Variable(call, guest).Host;
        ToolOutput.CheckHost(((delegate* unmanaged<nint, nint*, int>)call.Host())(session.Host, &host));
        call.Environment.Tools.Remove(guest);
        call.WriteInt(1, 0);
    }

    /// <summary>Start, stop, reset: of one variable or of all in the session.</summary>
    private static void Control(Call call)
    {
        var session = Session(call);
        var host = call[1] == AllHandles ? (nint)(call.Environment.Library.Address("MPI_T_PVAR_ALL_HANDLES") ?? throw ToolOutput.Error(ToolErrors.NotSupported)) : Variable(call, call[1]).Host;
        ToolOutput.CheckHost(((delegate* unmanaged<nint, nint, int>)call.Host())(session.Host, host));
    }

    private static void Read(Call call)
    {
        var (session, tool, function) = (Session(call), Variable(call, call[1]), (nint)call.Host());
        ToolVariables.Read(call, 2, tool, buffer => ((delegate* unmanaged<nint, nint, nint, int>)function)(session.Host, tool.Host, buffer));
    }

    private static void Write(Call call)
    {
        var (session, tool, function) = (Session(call), Variable(call, call[1]), (nint)call.Host());
        if (!call.Environment.AllowToolWrites)
            throw ToolOutput.Error(ToolErrors.NoWrite);
        ToolVariables.Write(call, 2, tool, buffer => ((delegate* unmanaged<nint, nint, nint, int>)function)(session.Host, tool.Host, buffer));
    }

    private static (int Verbosity, int Class, ulong Type, nint Enum, int Bind, int ReadOnly, int Continuous, int Atomic) Ask(Call call, int index, byte* name, byte* description)
    {
        ToolOutput.CheckIndex(call, "MPI_T_pvar_get_num", index);
        int nameLength = ToolOutput.Room, length = ToolOutput.Room, verbosity, variableClass, bind, isReadOnly, isContinuous, isAtomic;
        ulong type = 0;
        nint enumeration = 0;
        ToolOutput.CheckHost(((delegate* unmanaged<int, byte*, int*, int*, int*, ulong*, nint*, byte*, int*, int*, int*, int*, int*, int>)call.Host("MPI_T_pvar_get_info"))(
            index, name, &nameLength, &verbosity, &variableClass, &type, &enumeration, description, &length, &bind, &isReadOnly, &isContinuous, &isAtomic));
        return (verbosity, variableClass, type, enumeration, bind, isReadOnly, isContinuous, isAtomic);
    }

    private static ToolObject Session(Call call) => call.Environment.Tools.Find(call[0], ToolKind.Session) ?? throw ToolOutput.Error(ToolErrors.InvalidSession);

    private static ToolObject Variable(Call call, uint handle) =>
        call.Environment.Tools.Find(handle, ToolKind.Pvar) is { } tool && tool.Session == call[0] ? tool : throw ToolOutput.Error(ToolErrors.InvalidHandle);
}
