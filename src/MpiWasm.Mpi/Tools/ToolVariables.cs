using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>Values of variables and the objects they are bound to.</summary>
internal static unsafe class ToolVariables
{
    /// <summary>More than any library writes beyond the length it told.</summary>
    private const long Slack = 4096;

    /// <summary>No variable is larger.</summary>
    private const long Largest = 1 << 28;

    /// <summary>
    /// The host's handle of the object a variable is bound to, in memory for as long as the handle lives: the guest gives the address of
    /// its own handle.
    /// </summary>
    public static nint Bind(MpiEnvironment environment, BufferArgument handle, int bind)
    {
        if (BoundKind(bind) is not { } kind)
            return 0;
        var entry = environment.Table(kind).Find(HandleTable.FromWord(handle.Word()));
        if (entry is null)
            throw ToolOutput.Error(ToolErrors.InvalidHandle);
        var memory = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *memory = entry->Host;
        return (nint)memory;
    }

    /// <summary>Gives the guest a handle of a variable, and the number of its elements.</summary>
    /// <param name="environment">The process' MPI.</param>
    /// <param name="result">Where the handle goes.</param>
    /// <param name="number">Where the number of elements goes, if it is wanted.</param>
    /// <param name="tool">The variable; its length is not known yet.</param>
    /// <param name="type">The guest's handle of the type, and its size.</param>
    /// <param name="count">The number of elements, as the host says.</param>
    public static void Publish(
        MpiEnvironment environment, HandleResult result, IntResult number, ToolObject tool, (int Guest, int Bytes) type, int count)
    {
        var isText = ToolTypes.IsText(type.Guest);
        // Open MPI does not count a string's terminating zero.
        var elements = (long)Math.Max(count, 0) + (isText ? 1 : 0);
        var bytes = elements * type.Bytes <= Largest ? elements * type.Bytes : throw ToolOutput.Error(ToolErrors.Invalid);
        result.Set(environment.Tools.Add(tool with { Bytes = bytes, IsText = isText }));
        number.SetIfWanted((int)elements);
    }

    /// <summary>Reads a value by way of memory of ours, since libraries write as much as they have.</summary>
    public static void Read(BufferArgument buffer, ToolObject tool, Action<nint> read)
    {
        _ = buffer.Bytes((int)tool.Bytes);
        var value = (byte*)NativeMemory.AllocZeroed((nuint)(tool.Bytes + Slack));
        try
        {
            read((nint)value);
            var room = buffer.Bytes((int)tool.Bytes);
            if (tool.IsText)
                CopyText(value, room);
            else
                new ReadOnlySpan<byte>(value, room.Length).CopyTo(room);
        }
        finally
        {
            NativeMemory.Free(value);
        }
    }

    /// <summary>Writes a value from a copy, which no other thread of the guest can change.</summary>
    public static void Write(BufferArgument buffer, ToolObject tool, Action<nint> write)
    {
        var value = (byte*)NativeMemory.AllocZeroed((nuint)(tool.Bytes + Slack));
        try
        {
            buffer.Bytes((int)tool.Bytes).CopyTo(new Span<byte>(value, (int)tool.Bytes));
            write((nint)value);
        }
        finally
        {
            NativeMemory.Free(value);
        }
    }

    /// <summary>A string that names a path tells of the host what the guest has not been granted: it reads as an empty one.</summary>
    private static void CopyText(byte* value, Span<byte> room)
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(value);
        if (text.Contains((byte)'/'))
            text = [];
        if (room.IsEmpty)
            return;
        var length = Math.Min(text.Length, room.Length - 1);
        text[..length].CopyTo(room);
        room[length] = 0;
    }

    private static HandleKind? BoundKind(int bind)
    {
        (string Name, HandleKind Kind)[] kinds =
        [
            ("COMM", HandleKind.Comm), ("DATATYPE", HandleKind.Datatype), ("ERRHANDLER", HandleKind.Errhandler),
            ("FILE", HandleKind.File), ("GROUP", HandleKind.Group), ("OP", HandleKind.Op), ("REQUEST", HandleKind.Request),
            ("WIN", HandleKind.Win), ("MESSAGE", HandleKind.Message), ("INFO", HandleKind.Info),
        ];
        foreach (var (name, kind) in kinds)
        {
            if (MpiApi.Standard.Value($"{ToolOutput.Binding}MPI_{name}") == bind)
                return kind;
        }

        return bind == StandardAbi.TBindNoObject ? null : throw ToolOutput.Error(ToolErrors.NotSupported);
    }
}
