using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Objects.Operations;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public sealed unsafe class ElementLayoutTests
{
    private static readonly DatatypeShadow Int = DatatypeShadow.Named(PredefinedDatatypes.Wasm32.Named("MPI_INT"));
    private static readonly DatatypeShadow Pair = DatatypeShadow.Named(PredefinedDatatypes.Wasm32.Named("MPI_SHORT_INT"));

    [Fact]
    public void Only_data_is_copied_and_gaps_stay_as_they_are()
    {
        // Three of every second int, then elements 24 bytes apart; and pairs, which have a gap between short and int.
        Assert.Equal("xxxx....xxxx....xxxx....xxxx....xxxx....xxxx",
            Copied(DatatypeFactory.Resized(0, 24, DatatypeFactory.Vector(3, 1, 2, Int, false)!, false)!, 2, 44));
        Assert.Equal("xx..xxxxxx..xxxx", Copied(Pair, 2, 16));
        Assert.Equal("xxxxxxxxxxxx", Copied(Int, 3, 12));
        // Descending elements: the second lies below the first.
        Assert.Equal("xxxx....xxxx", Copied(DatatypeFactory.Resized(0, -8, Int, false)!, 2, 12));
    }

    [Fact]
    public void A_layout_is_that_of_one_datatype_whatever_its_handle_is_used_for_later()
    {
        var layout = new ElementLayout(7, Int, isAbsolute: false, 0, 4);
        Assert.True(layout.IsOf(7, Int));
        Assert.False(layout.IsOf(7, Pair));
        Assert.False(layout.IsOf(8, Int));
    }

    [Fact]
    public void Relative_to_MPI_BOTTOM_negative_displacements_are_addresses_above_2_GiB()
    {
        var type = DatatypeFactory.HIndexed([1], [-16], Int, false)!;
        var layout = new ElementLayout(7, type, isAbsolute: true, (1L << 32) - 16, (1L << 32) - 12);
        var from = new byte[4] { 1, 2, 3, 4 };
        var to = new byte[4];
        fixed (byte* a = from, b = to)
            layout.Copy(a - ((1L << 32) - 16), b - ((1L << 32) - 16), 1);
        Assert.Equal(from, to);
    }

    /// <summary>The bytes that are copied, from the lowest on.</summary>
    private static string Copied(DatatypeShadow type, long count, int bytes)
    {
        var layout = new ElementLayout(7, type, isAbsolute: false, type.HullLow, type.HullHigh);
        Assert.Equal(bytes, layout.SpanOf(count));
        var from = new byte[bytes];
        Array.Fill(from, (byte)'x');
        var to = new byte[bytes];
        Array.Fill(to, (byte)'.');
        fixed (byte* a = from, b = to)
            layout.Copy(a - layout.LowOf(count), b - layout.LowOf(count), count);
        return System.Text.Encoding.ASCII.GetString(to);
    }
}
