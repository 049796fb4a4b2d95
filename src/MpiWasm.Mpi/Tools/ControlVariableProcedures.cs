using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Tools;

/// <summary>Control variables and enumerations (MPI 5.0 §15.3.6).</summary>
internal static unsafe class ControlVariableProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        TCvarGetInfoCall.ServedBy(GetInfo),
        TCvarHandleAllocCall.ServedBy(Allocate),
        TCvarHandleFreeCall.ServedBy(Free),
        TCvarReadCall.ServedBy(Read),
        TCvarWriteCall.ServedBy(Write),
        TEnumGetInfoCall.ServedBy(GetEnum),
        TEnumGetItemCall.ServedBy(GetItem),
    ];

    private static void GetInfo(TCvarGetInfoCall call)
    {
        var environment = call.Environment;
        call.NameLen.RequireIfWanted();
        call.Verbosity.RequireIfWanted();
        call.Datatype.RequireIfWanted();
        call.Enumtype.RequireIfWanted();
        call.DescLen.RequireIfWanted();
        call.Bind.RequireIfWanted();
        call.Scope.RequireIfWanted();
        var text = stackalloc byte[2 * ToolOutput.Room];
        var description = text + ToolOutput.Room;
        text[0] = description[0] = 0;
        var about = Ask(call.Functions, call.CvarIndex, text, description);
        call.Name.WriteIfWanted(call.NameLen, text);
        call.Verbosity.SetIfWanted(ToolOutput.ToGuest(environment, ToolOutput.Verbosity, about.Verbosity));
        call.Datatype.SetIfWanted((uint)(ToolTypes.Find(environment, about.Type)?.Guest ?? StandardAbi.DatatypeNull));
        call.Enumtype.SetIfWanted(environment.Tools.Enum(about.Enum));
        call.Desc.WriteIfWanted(call.DescLen, description);
        call.Bind.SetIfWanted(ToolOutput.ToGuest(environment, ToolOutput.Binding, about.Bind));
        call.Scope.SetIfWanted(ToolOutput.ToGuest(environment, ToolOutput.Scope, about.Scope));
    }

    private static void Allocate(TCvarHandleAllocCall call)
    {
        var environment = call.Environment;
        call.Handle.Require();
        call.Count.RequireIfWanted();
        var text = stackalloc byte[2 * ToolOutput.Room];
        var about = Ask(call.Functions, call.CvarIndex, text, text + ToolOutput.Room);
        var name = Marshal.PtrToStringUTF8((nint)text) ?? "";
        if (environment.Library.Defects.Any(defect => defect.Variables.Any(part => name.Contains(part, StringComparison.Ordinal))))
            throw ToolOutput.Error(ToolErrors.NotSupported);
        var type = ToolTypes.Find(environment, about.Type) ?? throw ToolOutput.Error(ToolErrors.NotSupported);
        var bound = ToolVariables.Bind(environment, call.ObjHandle, ToolOutput.ToGuest(environment, ToolOutput.Binding, about.Bind));
        try
        {
            nint handle;
            int count;
            call.Functions.TCvarHandleAlloc(call.CvarIndex, (void*)bound, &handle, &count);
            ToolVariables.Publish(environment, call.Handle, call.Count, new ToolObject(ToolKind.Cvar, handle, Object: bound), type, count);
        }
        catch
        {
            NativeMemory.Free((void*)bound);
            throw;
        }
    }

    private static void Free(TCvarHandleFreeCall call)
    {
        var guest = call.Handle.Get();
        var host = Find(call.Environment, guest).Host;
        call.Functions.TCvarHandleFree(&host);
        call.Environment.Tools.Remove(guest);
        call.Handle.Set(0);
    }

    private static void Read(TCvarReadCall call)
    {
        var (tool, functions) = (Find(call.Environment, call.Handle.Guest), call.Functions);
        ToolVariables.Read(call.Buf, tool, buffer => functions.TCvarRead(tool.Host, (void*)buffer));
    }

    private static void Write(TCvarWriteCall call)
    {
        var (tool, functions) = (Find(call.Environment, call.Handle.Guest), call.Functions);
        if (!call.Environment.AllowToolWrites)
            throw ToolOutput.Error(ToolErrors.SetNever);
        ToolVariables.Write(call.Buf, tool, buffer => functions.TCvarWrite(tool.Host, (void*)buffer));
    }

    private static void GetEnum(TEnumGetInfoCall call)
    {
        call.Num.RequireIfWanted();
        call.NameLen.RequireIfWanted();
        var host = FindEnum(call.Environment, call.Enumtype).Host;
        var text = stackalloc byte[ToolOutput.Room];
        text[0] = 0;
        int count, length = ToolOutput.Room;
        call.Functions.TEnumGetInfo(host, &count, text, &length);
        call.Num.SetIfWanted(count);
        call.Name.WriteIfWanted(call.NameLen, text);
    }

    private static void GetItem(TEnumGetItemCall call)
    {
        call.Value.RequireIfWanted();
        call.NameLen.RequireIfWanted();
        var host = FindEnum(call.Environment, call.Enumtype).Host;
        var text = stackalloc byte[ToolOutput.Room];
        text[0] = 0;
        int value, count, length = ToolOutput.Room;
        // An index beyond the end is not refused by every library.
        call.Functions.TEnumGetInfo(host, &count, text, &length);
        if (call.Index < 0 || call.Index >= count)
            throw ToolOutput.Error(ToolErrors.InvalidItem);
        length = ToolOutput.Room;
        call.Functions.TEnumGetItem(host, call.Index, &value, text, &length);
        call.Value.SetIfWanted(value);
        call.Name.WriteIfWanted(call.NameLen, text);
    }

    private static (int Verbosity, ulong Type, nint Enum, int Bind, int Scope) Ask(
        HostFunctions functions, int index, byte* name, byte* description)
    {
        int known;
        functions.TCvarGetNum(&known);
        ToolOutput.RequireIndex(index, known);
        int nameLength = ToolOutput.Room, length = ToolOutput.Room, verbosity, bind, scope;
        ulong type = 0;
        nint enumeration = 0;
        functions.TCvarGetInfo(index, name, &nameLength, &verbosity, &type, &enumeration, description, &length, &bind, &scope);
        return (verbosity, type, enumeration, bind, scope);
    }

    private static ToolObject Find(MpiEnvironment environment, uint handle) =>
        environment.Tools.Find(handle, ToolKind.Cvar) ?? throw ToolOutput.Error(ToolErrors.InvalidHandle);

    private static ToolObject FindEnum(MpiEnvironment environment, ToolArgument handle) =>
        environment.Tools.Find(handle.Guest, ToolKind.Enum) ?? throw ToolOutput.Error(ToolErrors.InvalidItem);
}
