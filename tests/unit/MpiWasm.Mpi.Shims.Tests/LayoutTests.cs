using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class LayoutTests
{
    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    [Fact]
    public void TheContextsOffsetsAreThoseOfItsStruct()
    {
        Assert.Equal(0, Offset<MpiContext>(nameof(MpiContext.Host)));
        Assert.Equal(MpiContext.ProceduresOffset, Offset<MpiContext>(nameof(MpiContext.Procedures)));
        Assert.Equal(MpiContext.TablesOffset, Offset<MpiContext>(nameof(MpiContext.Tables)));
        Assert.Equal(MpiContext.OwnErrorOffset, Offset<MpiContext>(nameof(MpiContext.OwnError)));
        Assert.Equal(MpiContext.HostErrorOffset, Offset<MpiContext>(nameof(MpiContext.HostError)));
        Assert.Equal(MpiContext.ErrorClassOffset, Offset<MpiContext>(nameof(MpiContext.ErrorClass)));
        Assert.Equal(MpiContext.BottomTwinOffset, Offset<MpiContext>(nameof(MpiContext.BottomTwin)));
        Assert.Equal(MpiContext.ManagedOffset, Offset<MpiContext>(nameof(MpiContext.Managed)));
        Assert.Equal(MpiContext.OperationForOffset, Offset<MpiContext>(nameof(MpiContext.OperationFor)));
        Assert.Equal(MpiContext.FallbackOffset, Offset<MpiContext>(nameof(MpiContext.Fallback)));
        Assert.Equal(MpiContext.RequestEndedOffset, Offset<MpiContext>(nameof(MpiContext.RequestEnded)));
        Assert.Equal(MpiContext.WindowRangeOffset, Offset<MpiContext>(nameof(MpiContext.WindowRange)));
        Assert.Equal(MpiContext.SpareRequestsOffset, Offset<MpiContext>(nameof(MpiContext.SpareRequests)));
        Assert.Equal(MpiContext.SpareMessagesOffset, Offset<MpiContext>(nameof(MpiContext.SpareMessages)));
        Assert.Equal(MpiContext.LargestBufferedOffset, Offset<MpiContext>(nameof(MpiContext.LargestBuffered)));
        Assert.Equal(
            (0, 4, SpareSlots.Size),
            (Offset<SpareSlots>(nameof(SpareSlots.Count)), Offset<SpareSlots>(nameof(SpareSlots.Slots)), sizeof(SpareSlots)));
        Assert.True((int)HandleKind.Count <= MpiContext.TableSlots);
    }

    [Fact]
    public void TheEntriesOffsetsAreThoseOfTheirStructs()
    {
        Assert.Equal((HandleEntry.GuestOffset, HandleEntry.MetaOffset, HandleEntry.HostOffset, HandleEntry.Size),
            (Offset<HandleEntry>(nameof(HandleEntry.Guest)), Offset<HandleEntry>(nameof(HandleEntry.Meta)),
                Offset<HandleEntry>(nameof(HandleEntry.Host)), sizeof(HandleEntry)));
        Assert.Equal((CommEntry.GroupSizeOffset, CommEntry.RankOffset, CommEntry.RemoteSizeOffset, CommEntry.PeerSizeOffset,
            CommEntry.Size),
            (Offset<CommEntry>(nameof(CommEntry.GroupSize)), Offset<CommEntry>(nameof(CommEntry.Rank)), Offset<CommEntry>(nameof(
                CommEntry.RemoteSize)),
            Offset<CommEntry>(nameof(CommEntry.PeerSize)), sizeof(CommEntry)));
        Assert.Equal(CommEntry.TopologyOffset, Offset<CommEntry>(nameof(CommEntry.Topology)));
        Assert.Equal(
            (CommEntry.PairedOffset, CommEntry.FaultsOffset),
            (Offset<CommEntry>(nameof(CommEntry.Paired)), Offset<CommEntry>(nameof(CommEntry.Faults))));
        Assert.Equal(WinEntry.OwnSwapsOffset, Offset<WinEntry>(nameof(WinEntry.OwnSwaps)));
        Assert.Equal((CommEntry.InDegreeOffset, CommEntry.OutDegreeOffset, CommEntry.CartDimensionsOffset),
            (Offset<CommEntry>(nameof(CommEntry.InDegree)), Offset<CommEntry>(nameof(CommEntry.OutDegree)),
                Offset<CommEntry>(nameof(CommEntry.CartDimensions))));
        Assert.Equal((DatatypeEntry.DataSizeOffset, DatatypeEntry.ExtentOffset, DatatypeEntry.LowerBoundOffset, DatatypeEntry.Size),
            (Offset<DatatypeEntry>(nameof(DatatypeEntry.DataSize)), Offset<DatatypeEntry>(nameof(DatatypeEntry.Extent)),
                Offset<DatatypeEntry>(nameof(DatatypeEntry.LowerBound)), sizeof(DatatypeEntry)));
        Assert.Equal((DatatypeEntry.HullLowOffset, DatatypeEntry.HullHighOffset, DatatypeEntry.BottomOffset),
            (Offset<DatatypeEntry>(nameof(DatatypeEntry.HullLow)), Offset<DatatypeEntry>(nameof(DatatypeEntry.HullHigh)),
                Offset<DatatypeEntry>(nameof(DatatypeEntry.Bottom))));
        Assert.Equal((HandleTableHeader.FreeHeadOffset, HandleTableHeader.FreshOffset, HandleTableHeader.LimitOffset,
            HandleTableHeader.Size),
            (Offset<HandleTableHeader>(nameof(HandleTableHeader.FreeHead)), Offset<HandleTableHeader>(nameof(HandleTableHeader.Fresh)),
            Offset<HandleTableHeader>(nameof(HandleTableHeader.Limit)), sizeof(HandleTableHeader)));
        Assert.Equal((RequestEntry.ArraysOffset, RequestEntry.PartitionsOffset, RequestEntry.Size),
            (Offset<RequestEntry>(nameof(RequestEntry.Arrays)), Offset<RequestEntry>(nameof(RequestEntry.Partitions)),
                sizeof(RequestEntry)));
        Assert.Equal((WinEntry.TargetsOffset, WinEntry.GroupSizeOffset, WinEntry.FlavorOffset, WinEntry.BaseOffset, WinEntry.LengthOffset,
            WinEntry.Size),
            (Offset<WinEntry>(nameof(WinEntry.Targets)), Offset<WinEntry>(nameof(WinEntry.GroupSize)), Offset<WinEntry>(nameof(
                WinEntry.Flavor)),
            Offset<WinEntry>(nameof(WinEntry.Base)), Offset<WinEntry>(nameof(WinEntry.Length)), sizeof(WinEntry)));
        Assert.Equal((WinTarget.SizeOffset, WinTarget.ShiftOffset, WinTarget.DispUnitOffset, WinTarget.Record),
            (Offset<WinTarget>(nameof(WinTarget.Size)), Offset<WinTarget>(nameof(WinTarget.Shift)),
                Offset<WinTarget>(nameof(WinTarget.DispUnit)), sizeof(WinTarget)));
        Assert.Equal(ShimTable.HeaderSize, sizeof(ShimTable));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(1023u)]
    [InlineData(1024u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0xFFFF_FFFFu)]
    public void WhateverTheHandleItsIndexLiesWithinTheTable(uint handle) =>
        Assert.InRange(Handle.Index(handle), 0u, (uint)Handle.TableEntries - 1);
}
