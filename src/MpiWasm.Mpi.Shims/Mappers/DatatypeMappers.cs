using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// A datatype. Where it is not significant MPI_BYTE stands in; with MPI_BOTTOM the type's twin with unsigned displacements.
/// </summary>
internal sealed class DatatypeIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Types;

    /// <summary>The DatatypeEntry whose hull the buffers are checked with: always that of the type the host gets.</summary>
    public string Entry { get; private set; } = "";

    /// <summary>The guest's handle.</summary>
    public string Handle { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var handle = e.Significance.Choose(e.Significance.Of(Parameter), "i32", Argument, $"{StandardAbi.Byte}");
        Handle = handle;
        var named = HandleLookup.Find(e, ParameterKind.Datatype, handle, Index);
        var atBottom = AtBottom(e);
        Entry = atBottom is null ? named : SelectTwin(e, named, handle, atBottom);
        HostArgument = $"{e.HandleType} {HandleLookup.HostHandle(e, Entry)}";
    }

    /// <summary>Whether one of the buffers that use the type is MPI_BOTTOM, or it describes a dynamic window from address 0 on.</summary>
    private string? AtBottom(ShimEmitter e)
    {
        var f = e.Function;
        if (Parameter.Name == "target_datatype")
        {
            var displacement = e.Procedure.Parameters.First(p => p.Kind == ParameterKind.TargetDisp);
            var type = displacement.IsWide(e.Guest) ? "i64" : "i32";
            var isStart = f.Value($"icmp eq {type} {ShimEmitter.Argument(displacement.Index)}, 0");
            var isDynamic = f.Value($"icmp eq i32 {f.Load("i32", e.WinEntry!, WinEntry.FlavorOffset)}, {StandardAbi.WinFlavorDynamic}");
            return f.Value($"and i1 {isStart}, {isDynamic}");
        }

        string? atBottom = null;
        foreach (var buffer in e.Procedure.Parameters.Where(p => p.Buffer?.Datatype == Index))
        {
            var isBottom = f.Value($"icmp eq i64 {ShimEmitter.Argument(buffer.Index)}, {StandardAbi.Bottom}");
            atBottom = atBottom is null ? isBottom : f.Value($"or i1 {atBottom}, {isBottom}");
        }

        return atBottom;
    }

    private string SelectTwin(ShimEmitter e, string named, string handle, string atBottom) => e.Unless(atBottom, "ptr", named, () =>
    {
        var twin = e.Function.Value($"call ptr @bottom_twin(ptr %ctx, ptr {named}, i32 {handle})");
        e.FailIf(e.Function.Value($"icmp eq ptr {twin}, null"), ErrorClasses.Type, Index, e.Wide(handle));
        return twin;
    }, isRare: true);
}

/// <summary>A datatype for each process or neighbour.</summary>
internal sealed class DatatypeArrayIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Types;

    public override bool NeedsMemory => true;

    /// <summary>Address of an array with the addresses of their entries: those the host's handles are of.</summary>
    public string Entries { get; private set; } = "";

    /// <summary>Address of the array of the host's handles.</summary>
    public string Hosts { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var (value, wide) = ArrayLengths.Of(e, Parameter);
        var significant = e.Significance.Of(Parameter);
        var count = e.Significance.Choose(significant, "i32", value, "0");
        wide = e.Significance.Choose(significant, "i64", wide, "0");
        var bytes = f.Value($"mul i64 {wide}, {e.Guest.PointerBytes}");
        e.CheckMemory(Argument, bytes, Index, f.Value($"icmp ne i64 {bytes}, 0"));
        var hosts = Hosts = e.KeepsArrays ? Padded(e, wide) : e.Temporary(wide, e.Host.HandleBytes, Index);
        Entries = e.Temporary(wide, 8, Index);
        var buffer = e.Procedure.Parameters.First(p => p.Buffer?.Datatype == Index);
        var bottom = f.Value($"icmp eq i64 {ShimEmitter.Argument(buffer.Index)}, {StandardAbi.Bottom}");
        var bad = f.Value($"call i32 @datatypes_in(ptr %ctx, ptr {e.Table(HandleKind.Datatype)}, ptr {e.HostAddress(Argument)}, ptr "
            + $"{hosts}, ptr {Entries}, i32 {count}, i1 {bottom})");
        e.FailIf(f.Value($"icmp sge i32 {bad}, 0"), ErrorClasses.Type, Index, e.SignedWide(bad));
        HostArgument = $"ptr {e.Significance.Choose(significant, "ptr", hosts, "null")}";
    }

    /// <summary>
    /// Open MPI 4 goes through as many types of a nonblocking operation as its communicator's topology has neighbours, whether
    /// the operation has to do with these or not.
    /// </summary>
    private string Padded(ShimEmitter e, string count)
    {
        var f = e.Function;
        var neighbours = f.Value($"add i64 {e.Wide(ArrayLengths.Sources(e))}, {e.Wide(ArrayLengths.Destinations(e))}");
        var all = f.Value($"add i64 {count}, {neighbours}");
        var hosts = e.Temporary(all, e.Host.HandleBytes, Index, kept: true);
        e.When(f.Value($"icmp ne i64 {all}, 0"), () =>
            f.Line($"call void @llvm.memset.p0.i64(ptr align 1 {hosts}, i8 0, i64 "
                + $"{f.Value($"mul i64 {all}, {e.Host.HandleBytes}")}, i1 false)"));
        return hosts;
    }
}
