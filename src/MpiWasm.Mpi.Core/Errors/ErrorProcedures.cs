using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Callbacks;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Errors;

/// <summary>Error handlers, classes and codes (MPI 5.0 §9.3 to §9.5).</summary>
internal static unsafe class ErrorProcedures
{
    private static readonly int HandlerNull = MpiApi.Standard.Value("MPI_ERRHANDLER_NULL");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. new[] { ("Comm", HandleKind.Comm), ("Win", HandleKind.Win), ("File", HandleKind.File), ("Session", HandleKind.Session) }.SelectMany(static k => Of(k.Item1, k.Item2)),
        ("MPI_Errhandler_free", FreeHandler),
        ("MPI_Error_class", ClassOf),
        ("MPI_Error_string", TextOf),
        ("MPI_Add_error_class", call => Add(call, 0, codes => codes.AddClass())),
        ("MPI_Add_error_code", AddCode),
        ("MPI_Add_error_string", AddText),
        ("MPI_Remove_error_class", call => Remove(call, call.Environment.Errors.Codes.RemoveClass(call.Int(0)))),
        ("MPI_Remove_error_code", call => Remove(call, call.Environment.Errors.Codes.RemoveCode(call.Int(0)))),
        ("MPI_Remove_error_string", call => Remove(call, call.Environment.Errors.Codes.SetText(call.Int(0), null))),
    ];

    private static IEnumerable<(string Name, ManagedBody Body)> Of(string kind, HandleKind handles) =>
    [
        ($"MPI_{kind}_create_errhandler", call => CreateHandler(call, handles)),
        ($"MPI_{kind}_set_errhandler", call => SetHandler(call, handles)),
        ($"MPI_{kind}_get_errhandler", GetHandler),
        ($"MPI_{kind}_call_errhandler", CallHandler),
    ];

    private static void CreateHandler(Call call, HandleKind kind)
    {
        var function = GuestCallback.From(call, 0, ErrorHandlers.FunctionTypes);
        _ = call.OutInt(1);
        call.WriteInt(1, (int)call.Environment.Errors.Handlers.Create(kind, function));
    }

    private static void SetHandler(Call call, HandleKind kind)
    {
        Object(call);
        _ = call.Handle(1);
        if (!call.Environment.Errors.Handlers.Fits(call[1], kind))
            throw call.Error(ErrorClasses.Errhandler, 1);
        call.Environment.Errors.Handlers.Set(call[0], call[1]);
    }

    private static void GetHandler(Call call)
    {
        Object(call);
        _ = call.OutInt(1);
        call.WriteInt(1, (int)call.Environment.Errors.Handlers.Get(call[0]));
    }

    /// <summary>The call succeeds when the handler returns, whatever the code says.</summary>
    private static void CallHandler(Call call)
    {
        Object(call);
        if (!call.Environment.Errors.IsCode(call.Int(1)))
            throw call.Error(ErrorClasses.Arg, 1);
        call.Environment.Errors.Call(call.Procedure.Index, call.Int(1), call[0]);
    }

    private static void FreeHandler(Call call)
    {
        _ = call.HandleAt(0, out var handler);
        if (!call.Environment.Errors.Handlers.Free(handler))
            throw new ArgumentCheckException(ErrorClasses.Errhandler, 0, handler);
        call.WriteInt(0, HandlerNull);
    }

    private static void ClassOf(Call call)
    {
        var code = call.Int(0);
        if (!call.Environment.Errors.IsCode(code))
            throw call.Error(ErrorClasses.Arg, 0);
        call.WriteInt(1, call.Environment.Errors.ClassOf(code));
    }

    private static void TextOf(Call call)
    {
        var code = call.Int(0);
        var text = call.Environment.Errors.Codes.Text(code) ?? Encoding.UTF8.GetBytes(call.Environment.Errors.Text(code) ?? throw call.Error(ErrorClasses.Arg, 0));
        call.WriteString(1, 2, text, MpiApi.Standard.Value("MPI_MAX_ERROR_STRING"));
    }

    private static void AddCode(Call call)
    {
        var errorClass = call.Int(0);
        if (!MpiErrors.IsClass(errorClass) && !call.Environment.Errors.Codes.IsClass(errorClass))
            throw call.Error(ErrorClasses.Arg, 0);
        Add(call, 1, codes => codes.AddCode(errorClass));
    }

    private static void Add(Call call, int result, Func<ErrorCodes, int> add)
    {
        _ = call.OutInt(result);
        call.WriteInt(result, add(call.Environment.Errors.Codes));
    }

    private static void AddText(Call call)
    {
        var text = call.Text(1);
        var room = MpiApi.Standard.Value("MPI_MAX_ERROR_STRING") - 1;
        if (!call.Environment.Errors.Codes.SetText(call.Int(0), text.Length > room ? text[..room] : text))
            throw call.Error(ErrorClasses.Arg, 0);
    }

    private static void Remove(Call call, bool wasThere)
    {
        if (!wasThere)
            throw call.Error(ErrorClasses.Arg, 0);
    }

    /// <summary>MPI_FILE_NULL has a handler too: files get it when they are opened.</summary>
    private static void Object(Call call)
    {
        if (call[0] != ErrorHandlers.FileNull || HandleKinds.Of(call.Procedure.Parameters[0].Kind) != HandleKind.File)
            _ = call.HandleIn(0, call[0]);
    }
}
