using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.PointToPoint;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>What hangs on requests. MPICH is loaded but not initialised: none of its requests take part.</summary>
public sealed unsafe class RequestAttachmentsTests
{
    private static readonly MpiEnvironment? Mpi = ProgramFactAttribute.Find("mpicc.mpich") is null
        ? null
        : MpiChapters.Over(MpiLibrary.Open("libmpich.so.12"), null);

    private static RequestAttachments Requests => Mpi!.Requests;

    private static HandleTable Table => Mpi!.Table(HandleKind.Request);

    [ProgramFact("mpicc.mpich")]
    public void Actions_run_once_in_order_when_the_request_ends()
    {
        var log = new List<int>();
        var guest = Requests.Publish(Requests.Reserve(), 7, () => log.Add(1));
        Requests.Attach(guest, () => log.Add(2));
        Assert.Equal(7ul, Table.Find(guest)->Host);
        Assert.True(Requests.Has(guest, RequestFlags.Attached));
        Assert.Empty(log);
        Requests.End(guest);
        Requests.End(guest);
        Assert.Equal([1, 2], log);
        Assert.True(Table.Find(guest) is null);
    }

    [ProgramFact("mpicc.mpich")]
    public void A_shim_that_ends_a_request_has_its_actions_run()
    {
        var log = new List<int>();
        var guest = Requests.Publish(Requests.Reserve(), 7, () => log.Add(1));
        // As a shim does: the handle is retired, then this is called, then the slot is free.
        Assert.True(Table.Retire(guest));
        Requests.Ended(guest);
        Table.Recycle(guest);
        Assert.Equal([1], log);
        var next = Requests.Publish(Requests.Reserve(), 8);
        Assert.False(Requests.Has(next, RequestFlags.Attached));
        Requests.End(next);
        Assert.Equal([1], log);
    }

    [ProgramFact("mpicc.mpich")]
    public void What_is_attached_to_a_null_request_runs_at_once()
    {
        var log = new List<int>();
        Requests.Attach(StandardAbi.RequestNull, () => log.Add(1));
        Assert.Equal([1], log);
    }

    [ProgramFact("mpicc.mpich")]
    public void Of_a_request_freed_while_it_goes_on_actions_wait_until_it_is_over()
    {
        var log = new List<int>();
        var request = new Switch();
        var guest = Requests.Publish(Requests.Reserve(), request);
        Requests.Attach(guest, () => log.Add(1));
        Requests.Free(guest);
        Assert.True(Table.Find(guest) is null);
        Assert.Equal((0, 0), (log.Count, request.Released));
        Assert.Throws<ArgumentCheckException>(() => Requests.Free(guest));
        AskForOthers();
        Assert.Equal((0, 0), (log.Count, request.Released));
        request.IsOver = true;
        AskForOthers();
        AskForOthers();
        Assert.Equal((1, 1), (log.Count, request.Released));
    }

    [ProgramFact("mpicc.mpich")]
    public void One_whose_operation_is_over_is_released_as_it_is_freed()
    {
        var request = new Switch { IsOver = true };
        var guest = Requests.Publish(Requests.Reserve(), request);
        Assert.Same(request, Requests.Emulated(guest));
        Assert.True(Requests.Has(guest, RequestFlags.Emulated));
        Requests.Free(guest);
        Assert.Equal(1, request.Released);
    }

    [ProgramFact("mpicc.mpich")]
    public void Only_a_bare_request_of_the_kind_that_was_made_can_be_taken_over()
    {
        var bare = Requests.Publish(Requests.Reserve(), 9, flags: RequestFlags.Persistent);
        Assert.Null(Requests.Take(bare, isPersistent: false));
        Assert.Equal(9ul, Requests.Take(bare, isPersistent: true));
        Assert.Null(Requests.Take(bare, isPersistent: true));
        Assert.Null(Requests.Take(StandardAbi.RequestNull, isPersistent: false));
        var loaded = Requests.Publish(Requests.Reserve(), 9, () => { });
        Assert.Null(Requests.Take(loaded, isPersistent: false));
        Requests.End(loaded);
    }

    /// <summary>Anything that ends has the freed ones asked.</summary>
    private static void AskForOthers() => Requests.Ended(0);

    private sealed class Switch : EmulatedRequest
    {
        public bool IsOver { get; set; }

        public int Released { get; private set; }

        public override bool Advance() => IsOver;

        public override void Release() => Released++;
    }
}
