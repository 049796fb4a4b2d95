using MpiWasm.Mpi.Abi.Native;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public unsafe class HandleTests
{
    [Fact]
    public void A_handle_answers_from_its_publication_until_it_is_freed()
    {
        using var table = new HandleTable(HandleKind.Comm, 16);
        Assert.True(table.TryTake(out var slot));
        var handle = table.Publish(slot, 0xABCD);
        Assert.Equal(0xABCDul, table.Find(handle)->Host);
        Assert.True(table.Free(handle));
        Assert.True(table.Find(handle) is null);
        Assert.False(table.Free(handle));
    }

    [Fact]
    public void A_stale_handle_stays_invalid_when_its_slot_is_used_again()
    {
        using var table = new HandleTable(HandleKind.Comm, 16);
        table.TryTake(out var slot);
        var old = table.Publish(slot, 1);
        table.Free(old);
        table.TryTake(out var again);
        var young = table.Publish(again, 2);
        Assert.Equal(slot, again);
        Assert.NotEqual(old, young);
        Assert.True(table.Find(old) is null);
        Assert.Equal(2ul, table.Find(young)->Host);
    }

    [Fact]
    public void Handles_beyond_the_limit_are_not_there_and_their_slots_cannot_be_taken()
    {
        using var table = new HandleTable(HandleKind.Comm);
        var forged = Handle.Make(HandleKind.Comm, 0, Handle.SlotCount - 1);
        Assert.True(table.Find(forged) is null);
        Assert.False(table.Free(forged));
        for (var i = 0; i < HandleTable.UsualLimit(HandleKind.Comm); i++)
        {
            Assert.True(table.TryTake(out var slot));
            _ = table.Publish(slot, 1);
        }

        Assert.False(table.TryTake(out _));
    }

    [Fact]
    public void A_handle_of_one_kind_is_invalid_as_another()
    {
        using var comms = new HandleTable(HandleKind.Comm, 16);
        using var groups = new HandleTable(HandleKind.Group, 16);
        comms.TryTake(out var a);
        groups.TryTake(out var b);
        var comm = comms.Publish(a, 1);
        _ = groups.Publish(b, 2);
        Assert.True(groups.Find(comm) is null);
    }

    [Fact]
    public void Forged_handles_of_any_value_are_refused_and_never_leave_the_table()
    {
        using var table = new HandleTable(HandleKind.Datatype, 16);
        table.SetPredefined(521, 7);
        var random = new Random(5);
        for (var i = 0; i < 100_000; i++)
        {
            var forged = (uint)random.NextInt64(1L << 32);
            Assert.True(forged == 521 || table.Find(forged) is null);
        }

        foreach (var edge in new[] { 0u, 1u, 1023u, 1024u, 0x7FFF_FFFFu, 0x8000_0000u, uint.MaxValue })
            Assert.True(table.Find(edge) is null);
    }

    [Fact]
    public void A_full_table_says_so_and_has_room_again_after_a_free()
    {
        using var table = new HandleTable(HandleKind.Group, 3);
        var handles = new List<uint>();
        while (table.TryTake(out var slot))
            handles.Add(table.Publish(slot, 1));
        Assert.Equal(3, handles.Count);
        table.Free(handles[1]);
        Assert.True(table.TryTake(out _));
    }
}
