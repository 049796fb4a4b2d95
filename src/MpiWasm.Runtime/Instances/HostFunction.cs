using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <summary>
/// A host function in C#: parameters are in <paramref name="slots"/> from 0, results go there from 0.
/// Exceptions arrive where the guest was entered.
/// </summary>
/// <param name="caller">The instance that called.</param>
/// <param name="slots">As many as the larger of parameters and results.</param>
public delegate void HostCall(Instance caller, Span<Slot> slots);

/// <summary>A function of the host that guests may import.</summary>
public sealed class HostFunction : Function
{
    private HostFunction(FunctionType type, nint code, nint context, HostCall? body)
        : base(type)
    {
        Code = code;
        Context = context;
        Body = body;
    }

    internal nint Code { get; }

    internal nint Context { get; }

    internal HostCall? Body { get; }

    /// <summary>A native function <c>result f(HostContext*, parameters...)</c> that never unwinds.</summary>
    /// <param name="type">Its Wasm type.</param>
    /// <param name="code">
    /// Its address: a shim, or an <c>UnmanagedCallersOnly</c> method that catches everything (see <see cref="GuestThread.Fail"/>).
    /// </param>
    /// <param name="context">
    /// A structure that begins with a <see cref="Image.HostContext"/> and serves one instance (whose address linking writes to it), or 0
    /// to receive the calling instance's context.
    /// </param>
    public static HostFunction Native(FunctionType type, nint code, nint context = 0) => new(type, code, context, null);

    /// <summary>A C# method. Costs about 20 ns more than a native one.</summary>
    public static HostFunction Managed(FunctionType type, HostCall body) => new(type, 0, 0, body);
}
