using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class PersistentTests : IDisposable
{
    private readonly Guest _guest = new();

    public void Dispose() => _guest.Dispose();

    private RequestEntry* Entry(int at) => (RequestEntry*)_guest.Table(HandleKind.Request).Find((uint)_guest[at]);

    private void Flag(int at, RequestFlags flags) => Entry(at)->Head.Meta |= (uint)flags;

    [Fact]
    public void APersistentRequestIsStartedCompletedAndStartedAgain()
    {
        _guest.Accepts("MPI_Send_init", 64, 3, Guest.Int, 1, 5, Guest.World, 100);
        var handle = _guest[100];
        Guest.FakeInt("fake_keep") = 1;
        for (var round = 0; round < 2; round++)
        {
            _guest.Accepts("MPI_Start", 100);
            Assert.Equal((long)Entry(100)->Head.Host, Guest.Arg(0));
            _guest.Accepts("MPI_Wait", 100, 0);
            Assert.Equal(handle, _guest[100]);
        }

        _guest.Accepts("MPI_Request_free", 100);
        Assert.Equal(Guest.RequestNull, _guest[100]);
    }

    [Fact]
    public void OnlyPersistentRequestsCanBeStarted()
    {
        _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 100);
        _guest.Refuses(ErrorClasses.Request, 0, "MPI_Start", 100);
        _guest[104] = Guest.RequestNull;
        _guest.Refuses(ErrorClasses.Request, 0, "MPI_Start", 104);
        _guest.Accepts("MPI_Send_init", 64, 1, Guest.Int, 1, 0, Guest.World, 96);
        _guest.Accepts("MPI_Startall", 1, 96);
        Assert.Equal((long)Entry(96)->Head.Host, Guest.Arg(2));
        _guest.Refuses(ErrorClasses.Request, 1, "MPI_Startall", 2, 96);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Startall", 2, Guest.MemorySize - 4);
    }

    [Fact]
    public void ARequestIsCompletedOnceThoughItStandsTwiceInAnArray()
    {
        _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 100);
        _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 104);
        _guest[108] = _guest[100];
        _guest.Refuses(ErrorClasses.Request, 1, "MPI_Waitall", 3, 100, 0);
        _guest.Refuses(ErrorClasses.Request, 1, "MPI_Testany", 3, 100, 200, 204, 0);
        // Null requests may, and so may those of calls before.
        (_guest[108], _guest[112]) = (Guest.RequestNull, Guest.RequestNull);
        _guest.Accepts("MPI_Waitall", 4, 100, 0);
    }

    [Fact]
    public void TheStatusOfARequestIsGivenWithoutEndingIt()
    {
        _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 100);
        _guest.Accepts("MPI_Request_get_status", _guest[100], 200, 300);
        Assert.Equal((1, 3, 42), (_guest[200], _guest[300], _guest[304]));
        Assert.True(Entry(100) != null);
        _guest.Accepts("MPI_Request_get_status", Guest.RequestNull, 200, 0);
        Assert.Equal(Guest.HostRequestNull, Guest.Arg(0));
        _guest.Refuses(ErrorClasses.Request, 0, "MPI_Request_get_status", 77, 200, 0);
        // This host is older than MPI 4.1: the forms for several requests are made of this one in managed code.
        _guest.FallsBack("MPI_Request_get_status_all", 1, 100, 200, 0);
        _guest.Refuses(ErrorClasses.Request, 1, "MPI_Request_get_status_any", 2, 100, 200, 204, 0);
    }

    [Fact]
    public void WhereOneRequestIsEmulatedTheManagedProcedureCompletesThemAll()
    {
        _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 100);
        _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 104);
        Flag(104, RequestFlags.Emulated | RequestFlags.Persistent);
        _guest.FallsBack("MPI_Wait", 104, 0);
        _guest.FallsBack("MPI_Waitall", 2, 100, 0);
        _guest.FallsBack("MPI_Testsome", 2, 100, 200, 300, 0);
        _guest.FallsBack("MPI_Request_get_status", _guest[104], 200, 0);
        _guest.FallsBack("MPI_Start", 104);
        _guest.FallsBack("MPI_Startall", 1, 104);
        _guest.FallsBack("MPI_Request_free", 104);
        _guest.Accepts("MPI_Wait", 100, 0);
    }

    [Fact]
    public void WhatIsAttachedToARequestIsToldWhenItEnds()
    {
        for (var i = 0; i < 3; i++)
        {
            _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 100 + (4 * i));
            if (i != 1)
                Flag(100 + (4 * i), RequestFlags.Attached);
        }

        var (first, third) = ((uint)_guest[100], (uint)_guest[108]);
        Guest.FakeInt("fake_flag") = 0;
        _guest.Accepts("MPI_Test", 100, 200, 0);
        Assert.Empty(Guest.Ended);
        _guest.Accepts("MPI_Wait", 100, 0);
        Assert.Equal([first], Guest.Ended);
        _guest[100] = Guest.RequestNull;
        _guest.Accepts("MPI_Waitall", 3, 100, 0);
        Assert.Equal([first, third], Guest.Ended);
        // A slot that is used again has no flags left.
        _guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 100);
        Assert.Equal(0u, Entry(100)->Head.Meta & ~Handle.GenerationMask);
        Flag(100, RequestFlags.Attached);
        _guest.FallsBack("MPI_Request_free", 100);
    }

    [Fact]
    public void AMatchedMessageIsReceivedOnce()
    {
        _guest.Accepts("MPI_Mprobe", -1, -2, Guest.World, 100, 200);
        var message = _guest[100];
        Assert.Equal((-1L, -1L, 3, 42), (Guest.Arg(0), Guest.Arg(1), _guest[200], _guest[204]));
        _guest.Refuses(ErrorClasses.Request, 3, "MPI_Mrecv", 64, 1, Guest.Int, 96, 0);
        _guest.Accepts("MPI_Mrecv", 64, 1, Guest.Int, 100, 0);
        Assert.Equal((0x7000L, Guest.MessageNull), (Guest.Arg(3), _guest[100]));
        _guest[100] = message;
        _guest.Refuses(ErrorClasses.Request, 3, "MPI_Mrecv", 64, 1, Guest.Int, 100, 0);
        _guest[100] = Guest.MessageNull;
        _guest.Refuses(ErrorClasses.Request, 3, "MPI_Mrecv", 64, 1, Guest.Int, 100, 0);
    }

    [Fact]
    public void AReceiveWhoseMessageAnotherThreadTakesKeepsNoSlot()
    {
        using var guest = new Guest(requestLimit: 1);
        guest.Accepts("MPI_Mprobe", 0, 1, Guest.World, 100, 0);
        var message = (uint)guest[100];
        var type = guest.DerivedType(0xD100, 8, 8, -8, 0);
        var entry = (DatatypeEntry*)guest.Table(HandleKind.Datatype).Find(type);
        entry->Bottom = 1;
        Guest.Twin = (DatatypeEntry*)guest.Table(HandleKind.Datatype).Find(guest.DerivedType(0xD1FE, 8, 8, 64, 72));
        Guest.Meanwhile = () => guest.Table(HandleKind.Message).Free(message);
        guest.Refuses(ErrorClasses.Request, 3, "MPI_Imrecv", 0, 1, (int)type, 100, 104);
        guest.Accepts("MPI_Isend", 64, 1, Guest.Int, 1, 0, Guest.World, 104);
    }

    [Fact]
    public void AProbeWithoutAMessageGivesTheNullMessageAndNoSlot()
    {
        for (var i = 0; i < 3; i++)
        {
            Guest.FakeInt("fake_flag") = 0;
            _guest.Accepts("MPI_Improbe", 0, 1, Guest.World, 200, 100, 0);
            Assert.Equal((0, Guest.MessageNull), (_guest[200], _guest[100]));
        }

        Guest.FakeInt("fake_flag") = 1;
        _guest.Accepts("MPI_Improbe", 0, 1, Guest.World, 200, 100, 0);
        Assert.Equal(0u, (uint)_guest[100] & Handle.SlotMask);
        // From nobody: a message that is always there.
        Guest.FakeLong("fake_message") = Guest.HostMessageNoProc;
        _guest.Accepts("MPI_Mprobe", -3, 1, Guest.World, 104, 0);
        Assert.Equal(Guest.MessageNoProc, _guest[104]);
        _guest.Accepts("MPI_Imrecv", 64, 1, Guest.Int, 104, 108);
        Assert.Equal((Guest.HostMessageNoProc, Guest.MessageNull), (Guest.Arg(3), _guest[104]));
        Guest.FakeInt("fake_result") = 1006;
        Assert.Equal(6, _guest.Call("MPI_Mprobe", 0, 1, Guest.World, 112, 0));
        Guest.FakeInt("fake_result") = 0;
        Guest.FakeLong("fake_message") = 0x7000;
        _guest.Accepts("MPI_Mprobe", 0, 1, Guest.World, 112, 0);
        Assert.Equal(1u, (uint)_guest[112] & Handle.SlotMask);
    }

    [Fact]
    public void PartitionsMustBeThoseOfTheRequest()
    {
        _guest.Accepts("MPI_Psend_init", 1024, 4, 8L, Guest.Int, 1, 9, Guest.World, Guest.InfoNull, 100);
        Assert.Equal(
            [_guest.Address(1024), 4, 8, Guest.HostInt, 1, 9, Guest.HostWorld, Guest.HostInfoNull],
            Enumerable.Range(0, 8).Select(Guest.Arg));
        _guest.Accepts("MPI_Start", 100);
        _guest.Accepts("MPI_Pready", 3, _guest[100]);
        _guest.Refuses(ErrorClasses.Arg, 0, "MPI_Pready", 4, _guest[100]);
        _guest.Refuses(ErrorClasses.Arg, 0, "MPI_Pready", -1, _guest[100]);
        _guest.Accepts("MPI_Pready_range", 0, 2, _guest[100]);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Pready_range", 0, 4, _guest[100]);
        _guest.Put(200, 2, 0, 4);
        _guest.Accepts("MPI_Pready_list", 2, 200, _guest[100]);
        Assert.Equal((2, 0), (Guest.Array(0, 0), Guest.Array(0, 1)));
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Pready_list", 3, 200, _guest[100]);
        _guest.Refuses(ErrorClasses.Request, 0, "MPI_Parrived", _guest[100], 0, 300);
        _guest.Accepts("MPI_Precv_init", 1024, 2, 8L, Guest.Int, 1, 9, Guest.World, Guest.InfoNull, 104);
        _guest.Accepts("MPI_Parrived", _guest[104], 1, 300);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Parrived", _guest[104], 2, 300);
        _guest.Refuses(ErrorClasses.Request, 1, "MPI_Pready", 0, _guest[104]);
        // Other requests have no partitions.
        _guest.Accepts("MPI_Send_init", 64, 1, Guest.Int, 1, 0, Guest.World, 108);
        _guest.Refuses(ErrorClasses.Request, 1, "MPI_Pready", 0, _guest[108]);
    }

    [Fact]
    public void ThePartitionsOfABufferAreAllChecked()
    {
        _guest.Accepts("MPI_Psend_init", Guest.MemorySize - 128, 4, 8L, Guest.Int, 1, 9, Guest.World, Guest.InfoNull, 100);
        _guest.Refuses(
            ErrorClasses.Buffer, 0, "MPI_Psend_init", Guest.MemorySize - 127, 4, 8L, Guest.Int, 1, 9, Guest.World, Guest.InfoNull, 100);
        _guest.Refuses(
            ErrorClasses.Buffer, 0, "MPI_Psend_init", 1024, 1 << 20, 1L << 44, Guest.Int, 1, 9, Guest.World, Guest.InfoNull, 100);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Psend_init", 1024, -1, 8L, Guest.Int, 1, 9, Guest.World, Guest.InfoNull, 100);
        _guest.Refuses(ErrorClasses.Count, 2, "MPI_Psend_init", 1024, 4, -1L, Guest.Int, 1, 9, Guest.World, Guest.InfoNull, 100);
    }
}
