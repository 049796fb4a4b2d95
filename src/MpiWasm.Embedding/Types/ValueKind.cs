namespace MpiWasm;

/// <summary>The types of WebAssembly values (Wasm 3.0 §2.3.1, §2.3.3), and the C# type of each in typed delegates.</summary>
public enum ValueKind
{
    /// <summary>32-bit integer: <see cref="int"/> or <see cref="uint"/>.</summary>
    I32,

    /// <summary>64-bit integer: <see cref="long"/> or <see cref="ulong"/>.</summary>
    I64,

    /// <summary>32-bit float: <see cref="float"/>.</summary>
    F32,

    /// <summary>64-bit float: <see cref="double"/>.</summary>
    F64,

    /// <summary>128-bit vector: <see cref="UInt128"/>, lane 0 in the lowest bits.</summary>
    V128,

    /// <summary>Reference to a function: <see cref="Function"/>, or null.</summary>
    FuncRef,

    /// <summary>Number of the host's that the guest can keep and pass on but not read: <see cref="nint"/>, 0 is null.</summary>
    ExternRef,

    /// <summary>Reference to a caught exception; no C# type, only as a <see cref="Value"/>.</summary>
    ExnRef,
}
