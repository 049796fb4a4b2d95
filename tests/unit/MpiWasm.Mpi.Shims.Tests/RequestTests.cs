using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class RequestTests : IDisposable
{
    private readonly Guest _guest = new(requestLimit: 300);

    public void Dispose() => _guest.Dispose();

    private int Start(int at)
    {
        _guest.Accepts("MPI_Isend", 8192, 1, Guest.Int, 1, 0, Guest.World, at);
        return _guest[at];
    }

    /// <summary>Runs it with 0, 1, … on as many threads at once.</summary>
    private static void OnThreads(int count, Action<int> work)
    {
        var threads = Enumerable.Range(0, count).Select(t => new Thread(() => work(t))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
    }

    [Fact]
    public void ACompletedRequestBecomesNullAndItsHandleStale()
    {
        var handle = Start(100);
        Assert.NotEqual(Guest.RequestNull, handle);
        _guest.Accepts("MPI_Wait", 100, 200);
        Assert.InRange(Guest.Arg(0), 0x5000, 0xDFFF);
        Assert.Equal(Guest.RequestNull, _guest[100]);
        Assert.Equal((3, 42), (_guest[200], _guest[204]));
        _guest[100] = handle;
        _guest.Refuses(ErrorClasses.Request, 0, "MPI_Wait", 100, 0);
        // The null request is a request.
        _guest[100] = Guest.RequestNull;
        _guest.Accepts("MPI_Wait", 100, 0);
        Assert.Equal(Guest.HostRequestNull, Guest.Arg(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1024)]
    [InlineData(257)]
    [InlineData(0x4000_0000)]
    [InlineData(0x4FFF_FFFF)]
    public void AForgedRequestIsRefused(int forged)
    {
        _guest[100] = forged;
        _guest.Refuses(ErrorClasses.Request, 0, "MPI_Wait", 100, 0);
        _guest.Refuses(ErrorClasses.Request, 0, "MPI_Test", 100, 200, 0);
        _guest.Refuses(ErrorClasses.Request, 1, "MPI_Waitall", 1, 100, 0);
    }

    [Fact]
    public void ARequestThatStaysActiveKeepsItsHandle()
    {
        var handle = Start(100);
        Guest.FakeInt("fake_flag") = 0;
        _guest.Put(300, 777);
        _guest.Accepts("MPI_Test", 100, 200, 300);
        Assert.Equal((handle, 0, 777), (_guest[100], _guest[200], _guest[300]));
        Guest.FakeInt("fake_keep") = 1;
        _guest.Accepts("MPI_Wait", 100, 0);
        Assert.Equal(handle, _guest[100]);
    }

    [Fact]
    public void WhenTheHostRefusesToStartNoSlotIsLost()
    {
        Guest.FakeInt("fake_result") = 1006;
        for (var i = 0; i < 1000; i++)
            Assert.Equal(6, _guest.Call("MPI_Isend", 0, 1, Guest.Int, 1, 0, Guest.World, 100));
        Guest.FakeInt("fake_result") = 0;
        Start(100);
    }

    [Fact]
    public void AFullTableIsAnErrorBeforeAnythingStarts()
    {
        for (var i = 0; i < 300; i++)
            Start(4 + (4 * i));
        _guest.Refuses(ErrorClasses.NoMem, 6, "MPI_Isend", 0, 1, Guest.Int, 1, 0, Guest.World, 4000);
        _guest.Refuses(ErrorClasses.Arg, 6, "MPI_Isend", 0, 1, Guest.Int, 1, 0, Guest.World, -2);
        // There is memory at 0, but a null pointer is a mistake.
        _guest.Refuses(ErrorClasses.Arg, 6, "MPI_Isend", 0, 1, Guest.Int, 1, 0, Guest.World, 0);
        _guest.Accepts("MPI_Wait", 4, 0);
        Start(4);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void WaitallCompletesAllAndConvertsTheirStatuses(int n)
    {
        for (var i = 0; i < n; i++)
            Start(4 + (4 * i));
        _guest.Put(20000 + 8, 4321);
        _guest.Accepts("MPI_Waitall", n, 4, 20000);
        for (var i = 0; i < n; i++)
        {
            var s = 20000 + (32 * i);
            Assert.Equal((Guest.RequestNull, i, 100 + i, 8 * i), (_guest[4 + (4 * i)], _guest[s], _guest[s + 4], _guest[s + 16]));
        }

        Assert.Equal(4321, _guest[20008]);
    }

    [Fact]
    public void ErrInStatusBringsTheClassOfEachError()
    {
        for (var i = 0; i < 4; i++)
            Start(4 + (4 * i));
        Guest.FakeInt("fake_result") = 1000 + ErrorClasses.InStatus;
        Assert.Equal(ErrorClasses.InStatus, _guest.Call("MPI_Waitall", 4, 4, 20000));
        Assert.Equal([0, 15, 0, 15], Enumerable.Range(0, 4).Select(i => _guest[20000 + (32 * i) + 8]));
        Assert.Equal([Guest.RequestNull, Guest.RequestNull], new[] { _guest[4], _guest[16] });
    }

    [Fact]
    public void ArraysThatReachBeyondMemoryAreRefused()
    {
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Waitall", 2, Guest.MemorySize - 4, 0);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Waitall", 0x7FFF_FFFF, 0, 0);
        _guest.Refuses(ErrorClasses.Arg, 0, "MPI_Waitall", -1, 0, 0);
        Start(4);
        _guest.Refuses(ErrorClasses.Arg, 2, "MPI_Waitall", 1, 4, Guest.MemorySize - 31);
        _guest.Accepts("MPI_Waitall", 0, -1, 0);
    }

    [Fact]
    public void WaitanyAndWaitsomeRetireWhatTheHostCompleted()
    {
        var handles = Enumerable.Range(0, 4).Select(i => Start(4 + (4 * i))).ToArray();
        Guest.FakeInt("fake_value") = 2;
        _guest.Accepts("MPI_Waitany", 4, 4, 100, 200);
        Assert.Equal(2, _guest[100]);
        Assert.Equal([handles[0], handles[1], Guest.RequestNull, handles[3]], Enumerable.Range(0, 4).Select(i => _guest[4 + (4 * i)]));
        Guest.FakeInt("fake_outcount") = 1;
        _guest.Put(300, 9, 9, 9, 9);
        _guest.Put(400, 5, 5, 5, 5, 5, 5, 5, 5, 6);
        _guest.Accepts("MPI_Waitsome", 4, 4, 100, 300, 400);
        Assert.Equal([1, 3, 9], new[] { _guest[100], _guest[300], _guest[304] });
        Assert.Equal(Guest.RequestNull, _guest[12]);
        Assert.Equal((0, 6), (_guest[400], _guest[432]));
        Guest.FakeInt("fake_outcount") = -32766;
        _guest.Accepts("MPI_Waitsome", 4, 4, 100, 300, 400);
        Assert.Equal(-32766, _guest[100]);
    }

    [Fact]
    public void ManyThreadsTakeAndReturnSlotsWithoutLosingOrSharingOne()
    {
        const int Threads = 4;
        const int Rounds = 20_000;
        using var table = new HandleTable(HandleKind.Request, limit: 64);
        var failures = 0;
        OnThreads(Threads, t =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                var mine = new uint[8];
                for (var k = 0; k < mine.Length; k++)
                {
                    if (!table.TryTake(out var slot))
                        Interlocked.Increment(ref failures);
                    mine[k] = table.Publish(slot, ((ulong)t << 32) | slot);
                }

                foreach (var handle in mine)
                {
                    var entry = table.Find(handle);
                    if (entry == null || entry->Host != (((ulong)t << 32) | (handle & Handle.SlotMask)) || !table.Free(handle)
                        || table.Free(handle))
                        Interlocked.Increment(ref failures);
                }
            }
        });
        Assert.Equal(0, failures);
        var slots = Enumerable.Range(0, 64).Select(_ => table.TryTake(out var slot) ? slot : uint.MaxValue).ToHashSet();
        Assert.Equal(64, slots.Count);
        Assert.DoesNotContain(uint.MaxValue, slots);
        Assert.False(table.TryTake(out _));
    }

    [Fact]
    public void ManyThreadsStartAndCompleteThroughShimsBesideManagedOnes()
    {
        var failures = 0;
        var table = _guest.Table(HandleKind.Request);
        OnThreads(4, t =>
        {
            var context = _guest.MakeContext();
            var at = 1000 + (64 * t);
            for (var i = 0; i < 20_000; i++)
            {
                if (t == 3)
                {
                    if (!table.TryTake(out var slot) || !table.Free(table.Publish(slot, 1)))
                        Interlocked.Increment(ref failures);
                    continue;
                }

                var ok = Guest.Call(context, "MPI_Isend", 0, 1, Guest.Int, 1, 0, Guest.World, at) == 0
                    && _guest[at] != Guest.RequestNull && Guest.Call(context, "MPI_Wait", at, 0) == 0 && _guest[at] == Guest.RequestNull;
                if (!ok)
                    Interlocked.Increment(ref failures);
            }

            context->SpareRequests.ReturnTo(table);
            NativeMemory.Free(context);
        });
        Assert.Equal(0, failures);
        var live = 0;
        table.ForEachLive((_, _) => live++);
        Assert.Equal(0, live);
    }

    [Fact]
    public void AContextKeepsAFewSlotsAndGivesThemBackAtTheEnd()
    {
        using var table = new HandleTable(HandleKind.Request, limit: 40);
        _guest.Context->Tables[(int)HandleKind.Request] = (ulong)table.Base;
        table.SetPredefined(Guest.RequestNull, (ulong)_guest.Table(HandleKind.Request).Entry(Guest.RequestNull)->Host);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 40; i++)
                Start(4 + (4 * i));
            _guest.Refuses(ErrorClasses.NoMem, 6, "MPI_Isend", 0, 1, Guest.Int, 1, 0, Guest.World, 4000);
            for (var i = 0; i < 40; i++)
                _guest.Accepts("MPI_Wait", 4 + (4 * i), 0);
            Assert.Equal((uint)SpareSlots.Room, _guest.Context->SpareRequests.Count);
        }

        _guest.Context->SpareRequests.ReturnTo(table);
        Assert.Equal(
            40, Enumerable.Range(0, 40).Select(_ => table.TryTake(out var slot) ? (int)slot : -1).Where(s => s >= 0).Distinct().Count());
        _guest.Context->Tables[(int)HandleKind.Request] = (ulong)_guest.Table(HandleKind.Request).Base;
    }
}
