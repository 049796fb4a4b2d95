using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Errors;

/// <summary>Error handlers, classes and codes (MPI 5.0 §9.3 to §9.5).</summary>
internal static unsafe class ErrorProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        CommCreateErrhandlerCall.ServedBy(call => CreateHandler(call.Environment, HandleKind.Comm, call.CommErrhandlerFn, call.Errhandler)),
        CommSetErrhandlerCall.ServedBy(call => SetHandler(call.Environment, HandleKind.Comm, call.Comm, call.Errhandler)),
        CommGetErrhandlerCall.ServedBy(call => GetHandler(call.Environment, HandleKind.Comm, call.Comm, call.Errhandler)),
        CommCallErrhandlerCall.ServedBy(call => CallHandler(call, HandleKind.Comm, call.Comm, call.Errorcode)),
        WinCreateErrhandlerCall.ServedBy(call => CreateHandler(call.Environment, HandleKind.Win, call.WinErrhandlerFn, call.Errhandler)),
        WinSetErrhandlerCall.ServedBy(call => SetHandler(call.Environment, HandleKind.Win, call.Win, call.Errhandler)),
        WinGetErrhandlerCall.ServedBy(call => GetHandler(call.Environment, HandleKind.Win, call.Win, call.Errhandler)),
        WinCallErrhandlerCall.ServedBy(call => CallHandler(call, HandleKind.Win, call.Win, call.Errorcode)),
        FileCreateErrhandlerCall.ServedBy(call => CreateHandler(call.Environment, HandleKind.File, call.FileErrhandlerFn, call.Errhandler)),
        FileSetErrhandlerCall.ServedBy(call => SetHandler(call.Environment, HandleKind.File, call.File, call.Errhandler)),
        FileGetErrhandlerCall.ServedBy(call => GetHandler(call.Environment, HandleKind.File, call.File, call.Errhandler)),
        FileCallErrhandlerCall.ServedBy(call => CallHandler(call, HandleKind.File, call.Fh, call.Errorcode)),
        SessionCreateErrhandlerCall.ServedBy(
            call => CreateHandler(call.Environment, HandleKind.Session, call.SessionErrhandlerFn, call.Errhandler)),
        SessionSetErrhandlerCall.ServedBy(call => SetHandler(call.Environment, HandleKind.Session, call.Session, call.Errhandler)),
        SessionGetErrhandlerCall.ServedBy(call => GetHandler(call.Environment, HandleKind.Session, call.Session, call.Errhandler)),
        SessionCallErrhandlerCall.ServedBy(call => CallHandler(call, HandleKind.Session, call.Session, call.Errorcode)),
        ErrhandlerFreeCall.ServedBy(FreeHandler),
        ErrorClassCall.ServedBy(ClassOf),
        ErrorStringCall.ServedBy(TextOf),
        AddErrorClassCall.ServedBy(AddClass),
        AddErrorCodeCall.ServedBy(AddCode),
        AddErrorStringCall.ServedBy(AddText),
        RemoveErrorClassCall.ServedBy(
            call => RequireKnown(call.Environment.Errors.Codes.RemoveClass(call.Errorclass.Value), call.Errorclass)),
        RemoveErrorCodeCall.ServedBy(call => RequireKnown(call.Environment.Errors.Codes.RemoveCode(call.Errorcode.Value), call.Errorcode)),
        RemoveErrorStringCall.ServedBy(
            call => RequireKnown(call.Environment.Errors.Codes.SetText(call.Errorcode.Value, null), call.Errorcode)),
    ];

    private static void CreateHandler(MpiEnvironment environment, HandleKind kind, FunctionArgument function, HandleResult result)
    {
        var callback = function.Callback(ErrorHandlers.FunctionTypes);
        result.Require();
        result.Set(environment.Errors.Handlers.Create(kind, callback));
    }

    private static void SetHandler(MpiEnvironment environment, HandleKind kind, HandleArgument handle, HandleArgument handler)
    {
        RequireObject(kind, handle);
        if (!environment.Errors.Handlers.Fits(handler.Require().Guest, kind))
            throw handler.Error(ErrorClasses.Errhandler);
        environment.Errors.Handlers.Set(handle.Guest, handler.Guest);
    }

    private static void GetHandler(MpiEnvironment environment, HandleKind kind, HandleArgument handle, HandleResult result)
    {
        RequireObject(kind, handle);
        result.Require();
        result.Set(environment.Errors.Handlers.Get(handle.Guest));
    }

    /// <summary>The call succeeds when the handler returns, whatever the code says.</summary>
    private static void CallHandler(Call call, HandleKind kind, HandleArgument handle, IntArgument code)
    {
        RequireObject(kind, handle);
        if (!call.Environment.Errors.IsCode(code))
            throw code.Error(ErrorClasses.Arg);
        call.Environment.Errors.Call(call.Procedure.Index, code, handle.Guest);
    }

    private static void FreeHandler(ErrhandlerFreeCall call)
    {
        var handler = call.Errhandler.Read().Guest;
        if (!call.Environment.Errors.Handlers.Free(handler))
            throw call.Errhandler.Error(ErrorClasses.Errhandler, handler);
        call.Errhandler.Set(StandardAbi.ErrhandlerNull);
    }

    private static void ClassOf(ErrorClassCall call)
    {
        var code = call.Errorcode.Value;
        if (!call.Environment.Errors.IsCode(code))
            throw call.Errorcode.Error(ErrorClasses.Arg);
        call.Errorclass.Set(call.Environment.Errors.ClassOf(code));
    }

    private static void TextOf(ErrorStringCall call)
    {
        var code = call.Errorcode.Value;
        var text = call.Environment.Errors.Codes.Text(code)
            ?? Encoding.UTF8.GetBytes(call.Environment.Errors.Text(code) ?? throw call.Errorcode.Error(ErrorClasses.Arg));
        call.String.Write(text, call.Resultlen);
    }

    private static void AddClass(AddErrorClassCall call)
    {
        call.Errorclass.Require();
        call.Errorclass.Set(call.Environment.Errors.Codes.AddClass());
    }

    private static void AddCode(AddErrorCodeCall call)
    {
        var errorClass = call.Errorclass.Value;
        if (!MpiErrors.IsClass(errorClass) && !call.Environment.Errors.Codes.IsClass(errorClass))
            throw call.Errorclass.Error(ErrorClasses.Arg);
        call.Errorcode.Require();
        call.Errorcode.Set(call.Environment.Errors.Codes.AddCode(errorClass));
    }

    private static void AddText(AddErrorStringCall call)
    {
        var text = call.String.Read();
        var room = StandardAbi.MaxErrorString - 1;
        if (!call.Environment.Errors.Codes.SetText(call.Errorcode.Value, text.Length > room ? text[..room] : text))
            throw call.Errorcode.Error(ErrorClasses.Arg);
    }

    private static void RequireKnown(bool isKnown, IntArgument code)
    {
        if (!isKnown)
            throw code.Error(ErrorClasses.Arg);
    }

    /// <summary>MPI_FILE_NULL has a handler too: files get it when they are opened.</summary>
    private static void RequireObject(HandleKind kind, HandleArgument handle)
    {
        if (kind != HandleKind.File || handle.Guest != ErrorHandlers.FileNull)
            handle.Require();
    }
}
