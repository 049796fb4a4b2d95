using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class WindowTests : IDisposable
{
    private readonly Guest _guest = new();
    private readonly int _win;
    private readonly WinEntry* _entry;

    public WindowTests()
    {
        // Process 0 has 100 bytes in units of 4, process 1 50 bytes in bytes, process 2 nothing.
        (_win, var entry) = _guest.Window(
            new WinTarget { Size = 100, DispUnit = 4 }, new WinTarget { Size = 50, DispUnit = 1 }, new WinTarget
            {
                Size = 0,
                DispUnit = 1,
            });
        _entry = entry.Value;
    }

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void AnAccessMayEndAtTheLastByteOfTheTargetsWindowAndNotOneBeyond()
    {
        _guest.Accepts("MPI_Put", 64, 2, Guest.Int, 0, 23, 2, Guest.Int, _win);
        // The host's window counts bytes.
        Assert.Equal(
            [_guest.Address(64), 2, Guest.HostInt, 0, 92, 2, Guest.HostInt, Guest.HostWin], Enumerable.Range(0, 8).Select(Guest.Arg));
        _guest.Refuses(48, 4, "MPI_Put", 64, 2, Guest.Int, 0, 24, 2, Guest.Int, _win);
        Assert.Equal((uint)_win, Guest.LastHandle);
        _guest.Accepts("MPI_Put", 64, 1, Guest.Int, 1, 46, 1, Guest.Int, _win);
        _guest.Refuses(48, 4, "MPI_Put", 64, 1, Guest.Int, 1, 47, 1, Guest.Int, _win);
        _guest.Refuses(48, 4, "MPI_Put", 64, 1, Guest.Int, 2, 0, 1, Guest.Int, _win);
        _guest.Accepts("MPI_Put", 64, 0, Guest.Int, 2, 0, 0, Guest.Int, _win);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(0x4000_0000)]
    public void DisplacementsCannotWrapAround(int displacement)
    {
        ((WinTarget*)_entry->Targets)->DispUnit = int.MaxValue;
        _guest.Refuses(48, 4, "MPI_Put", 64, 1, Guest.Int, 0, displacement, 1, Guest.Int, _win);
        ((WinTarget*)_entry->Targets)->DispUnit = 4;
        _guest.Refuses(48, 4, "MPI_Put", 64, 1, Guest.Int, 0, displacement, 1, Guest.Int, _win);
        var huge = (int)_guest.DerivedType(0xD100, 4, 1L << 33, 0, 4);
        _guest.Refuses(48, 4, "MPI_Put", 64, 0, Guest.Int, 0, 0, int.MaxValue, huge, _win);
    }

    [Fact]
    public void TheTargetsTypeMayReachBelowTheDisplacementButNotBelowTheWindow()
    {
        var type = (int)_guest.DerivedType(0xD100, 4, 4, -8, -4);
        _guest.Accepts("MPI_Put", 64, 1, Guest.Int, 1, 8, 1, type, _win);
        _guest.Refuses(48, 4, "MPI_Put", 64, 1, Guest.Int, 1, 7, 1, type, _win);
    }

    [Fact]
    public void AWindowAbove2GiBIsAddressedByUnsignedDisplacements()
    {
        *(WinTarget*)_entry->Targets = new WinTarget { Size = 1L << 32, DispUnit = 1 };
        _guest.Accepts("MPI_Put", 64, 1, Guest.Int, 0, -4, 1, Guest.Int, _win);
        Assert.Equal(0xFFFF_FFFCL, Guest.Arg(4));
        _guest.Refuses(48, 4, "MPI_Put", 64, 1, Guest.Int, 0, -3, 1, Guest.Int, _win);
    }

    [Fact]
    public void NobodyHasNoWindowAndRanksAreThoseOfTheWindow()
    {
        _guest.Accepts("MPI_Put", 64, 1, Guest.Int, -3, 12345, 1, Guest.Int, _win);
        Assert.Equal((-2L, 12345L), (Guest.Arg(3), Guest.Arg(4)));
        _guest.Refuses(ErrorClasses.Rank, 3, "MPI_Put", 64, 1, Guest.Int, 3, 0, 1, Guest.Int, _win);
        _guest.Refuses(ErrorClasses.Rank, 3, "MPI_Put", 64, 1, Guest.Int, -1, 0, 1, Guest.Int, _win);
        _guest.Refuses(ErrorClasses.Win, 7, "MPI_Put", 64, 1, Guest.Int, 0, 0, 1, Guest.Int, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Put", -4, 2, Guest.Int, 0, 0, 2, Guest.Int, _win);
    }

    [Fact]
    public void OfADynamicWindowTheManagedSideKnowsWhatIsAttached()
    {
        _entry->Flavor = 313;
        ((WinTarget*)_entry->Targets)[1] = new WinTarget { Shift = 0x7F00_0000_0000, DispUnit = 1 };
        _guest.Refuses(48, 4, "MPI_Put", 64, 1, Guest.Int, 1, unchecked((int)0x9000_0000), 3, Guest.Int, _win);
        Assert.Equal(((uint)_win, 1, 0x9000_0000UL, 3L), Guest.Asked);
        Guest.IsAttached = true;
        _guest.Accepts("MPI_Put", 64, 1, Guest.Int, 1, unchecked((int)0x9000_0000), 3, Guest.Int, _win);
        Assert.Equal(0x7F00_9000_0000L, Guest.Arg(4));
    }

    [Fact]
    public void WithNoOpTheOriginMeansNothing()
    {
        _guest.Accepts("MPI_Get_accumulate", -1, -1, 0, 64, 1, Guest.Int, 0, 0, 1, Guest.Int, Guest.NoOp, _win);
        Assert.Equal((0L, 0L, Guest.HostByte, Guest.HostNoOp), (Guest.Arg(0), Guest.Arg(1), Guest.Arg(2), Guest.Arg(10)));
        _guest.Refuses(ErrorClasses.Count, 1, "MPI_Get_accumulate", -1, -1, 0, 64, 1, Guest.Int, 0, 0, 1, Guest.Int, Guest.Sum, _win);
        _guest.Accepts("MPI_Fetch_and_op", -1, 64, Guest.Int, 0, 24, Guest.NoOp, _win);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Fetch_and_op", -1, 64, Guest.Int, 0, 24, Guest.Sum, _win);
        _guest.Refuses(48, 4, "MPI_Fetch_and_op", 64, 64, Guest.Int, 0, 25, Guest.Sum, _win);
        _guest.Accepts("MPI_Compare_and_swap", 64, 68, 72, Guest.Int, 0, 24, _win);
        _guest.Refuses(48, 5, "MPI_Compare_and_swap", 64, 68, 72, Guest.Int, 0, 25, _win);
        _guest.Refuses(ErrorClasses.Buffer, 2, "MPI_Compare_and_swap", 64, 68, -2, Guest.Int, 0, 24, _win);
    }

    [Fact]
    public void AnOperationThatTheDatatypeDoesNotHaveIsRefused()
    {
        // MPI_SUM of bytes: MPICH 4 would never finish. (What falls back has passed the checks: the fake library has no such function.)
        _guest.Refuses(ErrorClasses.Op, 7, "MPI_Accumulate", 64, 1, Guest.Byte, 0, 0, 1, Guest.Byte, Guest.Sum, _win);
        _guest.Refuses(ErrorClasses.Op, 5, "MPI_Fetch_and_op", 64, 68, Guest.Byte, 0, 24, Guest.Sum, _win);
        _guest.FallsBack("MPI_Accumulate", 64, 1, Guest.Int, 0, 0, 1, Guest.Int, Guest.Sum, _win);
    }

    [Fact]
    public void NothingIsCompletedAtNoProcess()
    {
        var calls = Guest.Calls;
        Assert.Equal(0, _guest.Call("MPI_Win_flush", StandardAbi.ProcNull, _win));
        Assert.Equal(0, _guest.Call("MPI_Win_flush_local", StandardAbi.ProcNull, _win));
        Assert.Equal(calls, Guest.Calls);
        _guest.Refuses(ErrorClasses.Win, 1, "MPI_Win_flush", StandardAbi.ProcNull, 0);
    }

    [Fact]
    public void AsManyElementsAreCombinedAsThereAreOnBothSides()
    {
        _guest.Refuses(ErrorClasses.Truncate, 5, "MPI_Accumulate", 64, 2, Guest.Int, 0, 0, 1, Guest.Int, Guest.Sum, _win);
        _guest.Refuses(ErrorClasses.Count, 5, "MPI_Accumulate", 64, 1, Guest.Int, 0, 0, 2, Guest.Int, Guest.Sum, _win);
        _guest.Refuses(ErrorClasses.Count, 5, "MPI_Raccumulate", 64, 1, Guest.Int, 0, 0, 2, Guest.Int, Guest.Sum, _win, 128);
    }

    [Fact]
    public void MoreThanThereIsRoomForIsRefused()
    {
        _guest.Refuses(ErrorClasses.Truncate, 5, "MPI_Put", 64, 2, Guest.Int, 0, 0, 1, Guest.Int, _win);
        _guest.Refuses(ErrorClasses.Truncate, 5, "MPI_Get", 64, 1, Guest.Int, 0, 0, 2, Guest.Int, _win);
        _guest.Accepts("MPI_Put", 64, 1, Guest.Int, 0, 0, 2, Guest.Int, _win);
        _guest.FallsBack("MPI_Get", 64, 2, Guest.Int, 0, 0, 1, Guest.Int, _win);
    }

    [Fact]
    public void ARequestOfAnAccessIsLikeAnyOther()
    {
        _guest.Accepts("MPI_Rput", 64, 2, Guest.Int, 0, 23, 2, Guest.Int, _win, 100);
        _guest.Accepts("MPI_Wait", 100, 0);
        Assert.Equal(Guest.RequestNull, _guest[100]);
    }

    [Theory]
    [InlineData("openmpi", 301, 1024 + 8192, 1, 1 + 8)]
    [InlineData("openmpi", 302, 2048 + 4096 + 16384, 2, 2 + 4 + 16)]
    [InlineData("mpich", 301, 1024 + 8192, 234, 1024 + 2048)]
    [InlineData("mpich", 302, 2048 + 4096 + 16384, 235, 8192 + 4096 + 16384)]
    public void LocksAndAssertionsBecomeTheHosts(string host, int type, int assertion, int hostType, int hostAssertion)
    {
        using var guest = new Guest(host: TestHosts.OfName(host));
        var (win, _) = guest.Window(new WinTarget { Size = 100, DispUnit = 4 });
        guest.Accepts("MPI_Win_lock", type, 0, assertion, win);
        Assert.Equal((hostType, 0L, hostAssertion), (Guest.Arg(0), Guest.Arg(1), Guest.Arg(2)));
        guest.Accepts("MPI_Win_fence", assertion, win);
        Assert.Equal(hostAssertion, Guest.Arg(0));
        guest.Refuses(ErrorClasses.Locktype, 0, "MPI_Win_lock", 1, 0, 0, win);
        guest.Refuses(ErrorClasses.Assert, 2, "MPI_Win_lock", 301, 0, 1, win);
        guest.Refuses(ErrorClasses.Rank, 0, "MPI_Win_flush", 1, win);
    }
}
