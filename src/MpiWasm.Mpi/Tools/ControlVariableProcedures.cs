using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>Control variables and enumerations (MPI 5.0 §15.3.6).</summary>
internal static unsafe class ControlVariableProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_T_cvar_get_info", GetInfo),
        ("MPI_T_cvar_handle_alloc", Allocate),
        ("MPI_T_cvar_handle_free", Free),
        ("MPI_T_cvar_read", Read),
        ("MPI_T_cvar_write", Write),
        ("MPI_T_enum_get_info", GetEnum),
        ("MPI_T_enum_get_item", GetItem),
    ];

    private static void GetInfo(Call call)
    {
        foreach (var argument in (ReadOnlySpan<int>)[2, 3, 4, 5, 7, 8, 9])
            ToolOutput.Check(call, argument);
        var text = stackalloc byte[2 * ToolOutput.Room];
        var description = text + ToolOutput.Room;
        text[0] = description[0] = 0;
        var about = Ask(call, call.Int(0), text, description);
        ToolOutput.WriteText(call, 1, 2, text);
        ToolOutput.Write(call, 3, ToolOutput.ToGuest(call, "MPI_T_VERBOSITY_", about.Verbosity));
        ToolOutput.Write(call, 4, ToolTypes.Find(call.Environment, about.Type)?.Guest ?? MpiApi.Standard.Value("MPI_DATATYPE_NULL"));
        ToolOutput.Write(call, 5, (int)call.Environment.Tools.Enum(about.Enum));
        ToolOutput.WriteText(call, 6, 7, description);
        ToolOutput.Write(call, 8, ToolOutput.ToGuest(call, "MPI_T_BIND_", about.Bind));
        ToolOutput.Write(call, 9, ToolOutput.ToGuest(call, "MPI_T_SCOPE_", about.Scope));
    }

    private static void Allocate(Call call)
    {
        _ = call.OutInt(2);
        ToolOutput.Check(call, 3);
        var text = stackalloc byte[2 * ToolOutput.Room];
        var about = Ask(call, call.Int(0), text, text + ToolOutput.Room);
        var name = Marshal.PtrToStringUTF8((nint)text) ?? "";
        if (call.Environment.Library.Defects.Any(defect => defect.Variables.Any(part => name.Contains(part, StringComparison.Ordinal))))
            throw ToolOutput.Error(ToolErrors.NotSupported);
        var type = ToolTypes.Find(call.Environment, about.Type) ?? throw ToolOutput.Error(ToolErrors.NotSupported);
        var bound = ToolVariables.Bind(call, 1, ToolOutput.ToGuest(call, "MPI_T_BIND_", about.Bind));
        try
        {
            nint handle;
            int count;
            ToolOutput.CheckHost(((delegate* unmanaged<int, nint, nint*, int*, int>)call.Host())(call.Int(0), bound, &handle, &count));
            ToolVariables.Publish(call, 2, new ToolObject(ToolKind.Cvar, handle, Object: bound), type, count);
        }
        catch
        {
            NativeMemory.Free((void*)bound);
            throw;
        }
    }

    private static void Free(Call call)
    {
        var guest = (uint)*call.OutInt(0);
        var host = Find(call, guest).Host;
        ToolOutput.CheckHost(((delegate* unmanaged<nint*, int>)call.Host())(&host));
        call.Environment.Tools.Remove(guest);
        call.WriteInt(0, 0);
    }

    private static void Read(Call call)
    {
        var (tool, function) = (Find(call, call[0]), (nint)call.Host());
        ToolVariables.Read(call, 1, tool, buffer => ((delegate* unmanaged<nint, nint, int>)function)(tool.Host, buffer));
    }

    private static void Write(Call call)
    {
        var (tool, function) = (Find(call, call[0]), (nint)call.Host());
        if (!call.Environment.AllowToolWrites)
            throw ToolOutput.Error(ToolErrors.SetNever);
        ToolVariables.Write(call, 1, tool, buffer => ((delegate* unmanaged<nint, nint, int>)function)(tool.Host, buffer));
    }

    private static void GetEnum(Call call)
    {
        ToolOutput.Check(call, 1);
        ToolOutput.Check(call, 3);
        var host = FindEnum(call).Host;
        var text = stackalloc byte[ToolOutput.Room];
        text[0] = 0;
        int count, length = ToolOutput.Room;
        ToolOutput.CheckHost(((delegate* unmanaged<nint, int*, byte*, int*, int>)call.Host())(host, &count, text, &length));
        ToolOutput.Write(call, 1, count);
        ToolOutput.WriteText(call, 2, 3, text);
    }

    private static void GetItem(Call call)
    {
        ToolOutput.Check(call, 2);
        ToolOutput.Check(call, 4);
        var host = FindEnum(call).Host;
        var text = stackalloc byte[ToolOutput.Room];
        text[0] = 0;
        int value, count, length = ToolOutput.Room;
        // An index beyond the end is not refused by every library.
        ToolOutput.CheckHost(((delegate* unmanaged<nint, int*, byte*, int*, int>)call.Host("MPI_T_enum_get_info"))(host, &count, text, &length));
        if (call.Int(1) < 0 || call.Int(1) >= count)
            throw ToolOutput.Error(ToolErrors.InvalidItem);
        length = ToolOutput.Room;
        ToolOutput.CheckHost(((delegate* unmanaged<nint, int, int*, byte*, int*, int>)call.Host())(host, call.Int(1), &value, text, &length));
        ToolOutput.Write(call, 2, value);
        ToolOutput.WriteText(call, 3, 4, text);
    }

    private static (int Verbosity, ulong Type, nint Enum, int Bind, int Scope) Ask(Call call, int index, byte* name, byte* description)
    {
        ToolOutput.CheckIndex(call, "MPI_T_cvar_get_num", index);
        int nameLength = ToolOutput.Room, length = ToolOutput.Room, verbosity, bind, scope;
        ulong type = 0;
        nint enumeration = 0;
        ToolOutput.CheckHost(((delegate* unmanaged<int, byte*, int*, int*, ulong*, nint*, byte*, int*, int*, int*, int>)call.Host("MPI_T_cvar_get_info"))(
            index, name, &nameLength, &verbosity, &type, &enumeration, description, &length, &bind, &scope));
        return (verbosity, type, enumeration, bind, scope);
    }

    private static ToolObject Find(Call call, uint handle) => call.Environment.Tools.Find(handle, ToolKind.Cvar) ?? throw ToolOutput.Error(ToolErrors.InvalidHandle);

    private static ToolObject FindEnum(Call call) => call.Environment.Tools.Find(call[0], ToolKind.Enum) ?? throw ToolOutput.Error(ToolErrors.InvalidItem);
}
