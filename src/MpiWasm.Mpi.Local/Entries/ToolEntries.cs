using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Tools;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>The tool information interface but for performance variables (MPI 5.0 §15.3).</summary>
internal static unsafe class ToolEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_T_init_thread", (nint)(delegate* unmanaged<int, int*, int>)&InitThread),
        ("MPI_T_finalize", (nint)(delegate* unmanaged<int>)&Finalize),
        ("MPI_T_cvar_get_num", (nint)(delegate* unmanaged<int*, int>)&CvarGetNum),
        ("MPI_T_cvar_get_info", (nint)(delegate* unmanaged<int, byte*, int*, int*, int*, nint*, byte*, int*, int*, int*, int>)&CvarGetInfo),
        ("MPI_T_cvar_get_index", (nint)(delegate* unmanaged<byte*, int*, int>)&CvarGetIndex),
        ("MPI_T_cvar_handle_alloc", (nint)(delegate* unmanaged<int, void*, nint*, int*, int>)&CvarHandleAlloc),
        ("MPI_T_cvar_handle_free", (nint)(delegate* unmanaged<nint*, int>)&CvarHandleFree),
        ("MPI_T_cvar_read", (nint)(delegate* unmanaged<nint, byte*, int>)&CvarRead),
        ("MPI_T_cvar_write", (nint)(delegate* unmanaged<nint, byte*, int>)&CvarWrite),
        ("MPI_T_enum_get_info", (nint)(delegate* unmanaged<nint, int*, byte*, int*, int>)&EnumGetInfo),
        ("MPI_T_enum_get_item", (nint)(delegate* unmanaged<nint, int, int*, byte*, int*, int>)&EnumGetItem),
        ("MPI_T_category_get_num", (nint)(delegate* unmanaged<int*, int>)&CategoryGetNum),
        ("MPI_T_category_get_info", (nint)(delegate* unmanaged<int, byte*, int*, byte*, int*, int*, int*, int*, int>)&CategoryGetInfo),
        ("MPI_T_category_get_index", (nint)(delegate* unmanaged<byte*, int*, int>)&CategoryGetIndex),
        ("MPI_T_category_get_cvars", (nint)(delegate* unmanaged<int, int, int*, int>)&CategoryGetCvars),
        ("MPI_T_category_get_pvars", (nint)(delegate* unmanaged<int, int, int*, int>)&CategoryGetPvars),
        ("MPI_T_category_get_categories", (nint)(delegate* unmanaged<int, int, int*, int>)&CategoryGetCategories),
        ("MPI_T_category_changed", (nint)(delegate* unmanaged<int*, int>)&CategoryChanged),
    ];

    /// <summary>All variables are in one category.</summary>
    private const string Category = "mpiwasm";

    [UnmanagedCallersOnly]
    private static int InitThread(int required, int* provided)
    {
        *provided = Math.Clamp(required, StandardAbi.ThreadSingle, StandardAbi.ThreadMultiple);
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int Finalize() => StandardAbi.Success;

    [UnmanagedCallersOnly]
    private static int CvarGetNum(int* number)
    {
        *number = ControlVariable.All.Length;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int CvarGetInfo(
        int index, byte* name, int* nameLength, int* verbosity, int* type, nint* values, byte* description, int* length, int* bind,
        int* scope)
    {
        if ((uint)index >= (uint)ControlVariable.All.Length)
            return StandardAbi.TErrInvalidIndex;
        var variable = ControlVariable.All[index];
        ToolText.Write(variable.Name, name, nameLength);
        ToolText.Write(variable.Description, description, length);
        *verbosity = StandardAbi.TVerbosityUserBasic;
        *type = variable.Number is null ? StandardAbi.Char : StandardAbi.Int64T;
        *values = 0;
        *bind = StandardAbi.TBindNoObject;
        *scope = StandardAbi.TScopeConstant;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int CvarGetIndex(byte* name, int* index)
    {
        var wanted = Marshal.PtrToStringUTF8((nint)name);
        *index = Array.FindIndex(ControlVariable.All, variable => variable.Name == wanted);
        return *index < 0 ? StandardAbi.TErrInvalidName : StandardAbi.Success;
    }

    // A variable is the same for all, and so is its handle: its number, not counted from 0.
    [UnmanagedCallersOnly]
    private static int CvarHandleAlloc(int index, void* bound, nint* handle, int* count)
    {
        if ((uint)index >= (uint)ControlVariable.All.Length)
            return StandardAbi.TErrInvalidIndex;
        *handle = index + 1;
        *count = ControlVariable.All[index].Count;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int CvarHandleFree(nint* handle)
    {
        *handle = 0;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int CvarRead(nint handle, byte* buffer)
    {
        if ((nuint)(handle - 1) >= (nuint)ControlVariable.All.Length)
            return StandardAbi.TErrInvalidHandle;
        var value = ControlVariable.All[handle - 1].Value;
        value.CopyTo(new Span<byte>(buffer, value.Length));
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int CvarWrite(nint handle, byte* buffer) => StandardAbi.TErrCvarSetNever;

    [UnmanagedCallersOnly]
    private static int EnumGetInfo(nint values, int* number, byte* name, int* length) => StandardAbi.TErrInvalidItem;

    [UnmanagedCallersOnly]
    private static int EnumGetItem(nint values, int index, int* value, byte* name, int* length) => StandardAbi.TErrInvalidItem;

    [UnmanagedCallersOnly]
    private static int CategoryGetNum(int* number)
    {
        *number = 1;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int CategoryGetInfo(
        int category, byte* name, int* nameLength, byte* description, int* length, int* controls, int* performances, int* categories)
    {
        if (category != 0)
            return StandardAbi.TErrInvalidIndex;
        ToolText.Write(Category, name, nameLength);
        ToolText.Write("The MPI library inside mpiwasm", description, length);
        (*controls, *performances, *categories) = (ControlVariable.All.Length, PerformanceVariable.All.Length, 0);
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int CategoryGetIndex(byte* name, int* category)
    {
        *category = 0;
        return Marshal.PtrToStringUTF8((nint)name) == Category ? StandardAbi.Success : StandardAbi.TErrInvalidName;
    }

    [UnmanagedCallersOnly]
    private static int CategoryGetCvars(int category, int room, int* indices) =>
        Count(category, Math.Min(room, ControlVariable.All.Length), indices);

    [UnmanagedCallersOnly]
    private static int CategoryGetPvars(int category, int room, int* indices) =>
        Count(category, Math.Min(room, PerformanceVariable.All.Length), indices);

    [UnmanagedCallersOnly]
    private static int CategoryGetCategories(int category, int room, int* indices) => Count(category, 0, indices);

    [UnmanagedCallersOnly]
    private static int CategoryChanged(int* number)
    {
        *number = 0;
        return StandardAbi.Success;
    }

    private static int Count(int category, int number, int* indices)
    {
        if (category != 0)
            return StandardAbi.TErrInvalidIndex;
        for (var i = 0; i < number; i++)
            indices[i] = i;
        return StandardAbi.Success;
    }
}
