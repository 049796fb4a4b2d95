using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>Results of the tool information interface: any of them may be unwanted, a null pointer (MPI 5.0 §15.3.3).</summary>
internal static unsafe class ToolOutput
{
    /// <summary>Room for the longest name or description of a library.</summary>
    public const int Room = 1 << 14;

    /// <summary>Checks an address the call may write, or null.</summary>
    public static void Check(Call call, int argument)
    {
        if (call[argument] != 0)
            _ = call.OutInt(argument);
    }

    public static void Write(Call call, int argument, int value)
    {
        if (call[argument] != 0)
            call.WriteInt(argument, value);
    }

    /// <summary>Writes as much of a string as the guest has room for, and the length it needs with the terminating zero.</summary>
    public static void WriteText(Call call, int argument, int lengthArgument, byte* text)
    {
        if (call[lengthArgument] == 0)
            return;
        var value = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
        var room = *call.OutInt(lengthArgument);
        if (call[argument] != 0 && room > 0)
            call.WriteText(argument, value, room);
        call.WriteInt(lengthArgument, value.Length + 1);
    }

    /// <summary>The guest's value of a host's constant whose name begins so; 0 where it has none.</summary>
    public static int ToGuest(Call call, string prefix, int host)
    {
        foreach (var constant in MpiApi.Standard.Constants)
        {
            if (constant.Name.StartsWith(prefix, StringComparison.Ordinal) && call.Environment.Library.Family.Constants.TryGetValue(constant.Name, out var value) && value == host)
                return constant.Value;
        }

        return 0;
    }

    /// <summary>The host's value of a guest's constant whose name begins so; null where it has none.</summary>
    public static int? ToHost(Call call, string prefix, int guest)
    {
        foreach (var constant in MpiApi.Standard.Constants)
        {
            if (constant.Value == guest && constant.Name.StartsWith(prefix, StringComparison.Ordinal)
                && call.Environment.Library.Family.Constants.TryGetValue(constant.Name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Refuses an index the host has not, which not every library does with the right code; the host's own count says.</summary>
    public static void CheckIndex(Call call, string count, int index)
    {
        int known;
        CheckHost(((delegate* unmanaged<int*, int>)call.Host(count))(&known));
        if (index < 0 || index >= known)
            throw Error(ToolErrors.InvalidIndex);
    }

    /// <summary>Throws on an error code of the host.</summary>
    public static void CheckHost(int code) => Call.Check(code);

    public static ArgumentCheckException Error(int code) => new(code, -1, 0);
}
