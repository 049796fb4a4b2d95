namespace MpiWasm.Image;

/// <summary>
/// Functions of the runtime that generated code calls. The compiler declares them by <see cref="Builtins.SignatureOf"/>, the runtime has
/// the code; neither builds with one missing (CS8509).
/// </summary>
public enum Builtin
{
    /// <summary>Memory, pages more; the old size in pages, or -1.</summary>
    MemoryGrow,

    /// <summary>Memory, segment, destination, source, length.</summary>
    MemoryInit,

    /// <summary>Segment.</summary>
    DataDrop,

    /// <summary>Table, elements more, value; the old size, or -1.</summary>
    TableGrow,

    /// <summary>Table, start, value, length.</summary>
    TableFill,

    /// <summary>Destination table, source table, destination, source, length.</summary>
    TableCopy,

    /// <summary>Table, segment, destination, source, length.</summary>
    TableInit,

    /// <summary>Segment.</summary>
    ElementDrop,

    /// <summary>Memory, address, expected value, timeout in nanoseconds.</summary>
    AtomicWait32,

    /// <inheritdoc cref="AtomicWait32"/>
    AtomicWait64,

    /// <summary>Memory, address, count.</summary>
    AtomicNotify,

    /// <summary>An exnref to a copy of the thread's pending exception.</summary>
    ExceptionSave,

    /// <summary>Exnref: makes its exception the thread's pending one; traps on null.</summary>
    ExceptionRestore,
}

/// <summary>How builtins are called.</summary>
public static class Builtins
{
    /// <summary>How many there are.</summary>
    public static int Count { get; } = Enum.GetValues<Builtin>().Length;

    /// <summary>
    /// The result, then the parameters after the first, which is the calling <c>InstanceContext*</c>: <c>v</c> void, <c>i</c> i32, <c>I</c>
    /// i64.
    /// </summary>
    public static string SignatureOf(Builtin builtin) => builtin switch
    {
        Builtin.MemoryGrow => "IiI",
        Builtin.MemoryInit => "viiIii",
        Builtin.DataDrop => "vi",
        Builtin.TableGrow => "IiII",
        Builtin.TableFill => "viIII",
        Builtin.TableCopy => "viiIII",
        Builtin.TableInit => "viiIii",
        Builtin.ElementDrop => "vi",
        Builtin.AtomicWait32 => "iiIiI",
        Builtin.AtomicWait64 => "iiIII",
        Builtin.AtomicNotify => "iiIi",
        Builtin.ExceptionSave => "I",
        Builtin.ExceptionRestore => "vI",
    };
}
