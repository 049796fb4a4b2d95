using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Errors;

/// <summary>
/// Errors of MPI calls. The host's handlers are all set to MPI_ERRORS_RETURN; what the guest asked for is done here, the same for errors of
/// the host and for those our checks find. The codes guests see are the standard's classes (MPI 5.0 §9.4), and
/// <see cref="HostErrorCodes"/>.
/// </summary>
internal sealed unsafe partial class MpiErrors
{
    private static readonly FrozenDictionary<int, string> ClassNames = MpiApi.Standard.Constants
        .Where(c => c.Title == "Error classes" && c.Name != ConstantNames.ErrLastcode).ToFrozenDictionary(c => c.Value, c => c.Name);

    private const uint World = StandardAbi.CommWorld;
    private const uint Self = StandardAbi.CommSelf;

    private readonly MpiEnvironment _environment;
    private readonly HostErrorCodes _host = new();

    public MpiErrors(MpiEnvironment environment)
    {
        _environment = environment;
        Handlers = new ErrorHandlers(environment);
    }

    /// <summary>The handlers of the guest's objects.</summary>
    public ErrorHandlers Handlers { get; }

    /// <summary>Classes and codes that the guest has added.</summary>
    public ErrorCodes Codes { get; } = new();

    /// <summary>Whether it is one of the standard's classes.</summary>
    public static bool IsClass(int code) => ClassNames.ContainsKey(code);

    /// <summary>Whether it is a code that guests see: a class, one that they added, or one of <see cref="HostErrorCodes"/>.</summary>
    public bool IsCode(int code) => IsClass(code) || ClassOf(code) != code || Codes.IsClass(code);

    /// <summary>The class of a code.</summary>
    public int ClassOf(int code) => Codes.ClassOf(code) ?? _host.Find(code)?.Class ?? code;

    /// <summary>An object's error handler; a new communicator has that of the one it came from.</summary>
    public uint Handler(uint handle) => Handlers.Of(handle);

    public void SetHandler(uint handle, uint handler) => Handlers.Set(handle, handler);

    public void Forget(uint handle) => Handlers.Forget(handle);

    /// <summary>The standard class of a host error code.</summary>
    public int ClassOfHost(int hostCode)
    {
        if (hostCode == 0)
            return ErrorClasses.Success;
        int hostClass;
        return _environment.Functions.Codes.ErrorClass(hostCode, &hostClass) == 0
            && _environment.Constants.ToGuest(ParameterKind.ErrorClass, hostClass) is { } known
            ? known : ErrorClasses.Intern;
    }

    /// <summary>The text for an error code of the guest, or null where it is none.</summary>
    public string? Text(int code)
    {
        if (!ClassNames.TryGetValue(code, out var name))
            return _host.Find(code)?.Text;
        return _environment.Library.Family.Constants.TryGetValue(name, out var hostClass) ? HostText(hostClass) ?? name : name;
    }

    /// <summary>A check of ours failed: see <see cref="MpiContext.OwnError"/>. An argument of -1 means none in particular.</summary>
    public int Own(int procedure, int argument, int errorClass, uint handle, ulong first, ulong second, ulong memory = 0) =>
        Raise(procedure, errorClass, handle,
            () => Describe(MpiApi.Standard.Procedures[procedure], argument, errorClass, first, second, memory));

    /// <summary>A call is refused, for a reason that is no argument's.</summary>
    public int Refused(int procedure, int errorClass, uint handle, string reason) => Raise(procedure, errorClass, handle, () => reason);

    /// <summary>The host returned an error: see <see cref="MpiContext.HostError"/>.</summary>
    public int Host(int procedure, int hostCode, uint handle)
    {
        var errorClass = ClassOfHost(hostCode);
        var code = HostErrorCodes.IsVague(errorClass) && HostText(hostCode) is { } text && text != Text(errorClass)
            ? _host.Of(errorClass, WithoutPointers(text))
            : errorClass;
        return Raise(procedure, code, handle, () => HostText(hostCode) ?? "the MPI library reports an error");
    }

    /// <summary>A callback of the guest returned an error; what is no code of ours is MPI_ERR_OTHER.</summary>
    public int Guest(int procedure, int code, uint handle, string what) =>
        Raise(procedure, IsCode(code) ? code : ErrorClasses.Other, handle, () => $"{what}: code {code}");

    /// <summary>MPI_*_call_errhandler.</summary>
    public void Call(int procedure, int code, uint handle) => Raise(procedure, code, handle, () => $"error {code}: {TextOf(code)}");

