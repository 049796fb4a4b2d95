using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>The handle table of a kind of parameter, and the class of the error when a handle is not valid.</summary>
internal static class HandleKinds
{
    /// <summary>The kinds whose objects have an error handler.</summary>
    public static bool HasErrorHandler(ParameterKind kind) =>
        kind is ParameterKind.Comm or ParameterKind.Win or ParameterKind.File or ParameterKind.Session;

    public static HandleKind Of(ParameterKind kind) => kind switch
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
        _ => throw new InvalidOperationException($"{kind} is no handle of a table"),
    };

    public static int ErrorClassOf(HandleKind kind) => kind switch
    {
        HandleKind.Comm => ErrorClasses.Comm,
        HandleKind.Group => ErrorClasses.Group,
        HandleKind.Datatype => ErrorClasses.Type,
        HandleKind.Op => ErrorClasses.Op,
        HandleKind.Request or HandleKind.Message => ErrorClasses.Request,
        HandleKind.Info => ErrorClasses.Info,
        HandleKind.Errhandler => ErrorClasses.Errhandler,
        HandleKind.Win => ErrorClasses.Win,
        HandleKind.File => ErrorClasses.File,
        HandleKind.Session => ErrorClasses.Session,
        _ => ErrorClasses.Arg,
    };

    /// <summary>The name of a kind's null handle.</summary>
    public static string NullOf(HandleKind kind) => kind switch
    {
        HandleKind.Comm => ConstantNames.CommNull,
        HandleKind.Group => ConstantNames.GroupNull,
        HandleKind.Datatype => ConstantNames.DatatypeNull,
        HandleKind.Op => ConstantNames.OpNull,
        HandleKind.Request => ConstantNames.RequestNull,
        HandleKind.Info => ConstantNames.InfoNull,
        HandleKind.Errhandler => ConstantNames.ErrhandlerNull,
        HandleKind.Win => ConstantNames.WinNull,
        HandleKind.File => ConstantNames.FileNull,
        HandleKind.Message => ConstantNames.MessageNull,
        HandleKind.Session => ConstantNames.SessionNull,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
