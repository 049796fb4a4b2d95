using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>What the ranks of a file do together.</summary>
internal static class FileMeeting
{
    /// <summary>Does something once for all ranks, when all have come.</summary>
    public static void Hold(LocalFile file, object? value, Action<Part[]> together)
    {
        var part = new Part
        {
            Kind = CollectiveKind.Custom,
            Communicator = file.Communicator,
            Request = new Request { Owner = LocalRank.Current },
            Value = value,
            Together = together,
        };
        if (Parts.Finish(part) is not StandardAbi.Success and var error)
            throw new MpiFailure(error);
    }

    /// <summary>Waits for all ranks.</summary>
    public static void Hold(LocalFile file) => Hold(file, null, static _ => { });

    /// <summary>Sets the shared pointer, when all have come.</summary>
    public static void SetPointer(LocalFile file, long pointer) => Hold(file, new Turn(file.Core, 0) { Start = pointer }, static parts =>
    {
        var turn = (Turn)parts[0].Value!;
        turn.Core.Pointer = turn.Start;
    });

    /// <summary>Where the rank's part of an ordered access begins (MPI 5.0 §14.4.4): those of lower ranks come before.</summary>
    public static long Order(LocalFile file, long etypes)
    {
        var turn = new Turn(file.Core, etypes);
        Hold(file, turn, static parts =>
        {
            foreach (var part in parts)
            {
                var turn = (Turn)part.Value!;
                turn.Start = turn.Core.Advance(turn.Etypes);
            }
        });
        return turn.Start;
    }

    private sealed class Turn(FileCore core, long etypes)
    {
        public FileCore Core { get; } = core;

        public long Etypes { get; } = etypes;

        public long Start { get; set; }
    }
}