    /// <summary>
    /// Does what the object's handler says. If that returns, so does the call, with the code; the guest's own may change it, as it may with
    /// both libraries.
    /// </summary>
    private int Raise(int procedure, int code, uint handle, Func<string> describe)
    {
        if (handle == 0)
            handle = Unattached();
        var handler = Handlers.Of(handle);
        if (handler == ErrorHandlers.Return)
            return code;
        if (handler == ErrorHandlers.Fatal || handler == ErrorHandlers.Abort)
            return End(procedure, ClassOf(code), describe());
        return Handlers.Run(handler, handle, code);
    }

    /// <summary>
    /// An error of no object is MPI_COMM_SELF's (MPI 5.0 §9.3); programs written for older MPI set MPI_COMM_WORLD's handler for it.
    /// </summary>
    private uint Unattached() => Handlers.Of(Self) == ErrorHandlers.Fatal ? World : Self;

    private string TextOf(int code) => Codes.Text(code) is { } own ? Encoding.UTF8.GetString(own) : Text(code) ?? "unknown";

    private int End(int procedure, int errorClass, string what)
    {
        var name = MpiApi.Standard.Procedures[procedure].Name;
        _environment.Say($"{name}: {what} ({ClassNames.GetValueOrDefault(errorClass) ?? $"code {errorClass}"})");
        _environment.AbortJob(errorClass);
        return errorClass;
    }

    private string Describe(Procedure procedure, int argument, int errorClass, ulong first, ulong second, ulong memory)
    {
        if (!_environment.IsRunning && errorClass == ErrorClasses.Comm)
            return _environment.WasFinalized ? "called after MPI_Finalize" : "called before MPI_Init";
        var parameter = argument >= 0 && argument < procedure.Parameters.Length ? procedure.Parameters[argument] : null;
        var name = parameter?.Name ?? "an argument";
        return errorClass switch
        {
            ErrorClasses.Buffer => DescribeBuffer(parameter, name, first, second, memory),
            ErrorClasses.Comm or ErrorClasses.Group or ErrorClasses.Type or ErrorClasses.Op or ErrorClasses.Request or ErrorClasses.Info
                or ErrorClasses.Errhandler
                or ErrorClasses.Win or ErrorClasses.File when parameter is { IsHandle: true } => $"{name} is no valid handle: 0x{first:x}",
            ErrorClasses.Count => $"{name} must not be negative: {(long)first}",
            ErrorClasses.Arg when parameter is { IsAddress: true } && first == 0 => $"{name} is a null pointer",
            ErrorClasses.Arg when parameter is { IsAddress: true } && second != 0 =>
                $"{name} [0x{first:x}, 0x{second:x}) is outside the guest memory of this process",
            ErrorClasses.Arg when parameter is { IsAddress: true } => $"{name} is not in the guest memory of this process: 0x{first:x}",
            ErrorClasses.UnsupportedOperation => $"{_environment.Library.Title} of this machine has no such function",
            ErrorClasses.RmaRange =>
                $"displacement {first} in the window of process {second}: the target's elements would lie outside the window",
            ErrorClasses.ValueTooLarge =>
                $"{name} is {(long)first}: {_environment.Library.Title} of this machine takes no more than an int there",
            ErrorClasses.InStatus => "operations failed; each status has its error",
            ErrorClasses.NoMem when first != 0 && parameter is not { IsHandle: true } =>
                $"{first} bytes are not to be had: guest memory ends at 4 GiB or at its limit, and shared windows lie in /dev/shm as well",
            ErrorClasses.NoMem => "no more handles of this kind",
            _ => $"invalid argument {name}: {(int)first}",
        };
    }

    private static string DescribeBuffer(Parameter? parameter, string name, ulong address, ulong elements, ulong memory)
    {
        if (address == StandardAbi.InPlace)
            return $"{name} must not be MPI_IN_PLACE here";
        var what = parameter?.Buffer?.Extent == BufferExtent.CountsAtDisplacements
            ? $"block {elements} would"
            : $"{elements} elements of its datatype would";
        return string.Create(CultureInfo.InvariantCulture,
            $"buffer {name} at 0x{address:x}: {what} reach beyond the guest's memory, which ends at 0x{memory:x}");
    }

    /// <summary>MPICH's texts tell the arguments of calls: where the host's memory is does not concern the guest.</summary>
    private static string WithoutPointers(string text) => Pointer().Replace(text, "0x...");

    [GeneratedRegex("0x[0-9a-f]{9,16}")]
    private static partial Regex Pointer();

    private string? HostText(int hostCode)
    {
        if (!_environment.IsRunning)
            return null;
        // 1024 is more than any library's MPI_MAX_ERROR_STRING.
        var text = stackalloc byte[1024];
        int length;
        return _environment.Functions.Codes.ErrorString(hostCode, text, &length) == 0
            ? Encoding.UTF8.GetString(text, Math.Clamp(length, 0, 1024))
            : null;
    }
}
