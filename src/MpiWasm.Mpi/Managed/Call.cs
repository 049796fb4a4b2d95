using MpiWasm.Image;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>
/// A guest's call of a managed procedure: its arguments, checked as the API description says. Guest memory is copied before it is looked at, since other threads may change it.
/// </summary>
internal readonly unsafe ref struct Call
{
    private readonly ManagedContext* _context;
    private readonly ReadOnlySpan<ulong> _arguments;

    public Call(MpiEnvironment environment, ManagedContext* context, ReadOnlySpan<ulong> arguments)
    {
        Environment = environment;
        _context = context;
        _arguments = arguments;
    }

    public MpiEnvironment Environment { get; }

    public Procedure Procedure => MpiEnvironment.Api.Procedures[_context->Procedure];

    /// <summary>The argument as the guest passed it.</summary>
    public uint this[int argument] => (uint)_arguments[argument];

    /// <summary>An argument of 64 bits.</summary>
    public long Wide(int argument) => (long)_arguments[argument];

    public int Int(int argument) => (int)this[argument];

    /// <summary>A count or length that must not be negative.</summary>
    public int Count(int argument, int errorClass = ErrorClasses.Count) =>
        Int(argument) is var value and >= 0 ? value : throw Error(errorClass, argument);

    /// <summary>The host's handle for a handle argument.</summary>
    public ulong Handle(int argument) => HandleIn(argument, this[argument])->Host;

    /// <summary>The host's handle for a handle argument that is passed by address, and its value.</summary>
    public ulong HandleAt(int argument, out uint guest)
    {
        guest = (uint)*OutInt(argument);
        return HandleIn(argument, guest)->Host;
    }

    public HandleEntry* HandleIn(int argument, uint guest)
    {
        var kind = KindOf(Procedure.Parameters[argument].Kind);
        var entry = Environment.Table(kind).Find(guest);
        return entry is not null ? entry : throw new ArgumentCheckException(ClassOf(kind), argument, guest);
    }

    public CommEntry* Comm(int argument) => (CommEntry*)HandleIn(argument, this[argument]);

    /// <summary>An int of guest memory the call may write.</summary>
    public int* OutInt(int argument) => (int*)Memory(argument, this[argument], 4);

    /// <summary>A copy of an array of ints in guest memory.</summary>
    public int[] Ints(int argument, int count)
    {
        if (count == 0)
            return [];
        var copy = GC.AllocateUninitializedArray<int>(count);
        new ReadOnlySpan<int>(Memory(argument, this[argument], 4L * count), count).CopyTo(copy);
        return copy;
    }

    /// <summary>An array of ints of guest memory the call writes.</summary>
    public Span<int> OutInts(int argument, int count) => count == 0 ? default : new(Memory(argument, this[argument], 4L * count), count);

    /// <summary>Writes a string and its length; the array has room for <paramref name="room"/> characters with the terminating zero.</summary>
    public void WriteString(int argument, int lengthArgument, ReadOnlySpan<byte> text, int room)
    {
        var length = Math.Min(text.Length, room - 1);
        var at = (byte*)Memory(argument, this[argument], length + 1);
        var lengthAt = OutInt(lengthArgument);
        text[..length].CopyTo(new Span<byte>(at, length));
        at[length] = 0;
        *lengthAt = length;
    }

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

    /// <summary>The communicator argument, where it is valid: its error handler is the one to run.</summary>
    public uint ValidCommunicator()
    {
        var parameter = Procedure.Communicator;
        return parameter is not null && Environment.Table(HandleKind.Comm).Find(this[parameter.Index]) is not null ? this[parameter.Index] : 0;
    }

    private static HandleKind KindOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Comm => HandleKind.Comm,
        ParameterKind.Group => HandleKind.Group,
        ParameterKind.Datatype => HandleKind.Datatype,
        ParameterKind.Op => HandleKind.Op,
        ParameterKind.Request => HandleKind.Request,
        ParameterKind.Info => HandleKind.Info,
        ParameterKind.Errhandler => HandleKind.Errhandler,
        ParameterKind.Win => HandleKind.Win,
        ParameterKind.File => HandleKind.File,
        ParameterKind.Message => HandleKind.Message,
        ParameterKind.Session => HandleKind.Session,
        _ => throw new InvalidOperationException($"{kind} is no handle"),
    };

    private static int ClassOf(HandleKind kind) => kind switch
    {
        HandleKind.Comm => ErrorClasses.Comm,
        HandleKind.Group => ErrorClasses.Group,
        HandleKind.Datatype => ErrorClasses.Type,
        HandleKind.Op => ErrorClasses.Op,
        HandleKind.Request => ErrorClasses.Request,
        HandleKind.Info => ErrorClasses.Info,
        HandleKind.Errhandler => ErrorClasses.Errhandler,
        HandleKind.Win => ErrorClasses.Win,
        HandleKind.File => ErrorClasses.File,
        HandleKind.Message => ErrorClasses.Request,
        HandleKind.Session => ErrorClasses.Session,
        _ => ErrorClasses.Arg,
    };

    /// <summary>Null is refused as well: address 0 is ordinary memory to Wasm, but never an argument a C program means.</summary>
    private void* Memory(int argument, uint address, long bytes)
    {
        var instance = (byte*)_context->Host.Instance;
        var record = *(MemoryRecord**)(instance + InstanceContext.Memory0RecordOffset);
        var end = address + (ulong)bytes;
        if (address == 0 || end > record->Bytes)
            throw new ArgumentCheckException(ErrorClasses.Arg, argument, address, end);
        return *(byte**)(instance + InstanceContext.Memory0BaseOffset) + address;
    }
}
