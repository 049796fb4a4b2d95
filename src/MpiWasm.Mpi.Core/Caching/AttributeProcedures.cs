using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Callbacks;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Wasm;

namespace MpiWasm.Mpi.Core.Caching;

/// <summary>Attribute keys and attributes of communicators, datatypes and windows (MPI 5.0 §7.7).</summary>
internal static unsafe class AttributeProcedures
{
    /// <summary>MPI_COMM_DUP_FN and its like; 0 are the functions that do nothing. No function of a guest has these indices.</summary>
    private const uint DuplicateFunction = 1;

    private static readonly int Invalid = MpiApi.Standard.Value("MPI_KEYVAL_INVALID");

    // int f(object, keyval, extra_state, attribute_val_in, attribute_val_out*, flag*), int f(object, keyval, attribute_val, extra_state)
    private static readonly FunctionType CopyType = GuestCallback.TypeOf("iiiiii:i");
    private static readonly FunctionType DeleteType = GuestCallback.TypeOf("iiii:i");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. new[] { ("Comm", HandleKind.Comm), ("Type", HandleKind.Datatype), ("Win", HandleKind.Win) }.SelectMany(static k => Of(k.Item1, k.Item2)),
    ];

    /// <summary>The key of an argument.</summary>
    private static Keyval Key(Call call, HandleKind kind, int argument) =>
        call.Environment.Attributes.Find(kind, call.Int(argument)) ?? throw call.Error(ErrorClasses.Keyval, argument);

    private static IEnumerable<(string Name, ManagedBody Body)> Of(string kind, HandleKind handles) =>
    [
        ($"MPI_{kind}_create_keyval", call => Create(call, handles)),
        ($"MPI_{kind}_free_keyval", call => Free(call, handles)),
        ($"MPI_{kind}_set_attr", call => Set(call, handles)),
        ($"MPI_{kind}_get_attr", call => Get(call, handles)),
        ($"MPI_{kind}_delete_attr", call => Delete(call, handles)),
    ];

    private static void Create(Call call, HandleKind kind)
    {
        var copying = call[0] == 0 ? AttributeCopying.None : call[0] == DuplicateFunction ? AttributeCopying.Same : AttributeCopying.Function;
        var copy = copying == AttributeCopying.Function ? GuestCallback.From(call, 0, CopyType) : null;
        var delete = call[1] == 0 ? null : GuestCallback.From(call, 1, DeleteType);
        _ = call.OutInt(2);
        call.WriteInt(2, call.Environment.Attributes.Create(kind, copying, copy, delete, call[3]));
    }

    private static void Free(Call call, HandleKind kind)
    {
        var value = *call.OutInt(0);
        if (call.Environment.Attributes.Find(kind, value) is not { } key)
            throw new ArgumentCheckException(ErrorClasses.Keyval, 0, (uint)value);
        call.Environment.Attributes.Free(key);
        call.WriteInt(0, Invalid);
    }

    private static void Set(Call call, HandleKind kind)
    {
        _ = call.Handle(0);
        call.Environment.Attributes.Set(call[0], Key(call, kind, 1), call[2]);
    }

    private static void Get(Call call, HandleKind kind)
    {
        var host = call.Handle(0);
        _ = call.OutInt(2);
        _ = call.OutInt(3);
        var value = PredefinedAttributes.Has(kind, call.Int(1))
            ? call.Environment.Predefined.Get(call.Instance, call[0], host, call.Int(1))
            : call.Environment.Attributes.Get(call[0], Key(call, kind, 1));
        call.WriteInt(3, value is null ? 0 : 1);
        if (value is { } known)
            call.WriteInt(2, (int)known);
    }

    private static void Delete(Call call, HandleKind kind)
    {
        _ = call.Handle(0);
        call.Environment.Attributes.Delete(call[0], Key(call, kind, 1));
    }
}
