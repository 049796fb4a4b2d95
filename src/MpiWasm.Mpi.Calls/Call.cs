using MpiWasm.Image;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Runtime.Instances;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// A guest's call of a managed procedure: its arguments, checked as the API description says. Guest memory is copied before it is looked
/// at, since other threads may change it.
/// </summary>
internal readonly unsafe ref partial struct Call
{
    /// <summary>No managed procedure has more.</summary>
    public const int MostArguments = 13;

    private readonly ManagedContext* _context;
    private readonly Span<ulong> _arguments;

    public Call(MpiEnvironment environment, ManagedContext* context, Span<ulong> arguments)
    {
        Environment = environment;
        _context = context;
        _arguments = arguments;
    }

    public MpiEnvironment Environment { get; }

    public Procedure Procedure => MpiApi.Standard.Procedures[_context->Procedure];

    /// <summary>The instance that calls.</summary>
    public Instance Instance => Instance.FromContext(_context->Host.Instance);

    /// <summary>Of the guest: how wide pointers are.</summary>
    public GuestAbi Guest => Environment.GuestAbi;

    /// <summary>The argument as the guest passed it: an address, or another word that is as wide.</summary>
    public ulong this[int argument] => Guest.Is64 ? _arguments[argument] : (uint)_arguments[argument];

    /// <summary>A handle.</summary>
    public uint Handle(int argument) => HandleTable.FromWord(this[argument]);

    /// <summary>An argument of 64 bits.</summary>
    public long Wide(int argument) => (long)_arguments[argument];

    public int Int(int argument) => (int)_arguments[argument];

    /// <summary>The same call with a copy of its arguments, of which some will be replaced.</summary>
    /// <param name="room">Room for <see cref="MostArguments"/>.</param>
    public Call Copy(Span<ulong> room)
    {
        _arguments.CopyTo(room);
        return new Call(Environment, _context, room[.._arguments.Length]);
    }

    /// <summary>Replaces an argument of a copy.</summary>
    public void Replace(int argument, ulong value) => _arguments[argument] = value;

    /// <summary>
    /// The class of the error where a number is negative that must not be: MPI_ERR_COUNT for elements, MPI_ERR_ARG for all others.
    /// </summary>
    public int CountErrorOf(int argument) =>
        Procedure.Parameters[argument].Kind == ParameterKind.Count ? ErrorClasses.Count : ErrorClasses.Arg;

    /// <summary>First argument of this instance's shims.</summary>
    public MpiContext* Shims => _context->Mpi;

    /// <summary>The host's address of a guest address that a shim has checked.</summary>
    public byte* HostAddress(ulong guest) => HostAddress(_context->Mpi, guest);

    /// <inheritdoc cref="HostAddress(ulong)"/>
    public static byte* HostAddress(MpiContext* context, ulong guest) =>
        *(byte**)((byte*)context->Host.Instance + InstanceContext.Memory0BaseOffset) + guest;

    /// <summary>The functions of the host's library.</summary>
    public HostFunctions Functions => Environment.Functions;

    /// <summary>Throws on an error code of the host.</summary>
    public static void Check(int hostCode)
    {
        if (hostCode != 0)
            throw new HostCallException(hostCode);
    }

    public ArgumentCheckException Error(int errorClass, int argument) => new(errorClass, argument, this[argument]);
}
