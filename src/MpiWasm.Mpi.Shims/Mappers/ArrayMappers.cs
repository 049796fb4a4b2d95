using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;
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
            _ => throw new ShimException(e.Procedure, $"has an array whose length a shim does not know: {parameter.Name}"),
        };
        return (value, e.Wide(value));
    }

    /// <summary>
    /// The number of processes in the group a collective operation's arguments refer to: those of the remote group on an intercommunicator, but in
    /// reductions those of the local one, whose processes share the result (MPI 5.0 §6.10).
    /// </summary>
    public static string Group(ShimEmitter e)
    {
        var reduces = e.Procedure.Parameters.Any(p => p.Kind == ParameterKind.Op);
        return e.Function.Load("i32", e.CommEntry!, reduces ? CommEntry.GroupSizeOffset : CommEntry.PeerSizeOffset);
    }
}

/// <summary>An array of ints: copied once, so that what is checked is what the host sees. No elements where it is not significant.</summary>
internal sealed class IntArrayIn(Parameter parameter) : Mapper(parameter)
{
    public override Phase Phase => Phase.Arrays;

    public override bool NeedsMemory => true;

    /// <summary>Address of the private copy.</summary>
    public string Copy { get; private set; } = "";

    /// <summary>Number of elements (i32).</summary>
    public string Count { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var (value, wide) = ArrayLengths.Of(e, Parameter);
        var significant = e.Significance.Of(Parameter);
        Count = e.Significance.Choose(significant, "i32", value, "0");
        wide = e.Significance.Choose(significant, "i64", wide, "0");
        var bytes = f.Value($"mul i64 {wide}, 4");
        var some = f.Value($"icmp ne i64 {bytes}, 0");
        e.CheckMemory(Argument, bytes, Index, some);
        Copy = e.Temporary(wide, 4, Index);
        e.When(some, () => e.Copy(Copy, e.HostAddress(Argument), bytes, fromGuest: true));
        HostArgument = $"ptr {e.Significance.Choose(significant, "ptr", Copy, "null")}";
    }
}

/// <summary>An array of ints the host fills. It begins as a copy of the guest's, so that elements the host leaves alone stay.</summary>
internal sealed class IntArrayOut(Parameter parameter) : Mapper(parameter)
{
    private string _copy = "";
    private string _bytes = "";
    private string _wide = "";

    public override Phase Phase => Phase.Results;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        (_, _wide) = ArrayLengths.Of(e, Parameter);
        _bytes = e.Function.Value($"mul i64 {_wide}, 4");
        e.CheckMemory(Argument, _bytes, Index, e.Function.Value($"icmp ne i64 {_bytes}, 0"));
        _copy = e.Temporary(_wide, 4, Index);
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
}
