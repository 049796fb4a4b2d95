using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>How many elements an array argument has.</summary>
internal static class ArrayLengths
{
    /// <summary>As i32 (not negative) and as i64.</summary>
    public static (string Value, string Wide) Of(ShimEmitter e, Parameter parameter)
    {
        var length = parameter.Length;
        if (length.Kind == LengthKind.Parameter)
        {
            var count = e.Mapper<CountIn>(length.Parameter);
            return (count.Value, count.Wide);
        }

        var value = length.Kind switch
        {
            LengthKind.Group => Group(e),
            LengthKind.Dims => e.Function.Load("i32", e.CommEntry!, CommEntry.CartDimensionsOffset),
            LengthKind.Sources => Sources(e),
            LengthKind.Destinations => Destinations(e),
            _ => throw new ShimException(e.Procedure, $"has an array whose length a shim does not know: {parameter.Name}"),
        };
        return (value, e.Wide(value));
    }

    /// <summary>
    /// The number of processes in the group a collective operation's arguments refer to: those of the remote group on an intercommunicator,
    /// but in reductions those of the local one, whose processes share the result (MPI 5.0 §6.10).
    /// </summary>
    public static string Group(ShimEmitter e)
    {
        var reduces = e.Procedure.Parameters.Any(p => p.Kind == ParameterKind.Op);
        return e.Function.Load("i32", e.CommEntry!, reduces ? CommEntry.GroupSizeOffset : CommEntry.PeerSizeOffset);
    }

    /// <summary>The number of neighbours received from.</summary>
    public static string Sources(ShimEmitter e) => e.Function.Load("i32", e.CommEntry!, CommEntry.InDegreeOffset);

    /// <summary>The number of neighbours sent to.</summary>
    public static string Destinations(ShimEmitter e) => e.Function.Load("i32", e.CommEntry!, CommEntry.OutDegreeOffset);
}

/// <summary>
/// An array of integers: copied once, in the host's width, so that what is checked is what the host sees. No
/// elements where it is not significant.
/// </summary>
internal class IntArrayIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Arrays;

    public override bool NeedsMemory => true;

    /// <summary>Address of the private copy.</summary>
    public string Copy { get; private set; } = "";

    /// <summary>IR type of its elements: i32 or i64.</summary>
    public string Element { get; private set; } = "";

    /// <summary>Number of elements (i32).</summary>
    public string Count { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var (value, wide) = ArrayLengths.Of(e, Parameter);
        var significant = e.Significance.Of(Parameter);
        Count = e.Significance.Choose(significant, "i32", value, "0");
        wide = e.Significance.Choose(significant, "i64", wide, "0");
        var bytes = f.Value($"mul i64 {wide}, {Parameter.ElementSize(e.Guest)}");
        var some = f.Value($"icmp ne i64 {bytes}, 0");
        e.CheckMemory(Argument, bytes, Index, some);
        Element = e.HostInteger(Parameter);
        Copy = e.Temporary(wide, Element == "i64" ? 8 : 4, Index, e.KeepsArrays);
        e.When(some, () => Fill(e, wide, bytes));
        HostArgument = $"ptr {e.Significance.Choose(significant, "ptr", Copy, "null")}";
    }

    /// <summary>An element of the copy as i64.</summary>
    public string At(ShimEmitter e, string index)
    {
        var value = e.Function.Load(Element, e.Function.Value($"getelementptr {Element}, ptr {Copy}, i64 {e.Wide(index)}"));
        return Element == "i64" ? value : e.SignedWide(value);
    }

    private void Fill(ShimEmitter e, string wide, string bytes)
    {
        var f = e.Function;
        var guest = e.HostAddress(Argument);
        switch (Parameter.ElementSize(e.Guest), Element)
        {
            case (4, "i64"):
                f.Line($"call void @widen(ptr {guest}, ptr {Copy}, i64 {wide}, i1 {AreAddresses(e)})");
                break;
            case (8, "i32"):
                var unfit = f.Value($"call i64 @narrow(ptr {guest}, ptr {Copy}, i64 {wide})");
                e.FailIf(f.Value($"icmp sge i64 {unfit}, 0"), ErrorClasses.ValueTooLarge, Index, unfit);
                break;
            default:
                e.Copy(Copy, guest, bytes, fromGuest: true);
                break;
        }
    }

    /// <summary>Displacements in bytes from MPI_BOTTOM are addresses: of 32 bits, those above 2 GiB are no negative numbers.</summary>
    private string AreAddresses(ShimEmitter e)
    {
        var buffer = e.Procedure.Parameters.FirstOrDefault(p => p.Buffer is { Extent: BufferExtent.CountsAtBytes } shape
            && shape.Displacements == Index);
        return buffer is null ? "false" : e.Function.Value($"icmp eq i64 {ShimEmitter.Argument(buffer.Index)}, {StandardAbi.Bottom}");
    }
}

/// <summary>
/// An array of ints the host fills. It begins as a copy of the guest's, so that elements the host leaves alone stay. There is room for as
/// many as the host may store, whatever length the guest says.
/// </summary>
internal sealed class IntArrayOut(Parameter parameter) : Mapper(parameter)
{
    private string _copy = "";
    private string _bytes = "";

    public override MapperPhase Phase => MapperPhase.Results;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var (_, wide) = ArrayLengths.Of(e, Parameter);
        _bytes = e.Function.Value($"mul i64 {wide}, 4");
        e.CheckMemory(Argument, _bytes, Index, e.Function.Value($"icmp ne i64 {_bytes}, 0"));
        _copy = e.Temporary(Room(e, wide), 4, Index);
        e.Copy(_copy, e.HostAddress(Argument), _bytes, fromGuest: true);
        HostArgument = $"ptr {_copy}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        if (Parameter.Kind == ParameterKind.Rank && e.Host.ProcNull != StandardAbi.ProcNull)
            throw new ShimException(e.Procedure, $"returns an array of ranks: {Parameter.Name}");
        e.Copy(e.HostAddress(Argument), _copy, _bytes, fromGuest: false);
    }

    public override void AfterError(ShimEmitter e, string? errorClass)
    {
        if (e.HasRequests)
            AfterSuccess(e);
    }

    /// <summary>
    /// The number of elements the host has: MPICH 4 stores all dimensions, however few it is asked for. Completion has no more results than
    /// requests.
    /// </summary>
    private static string Room(ShimEmitter e, string wide)
    {
        if (e.Procedure.Parameters.Any(p => p is { Kind: ParameterKind.Request, IsArray: true }))
            return wide;
        if (e.CommEntry is not { } comm || !e.Procedure.IsOfCartesian)
            throw new ShimException(e.Procedure, "fills an array of which nobody knows how long it becomes");
        var dimensions = e.Wide(e.Function.Load("i32", comm, CommEntry.CartDimensionsOffset));
        var isMore = e.Function.Value($"icmp ugt i64 {dimensions}, {wide}");
        return e.Function.Value($"select i1 {isMore}, i64 {dimensions}, i64 {wide}");
    }
}
