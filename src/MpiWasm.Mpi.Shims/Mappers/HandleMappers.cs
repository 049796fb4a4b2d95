using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>Table look-up of one handle: kind of the table and class of the error when it is not valid.</summary>
internal static class HandleLookup
{
    public static (HandleKind Kind, int ErrorClass) Of(ParameterKind kind) => kind switch
    {
        ParameterKind.Comm => (HandleKind.Comm, ErrorClasses.Comm),
        ParameterKind.Datatype => (HandleKind.Datatype, ErrorClasses.Type),
        ParameterKind.Op => (HandleKind.Op, ErrorClasses.Op),
        ParameterKind.Group => (HandleKind.Group, ErrorClasses.Group),
        ParameterKind.Request => (HandleKind.Request, ErrorClasses.Request),
        ParameterKind.Info => (HandleKind.Info, ErrorClasses.Info),
        ParameterKind.Errhandler => (HandleKind.Errhandler, ErrorClasses.Errhandler),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is not a kind of handle"),
    };

    /// <summary>The entry that answers to the handle; leaves with an error if none does.</summary>
    public static string Find(ShimEmitter e, ParameterKind parameterKind, string handle, int argument)
    {
        var (kind, errorClass) = Of(parameterKind);
        var f = e.Function;
        var index = f.Value($"call i64 @handle_index(i32 {handle})");
        var offset = f.Value($"mul i64 {index}, {HandleTable.EntrySizeOf(kind)}");
        var entry = f.Value($"getelementptr i8, ptr {e.Table(kind)}, i64 {offset}");
        var owner = f.Load("i32", entry, HandleEntry.GuestOffset);
        e.FailIf(f.Value($"icmp ne i32 {owner}, {handle}"), errorClass, argument, e.Wide(handle));
        return entry;
    }

    public static string HostHandle(ShimEmitter e, string entry) => Narrow(e, e.Function.Load("i64", entry, HandleEntry.HostOffset));

    public static string Narrow(ShimEmitter e, string host64) => e.Host.HandleBytes == 8 ? host64 : e.Function.Value($"trunc i64 {host64} to i32");
}

/// <summary>A handle by value: communicator, operation, group, info, error handler.</summary>
internal sealed class HandleIn(Parameter parameter) : Mapper(parameter)
{
    public override Phase Phase => Parameter.Kind == ParameterKind.Comm ? Phase.Scope : Phase.Types;

    public override void Before(ShimEmitter e)
    {
        var handle = Argument;
        if (Parameter.Kind == ParameterKind.Op)
            handle = e.Significance.Choose(e.Significance.Of(Parameter), "i32", handle, $"{StandardAbi.OpSum}");
        var entry = HandleLookup.Find(e, Parameter.Kind, handle, Index);
        if (Parameter.Kind == ParameterKind.Comm && e.CommEntry is null)
        {
            e.CommEntry = entry;
            e.UseErrorHandlerOf(handle);
        }

        var host = HandleLookup.HostHandle(e, entry);
        if (Parameter.Kind == ParameterKind.Op && e.Procedure.Parameters.LastOrDefault(p => p.Kind == ParameterKind.Datatype && p.Index < Index) is { } type)
            host = HostOperation(e, handle, host, e.Mapper<DatatypeIn>(type.Index));
        HostArgument = $"{e.HandleType} {host}";
    }

    /// <summary>Which operation of the host it is may depend on the datatype, for those that the host does not have: see <see cref="DatatypeEntry.AsksForOperation"/>.</summary>
    private string HostOperation(ShimEmitter e, string operation, string usual, DatatypeIn type)
    {
        var f = e.Function;
        var start = f.CurrentBlock;
        var ask = f.FreshBlock("ask.operation");
        var join = f.FreshBlock("operation");
        var flags = f.Value($"and i32 {f.Load("i32", type.Entry, HandleEntry.MetaOffset)}, {DatatypeEntry.AsksForOperation}");
        f.Line($"br i1 {f.Value($"icmp ne i32 {flags}, 0")}, label %{ask}, label %{join}, !prof !0");
        f.Block(ask);
        var asked = f.Value($"call i64 {f.Load("ptr", "%ctx", MpiContext.OperationForOffset)}(ptr %ctx, i32 {operation}, i32 {type.Handle})");
        e.FailIf(f.Value($"icmp eq i64 {asked}, 0"), ErrorClasses.Op, Index, e.Wide(operation));
        var answer = HandleLookup.Narrow(e, asked);
        var answered = f.CurrentBlock;
        f.JumpAndStart(join);
        return f.Value($"phi {e.HandleType} [ {usual}, %{start} ], [ {answer}, %{answered} ]");
    }
}

/// <summary>A datatype. Where it is not significant MPI_BYTE stands in; with MPI_BOTTOM the type's twin with unsigned displacements.</summary>
internal sealed class DatatypeIn(Parameter parameter) : Mapper(parameter)
{
    public override Phase Phase => Phase.Types;

    /// <summary>The DatatypeEntry whose hull the buffers are checked with: always that of the type the host gets.</summary>
    public string Entry { get; private set; } = "";

    /// <summary>The guest's handle.</summary>
    public string Handle { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var handle = e.Significance.Choose(e.Significance.Of(Parameter), "i32", Argument, $"{StandardAbi.Byte}");
        Handle = handle;
        var named = HandleLookup.Find(e, ParameterKind.Datatype, handle, Index);
        Entry = named;
        var buffers = e.Procedure.Parameters.Where(p => p.Buffer?.Datatype == Index).ToArray();
        if (buffers.Length > 0)
        {
            string? atBottom = null;
            foreach (var buffer in buffers)
            {
                var isBottom = f.Value($"icmp eq i32 {ShimEmitter.Argument(buffer.Index)}, {StandardAbi.Bottom}");
                atBottom = atBottom is null ? isBottom : f.Value($"or i1 {atBottom}, {isBottom}");
            }

            Entry = SelectTwin(e, named, handle, atBottom!);
        }

        HostArgument = $"{e.HandleType} {HandleLookup.HostHandle(e, Entry)}";
    }

    private string SelectTwin(ShimEmitter e, string named, string handle, string atBottom)
    {
        var f = e.Function;
        var start = f.CurrentBlock;
        var bottom = f.FreshBlock("bottom");
        var has = f.FreshBlock("has.twin");
        var ask = f.FreshBlock("ask.twin");
        var join = f.FreshBlock("type");
        f.Line($"br i1 {atBottom}, label %{bottom}, label %{join}, !prof !0");
        f.Block(bottom);
        var twin = f.Load("i64", named, DatatypeEntry.BottomOffset);
        f.Line($"br i1 {f.Value($"icmp eq i64 {twin}, 0")}, label %{join}, label %{has}");
        f.Block(has);
        var pointer = f.Value($"inttoptr i64 {twin} to ptr");
        f.Line($"br i1 {f.Value($"icmp eq i64 {twin}, 1")}, label %{ask}, label %{join}");
        f.Block(ask);
        var built = f.Value($"call ptr {f.Load("ptr", "%ctx", MpiContext.BottomTwinOffset)}(ptr %ctx, i32 {handle})");
        e.FailIf(f.Value($"icmp eq ptr {built}, null"), ErrorClasses.Type, Index, e.Wide(handle));
        var asked = f.CurrentBlock;
        f.JumpAndStart(join);
        return f.Value($"phi ptr [ {named}, %{start} ], [ {named}, %{bottom} ], [ {pointer}, %{has} ], [ {built}, %{asked} ]");
    }
}
