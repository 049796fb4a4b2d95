using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Tools;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Performance variables (MPI 5.0 §15.3.7). All of them count always, so that none is started or stopped.</summary>
internal static unsafe class PerformanceEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_T_pvar_get_num", (nint)(delegate* unmanaged<int*, int>)&GetNum),
        ("MPI_T_pvar_get_info", (nint)(delegate* unmanaged<
            int, byte*, int*, int*, int*, int*, nint*, byte*, int*, int*, int*, int*, int*, int>)&GetInfo),
        ("MPI_T_pvar_get_index", (nint)(delegate* unmanaged<byte*, int, int*, int>)&GetIndex),
        ("MPI_T_pvar_session_create", (nint)(delegate* unmanaged<nint*, int>)&SessionCreate),
        ("MPI_T_pvar_session_free", (nint)(delegate* unmanaged<nint*, int>)&SessionFree),
        ("MPI_T_pvar_handle_alloc", (nint)(delegate* unmanaged<nint, int, void*, nint*, int*, int>)&HandleAlloc),
        ("MPI_T_pvar_handle_free", (nint)(delegate* unmanaged<nint, nint*, int>)&HandleFree),
        ("MPI_T_pvar_start", (nint)(delegate* unmanaged<nint, nint, int>)&Start),
        ("MPI_T_pvar_stop", (nint)(delegate* unmanaged<nint, nint, int>)&Start),
        ("MPI_T_pvar_read", (nint)(delegate* unmanaged<nint, nint, long*, int>)&Read),
        ("MPI_T_pvar_write", (nint)(delegate* unmanaged<nint, nint, long*, int>)&Write),
        ("MPI_T_pvar_reset", (nint)(delegate* unmanaged<nint, nint, int>)&Reset),
        ("MPI_T_pvar_readreset", (nint)(delegate* unmanaged<nint, nint, long*, int>)&ReadReset),
    ];

    [UnmanagedCallersOnly]
    private static int GetNum(int* number)
    {
        *number = PerformanceVariable.All.Length;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int GetInfo(
        int index, byte* name, int* nameLength, int* verbosity, int* variableClass, int* type, nint* values, byte* description, int* length,
        int* bind, int* isReadOnly, int* isContinuous, int* isAtomic)
    {
        if ((uint)index >= (uint)PerformanceVariable.All.Length)
            return StandardAbi.TErrInvalidIndex;
        var variable = PerformanceVariable.All[index];
        ToolText.Write(variable.Name, name, nameLength);
        ToolText.Write(variable.Description, description, length);
        *verbosity = StandardAbi.TVerbosityUserBasic;
        *variableClass = variable.Class;
        *type = StandardAbi.UnsignedLongLong;
        *values = 0;
        *bind = StandardAbi.TBindNoObject;
        *isReadOnly = variable.IsReadOnly ? 1 : 0;
        *isContinuous = 1;
        *isAtomic = 0;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int GetIndex(byte* name, int variableClass, int* index)
    {
        var wanted = Marshal.PtrToStringUTF8((nint)name);
        *index = Array.FindIndex(PerformanceVariable.All, variable => variable.Name == wanted && variable.Class == variableClass);
        return *index < 0 ? StandardAbi.TErrInvalidName : StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int SessionCreate(nint* session) => Entry.Run(() => *session = Entry.Objects.ToolSessions.Add(new ToolSession()));

    [UnmanagedCallersOnly]
    private static int SessionFree(nint* session)
    {
        if (!Entry.Objects.ToolSessions.TryRemove((int)*session, out _))
            return StandardAbi.TErrInvalidSession;
        *session = 0;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int HandleAlloc(nint session, int index, void* bound, nint* handle, int* count) => Entry.Run(() =>
    {
        if ((uint)index >= (uint)PerformanceVariable.All.Length)
            throw new MpiFailure(StandardAbi.TErrInvalidIndex);
        var made = new PerformanceHandle(Entry.Rank, PerformanceVariable.All[index]);
        _ = Entry.Objects.ToolSessions[(int)session].Handles.Add(made);
        *handle = Entry.Objects.ToolHandles.Add(made);
        *count = 1;
    });

    [UnmanagedCallersOnly]
    private static int HandleFree(nint session, nint* handle) => Entry.Run(() =>
    {
        _ = Entry.Objects.ToolSessions[(int)session].Handles.Remove(Of(*handle));
        _ = Entry.Objects.ToolHandles.TryRemove((int)*handle, out _);
        *handle = 0;
    });

    /// <summary>What is continuous is neither started nor stopped; of all handles it is left out.</summary>
    [UnmanagedCallersOnly]
    private static int Start(nint session, nint handle) =>
        handle == StandardAbi.TPvarAllHandles ? StandardAbi.Success : StandardAbi.TErrPvarNoStartstop;

    [UnmanagedCallersOnly]
    private static int Read(nint session, nint handle, long* value) => Entry.Run(() => *value = Of(handle).Read());

    [UnmanagedCallersOnly]
    private static int Write(nint session, nint handle, long* value) => Entry.Run(() => Of(handle).Write(*value));

    [UnmanagedCallersOnly]
    private static int Reset(nint session, nint handle) => Entry.Run(() =>
    {
        if (handle != StandardAbi.TPvarAllHandles)
        {
            Of(handle).Reset();
            return;
        }

        foreach (var each in Entry.Objects.ToolSessions[(int)session].Handles.Where(each => !each.Variable.IsReadOnly))
            each.Reset();
    });

    [UnmanagedCallersOnly]
    private static int ReadReset(nint session, nint handle, long* value) => Entry.Run(() =>
    {
        *value = Of(handle).Read();
        Of(handle).Reset();
    });

    private static PerformanceHandle Of(nint handle) => Entry.Objects.ToolHandles[(int)handle];
}
