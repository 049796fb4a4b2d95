using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>Results of the tool information interface: any of them may be unwanted, a null pointer (MPI 5.0 §15.3.3).</summary>
internal static unsafe class ToolOutput
{
    // Names of constants begin so.
    public const string Verbosity = "MPI_T_VERBOSITY_", Binding = "MPI_T_BIND_", Scope = "MPI_T_SCOPE_",
        VariableClass = "MPI_T_PVAR_CLASS_";

    /// <summary>Room for the longest name or description of a library.</summary>
    public const int Room = 1 << 14;

    /// <summary>Throws where it is wanted and cannot be written.</summary>
    public static void RequireIfWanted(this IntResult result)
    {
        if (result.IsWanted)
            result.Require();
    }

    /// <inheritdoc cref="RequireIfWanted(IntResult)"/>
    public static void RequireIfWanted(this FlagResult result)
    {
        if (result.IsWanted)
            result.Require();
    }

    /// <inheritdoc cref="RequireIfWanted(IntResult)"/>
    public static void RequireIfWanted(this HandleResult result)
    {
        if (result.IsWanted)
            result.Require();
    }

    public static void SetIfWanted(this IntResult result, int value)
    {
        if (result.IsWanted)
            result.Set(value);
    }

    public static void SetIfWanted(this FlagResult result, bool value)
    {
        if (result.IsWanted)
            result.Set(value);
    }

    public static void SetIfWanted(this HandleResult result, uint value)
    {
        if (result.IsWanted)
            result.Set(value);
    }

    /// <summary>Writes as much of a string as the guest has room for, and the length it needs with the terminating zero.</summary>
    public static void WriteIfWanted(this TextResult result, IntResult length, byte* text)
    {
        if (!length.IsWanted)
            return;
        var value = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
        var room = length.Get();
        if (result.IsWanted && room > 0)
            result.Write(value, room);
        length.Set(value.Length + 1);
    }

    /// <summary>The guest's value of a host's constant whose name begins so; 0 where it has none.</summary>
    public static int ToGuest(MpiEnvironment environment, string prefix, int host)
    {
        foreach (var constant in MpiApi.Standard.Constants)
        {
            if (constant.Name.StartsWith(prefix, StringComparison.Ordinal)
                && environment.Library.Family.Constants.TryGetValue(constant.Name, out var value) && value == host)
                return constant.Value;
        }

        return 0;
    }

    /// <summary>The host's value of a guest's constant whose name begins so; null where it has none.</summary>
    public static int? ToHost(MpiEnvironment environment, string prefix, int guest)
    {
        foreach (var constant in MpiApi.Standard.Constants)
        {
            if (constant.Value == guest && constant.Name.StartsWith(prefix, StringComparison.Ordinal)
                && environment.Library.Family.Constants.TryGetValue(constant.Name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Refuses an index the host has not, which not every library does with the right code; the host's own count says.</summary>
    public static void RequireIndex(int index, int count)
    {
        if (index < 0 || index >= count)
            throw Error(ToolErrors.InvalidIndex);
    }

    public static ArgumentCheckException Error(int code) => new(code, -1, 0);
}
