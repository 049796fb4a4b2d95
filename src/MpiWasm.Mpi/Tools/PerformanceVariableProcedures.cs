using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Tools;

/// <summary>Performance variables and their sessions (MPI 5.0 §15.3.7).</summary>
internal static unsafe class PerformanceVariableProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        TPvarGetIndexCall.ServedBy(GetIndex),
        TPvarGetInfoCall.ServedBy(GetInfo),
        TPvarSessionCreateCall.ServedBy(CreateSession),
        TPvarSessionFreeCall.ServedBy(FreeSession),
        TPvarHandleAllocCall.ServedBy(Allocate),
        TPvarHandleFreeCall.ServedBy(Free),
        TPvarStartCall.ServedBy(
            call => call.Functions.TPvarStart(Session(call, call.PeSession).Host, Target(call, call.PeSession, call.Handle))),
        TPvarStopCall.ServedBy(
            call => call.Functions.TPvarStop(Session(call, call.PeSession).Host, Target(call, call.PeSession, call.Handle))),
        TPvarResetCall.ServedBy(
            call => call.Functions.TPvarReset(Session(call, call.PeSession).Host, Target(call, call.PeSession, call.Handle))),
        TPvarReadCall.ServedBy(Read),
        TPvarReadresetCall.ServedBy(ReadAndReset),
        TPvarWriteCall.ServedBy(Write),
    ];

    private static void GetIndex(TPvarGetIndexCall call)
    {
        var name = call.Name.Read();
        call.PvarIndex.Require();
        var variableClass = ToolOutput.ToHost(call.Environment, ToolOutput.VariableClass, call.VarClass)
            ?? throw ToolOutput.Error(ToolErrors.InvalidName);
        int index;
        fixed (byte* text = (byte[])[.. name, 0])
            call.Functions.TPvarGetIndex(text, variableClass, &index);
        call.PvarIndex.Set(index);
    }

    private static void GetInfo(TPvarGetInfoCall call)
    {
        var environment = call.Environment;
        call.NameLen.RequireIfWanted();
        call.Verbosity.RequireIfWanted();
        call.VarClass.RequireIfWanted();
        call.Datatype.RequireIfWanted();
        call.Enumtype.RequireIfWanted();
        call.DescLen.RequireIfWanted();
        call.Bind.RequireIfWanted();
        call.Readonly.RequireIfWanted();
        call.Continuous.RequireIfWanted();
        call.Atomic.RequireIfWanted();
        var text = stackalloc byte[2 * ToolOutput.Room];
        var description = text + ToolOutput.Room;
        text[0] = description[0] = 0;
        var about = Ask(call.Functions, call.PvarIndex, text, description);
        call.Name.WriteIfWanted(call.NameLen, text);
        call.Verbosity.SetIfWanted(ToolOutput.ToGuest(environment, ToolOutput.Verbosity, about.Verbosity));
        call.VarClass.SetIfWanted(ToolOutput.ToGuest(environment, ToolOutput.VariableClass, about.Class));
        call.Datatype.SetIfWanted((uint)(ToolTypes.Find(environment, about.Type)?.Guest ?? StandardAbi.DatatypeNull));
        call.Enumtype.SetIfWanted(environment.Tools.Enum(about.Enum));
        call.Desc.WriteIfWanted(call.DescLen, description);
        call.Bind.SetIfWanted(ToolOutput.ToGuest(environment, ToolOutput.Binding, about.Bind));
        call.Readonly.SetIfWanted(about.ReadOnly != 0);
        call.Continuous.SetIfWanted(about.Continuous != 0);
        call.Atomic.SetIfWanted(about.Atomic != 0);
    }

    private static void CreateSession(TPvarSessionCreateCall call)
    {
        call.PeSession.Require();
        nint session;
        call.Functions.TPvarSessionCreate(&session);
        call.PeSession.Set(call.Environment.Tools.Add(new ToolObject(ToolKind.Session, session)));
    }

    private static void FreeSession(TPvarSessionFreeCall call)
    {
        var guest = call.PeSession.Get();
        var host = (call.Environment.Tools.Find(guest, ToolKind.Session) ?? throw ToolOutput.Error(ToolErrors.InvalidSession)).Host;
        call.Functions.TPvarSessionFree(&host);
        call.Environment.Tools.RemoveOf(guest);
        call.Environment.Tools.Remove(guest);
        call.PeSession.Set(0);
    }

    private static void Allocate(TPvarHandleAllocCall call)
    {
        var environment = call.Environment;
        var session = Session(call, call.PeSession);
        call.Handle.Require();
        call.Count.RequireIfWanted();
        var text = stackalloc byte[2 * ToolOutput.Room];
        var about = Ask(call.Functions, call.PvarIndex, text, text + ToolOutput.Room);
        var type = ToolTypes.Find(environment, about.Type) ?? throw ToolOutput.Error(ToolErrors.NotSupported);
        var bound = ToolVariables.Bind(environment, call.ObjHandle, ToolOutput.ToGuest(environment, ToolOutput.Binding, about.Bind));
        try
        {
            nint handle;
            int count;
            call.Functions.TPvarHandleAlloc(session.Host, call.PvarIndex, (void*)bound, &handle, &count);
            var tool = new ToolObject(ToolKind.Pvar, handle, call.PeSession.Guest, Object: bound);
            ToolVariables.Publish(environment, call.Handle, call.Count, tool, type, count);
        }
        catch
        {
            NativeMemory.Free((void*)bound);
            throw;
        }
    }

    private static void Free(TPvarHandleFreeCall call)
    {
        var session = Session(call, call.PeSession);
        var guest = call.Handle.Get();
        var host = Variable(call, call.PeSession, guest).Host;
        call.Functions.TPvarHandleFree(session.Host, &host);
        call.Environment.Tools.Remove(guest);
        call.Handle.Set(0);
    }

    /// <summary>What is started, stopped or reset: one variable or all in the session.</summary>
    private static nint Target(Call call, ToolArgument session, ToolArgument handle) => handle.Guest == StandardAbi.TPvarAllHandles
        ? (nint)(call.Environment.Library.Address(ConstantNames.TPvarAllHandles) ?? throw ToolOutput.Error(ToolErrors.NotSupported))
        : Variable(call, session, handle.Guest).Host;

    private static void Read(TPvarReadCall call)
    {
        var (session, tool, functions) = (Session(call, call.PeSession), Variable(call, call.PeSession, call.Handle.Guest), call.Functions);
        ToolVariables.Read(call.Buf, tool, buffer => functions.TPvarRead(session.Host, tool.Host, (void*)buffer));
    }

    private static void ReadAndReset(TPvarReadresetCall call)
    {
        var (session, tool, functions) = (Session(call, call.PeSession), Variable(call, call.PeSession, call.Handle.Guest), call.Functions);
        ToolVariables.Read(call.Buf, tool, buffer => functions.TPvarReadreset(session.Host, tool.Host, (void*)buffer));
    }

    private static void Write(TPvarWriteCall call)
    {
        var (session, tool, functions) = (Session(call, call.PeSession), Variable(call, call.PeSession, call.Handle.Guest), call.Functions);
        if (!call.Environment.AllowToolWrites)
            throw ToolOutput.Error(ToolErrors.NoWrite);
        ToolVariables.Write(call.Buf, tool, buffer => functions.TPvarWrite(session.Host, tool.Host, (void*)buffer));
    }

    private static (int Verbosity, int Class, ulong Type, nint Enum, int Bind, int ReadOnly, int Continuous, int Atomic) Ask(
        HostFunctions functions, int index, byte* name, byte* description)
    {
        int known;
        functions.TPvarGetNum(&known);
        ToolOutput.RequireIndex(index, known);
        int nameLength = ToolOutput.Room, length = ToolOutput.Room, verbosity, variableClass, bind, isReadOnly, isContinuous, isAtomic;
        ulong type = 0;
        nint enumeration = 0;
        functions.TPvarGetInfo(index, name, &nameLength, &verbosity, &variableClass, &type, &enumeration, description, &length, &bind,
            &isReadOnly, &isContinuous, &isAtomic);
        return (verbosity, variableClass, type, enumeration, bind, isReadOnly, isContinuous, isAtomic);
    }

    private static ToolObject Session(Call call, ToolArgument session) =>
        call.Environment.Tools.Find(session.Guest, ToolKind.Session) ?? throw ToolOutput.Error(ToolErrors.InvalidSession);

    private static ToolObject Variable(Call call, ToolArgument session, uint handle) =>
        call.Environment.Tools.Find(handle, ToolKind.Pvar) is { } tool && tool.Session == session.Guest
            ? tool
            : throw ToolOutput.Error(ToolErrors.InvalidHandle);
}
