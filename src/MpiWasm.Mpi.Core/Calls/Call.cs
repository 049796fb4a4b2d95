using MpiWasm.Image;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Runtime;

namespace MpiWasm.Mpi.Core.Calls;

/// <summary>
/// A guest's call of a managed procedure: its arguments, checked as the API description says. Guest memory is copied before it is looked at, since other threads may change it.
/// </summary>
internal readonly unsafe ref partial struct Call
{
    /// <summary>No managed procedure has more.</summary>
    public const int MostArguments = 13;

    private readonly ManagedContext* _context;
    private readonly ReadOnlySpan<ulong> _arguments;

    public Call(MpiEnvironment environment, ManagedContext* context, ReadOnlySpan<ulong> arguments)
    {
        Environment = environment;
        _context = context;
        _arguments = arguments;
    }

    public MpiEnvironment Environment { get; }

    public Procedure Procedure => MpiApi.Standard.Procedures[_context->Procedure];

    /// <summary>The instance that calls.</summary>
    public Instance Instance => Instance.FromContext(_context->Host.Instance);

    /// <summary>The argument as the guest passed it.</summary>
    public uint this[int argument] => (uint)_arguments[argument];

    /// <summary>An argument of 64 bits.</summary>
    public long Wide(int argument) => (long)_arguments[argument];

    public int Int(int argument) => (int)this[argument];

    /// <summary>The same call with other arguments.</summary>
    public Call With(ReadOnlySpan<ulong> arguments) => new(Environment, _context, arguments);

    /// <summary>A count or length that must not be negative.</summary>
    public int Count(int argument, int errorClass = ErrorClasses.Count) =>
        Int(argument) is var value and >= 0 ? value : throw Error(errorClass, argument);

    /// <summary>First argument of this instance's shims.</summary>
    public MpiContext* Shims => _context->Mpi;

    /// <summary>The host's address of a guest address that a shim has checked.</summary>
    public byte* HostAddress(uint guest) => HostAddress(_context->Mpi, guest);

    /// <inheritdoc cref="HostAddress(uint)"/>
    public static byte* HostAddress(MpiContext* context, uint guest) => *(byte**)((byte*)context->Host.Instance + InstanceContext.Memory0BaseOffset) + guest;

    /// <summary>A function of the host's library.</summary>
    public void* Host(string name) => Environment.HostFunction(name);

    /// <summary>The host's function of the same name.</summary>
    public void* Host() => Environment.HostFunction(Procedure.Name);

    /// <summary>Throws on an error code of the host.</summary>
    public static void Check(int hostCode)
    {
        if (hostCode != 0)
            throw new HostCallException(hostCode);
    }

    public ArgumentCheckException Error(int errorClass, int argument) => new(errorClass, argument, this[argument]);
}
