using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>Attribute keys and attributes of communicators, datatypes and windows (MPI 5.0 §7.7).</summary>
internal static class AttributeProcedures
{
    /// <summary>MPI_COMM_DUP_FN and its like; 0 are the functions that do nothing. No function of a guest has these indices.</summary>
    private const ulong DuplicateFunction = 1;

    // int f(object, keyval, extra_state, attribute_val_in, attribute_val_out*, flag*), int f(object, keyval, attribute_val, extra_state)
    private static readonly GuestFunctionType CopyType = new("pipppp:i");
    private static readonly GuestFunctionType DeleteType = new("pipp:i");

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        CommCreateKeyvalCall.ServedBy(call =>
            Create(call.Environment, HandleKind.Comm, call.CommCopyAttrFn, call.CommDeleteAttrFn, call.CommKeyval, call.ExtraState)),
        CommFreeKeyvalCall.ServedBy(call => Free(call.Environment, HandleKind.Comm, call.CommKeyval)),
        CommSetAttrCall.ServedBy(call => Set(call.Environment, HandleKind.Comm, call.Comm, call.CommKeyval, call.AttributeVal)),
        CommGetAttrCall.ServedBy(call => Get(call, HandleKind.Comm, call.Comm, call.CommKeyval, call.AttributeVal, call.Flag)),
        CommDeleteAttrCall.ServedBy(call => Delete(call.Environment, HandleKind.Comm, call.Comm, call.CommKeyval)),
        TypeCreateKeyvalCall.ServedBy(call =>
            Create(call.Environment, HandleKind.Datatype, call.TypeCopyAttrFn, call.TypeDeleteAttrFn, call.TypeKeyval, call.ExtraState)),
        TypeFreeKeyvalCall.ServedBy(call => Free(call.Environment, HandleKind.Datatype, call.TypeKeyval)),
        TypeSetAttrCall.ServedBy(call => Set(call.Environment, HandleKind.Datatype, call.Datatype, call.TypeKeyval, call.AttributeVal)),
        TypeGetAttrCall.ServedBy(call => Get(call, HandleKind.Datatype, call.Datatype, call.TypeKeyval, call.AttributeVal, call.Flag)),
        TypeDeleteAttrCall.ServedBy(call => Delete(call.Environment, HandleKind.Datatype, call.Datatype, call.TypeKeyval)),
        WinCreateKeyvalCall.ServedBy(call =>
            Create(call.Environment, HandleKind.Win, call.WinCopyAttrFn, call.WinDeleteAttrFn, call.WinKeyval, call.ExtraState)),
        WinFreeKeyvalCall.ServedBy(call => Free(call.Environment, HandleKind.Win, call.WinKeyval)),
        WinSetAttrCall.ServedBy(call => Set(call.Environment, HandleKind.Win, call.Win, call.WinKeyval, call.AttributeVal)),
        WinGetAttrCall.ServedBy(call => Get(call, HandleKind.Win, call.Win, call.WinKeyval, call.AttributeVal, call.Flag)),
        WinDeleteAttrCall.ServedBy(call => Delete(call.Environment, HandleKind.Win, call.Win, call.WinKeyval)),
    ];

    /// <summary>The key of an argument.</summary>
    private static Keyval Key(MpiEnvironment environment, HandleKind kind, IntArgument keyval) =>
        environment.Attributes.Find(kind, keyval) ?? throw keyval.Error(ErrorClasses.Keyval);

    private static void Create(
        MpiEnvironment environment, HandleKind kind, FunctionArgument copy, FunctionArgument delete, IntResult keyval,
        AddressArgument state)
    {
        var copying = copy.IsNull ? AttributeCopying.None
            : copy.Place == DuplicateFunction ? AttributeCopying.Same : AttributeCopying.Function;
        var copyFunction = copying == AttributeCopying.Function ? copy.Callback(CopyType) : null;
        var deleteFunction = delete.IsNull ? null : delete.Callback(DeleteType);
        keyval.Require();
        keyval.Set(environment.Attributes.Create(kind, copying, copyFunction, deleteFunction, state.Address));
    }

    private static void Free(MpiEnvironment environment, HandleKind kind, IntResult keyval)
    {
        var value = keyval.Get();
        environment.Attributes.Free(environment.Attributes.Find(kind, value) ?? throw keyval.Error(ErrorClasses.Keyval, value));
        keyval.Set(StandardAbi.KeyvalInvalid);
    }

    private static void Set(
        MpiEnvironment environment, HandleKind kind, HandleArgument handle, IntArgument keyval, AddressArgument value) =>
        environment.Attributes.Set(handle.Require().Guest, Key(environment, kind, keyval), value.Address);

    private static void Get(Call call, HandleKind kind, HandleArgument handle, IntArgument keyval, AddressResult result, FlagResult flag)
    {
        handle.Require();
        result.Require();
        flag.Require();
        var value = PredefinedAttributes.Has(kind, keyval)
            ? call.Environment.Predefined.Get(call.Instance, handle.Guest, handle.Host, keyval)
            : call.Environment.Attributes.Get(handle.Guest, Key(call.Environment, kind, keyval));
        flag.Set(value is not null);
        if (value is { } known)
            result.Set(known);
    }

    private static void Delete(MpiEnvironment environment, HandleKind kind, HandleArgument handle, IntArgument keyval) =>
        environment.Attributes.Delete(handle.Require().Guest, Key(environment, kind, keyval));
}
