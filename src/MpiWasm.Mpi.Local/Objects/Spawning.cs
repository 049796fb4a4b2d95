using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>More ranks of a job (MPI 5.0 §11.8): threads like the others, with a world of their own.</summary>
internal static class Spawning
{
    /// <summary>Makes the ranks and starts them; what they and the group that asked for them share.</summary>
    public static CommunicatorCore Start(Job job, Group parents, SpawnedProgram[] programs)
    {
        // All programs first: none is started where one cannot be.
        var starters = Array.ConvertAll(programs, program => job.Prepare?.Invoke(program) ?? throw new MpiFailure(StandardAbi.ErrSpawn));
        var ranks = job.AddWorld(programs.Sum(program => program.Ranks));
        var core = new CommunicatorCore(job, parents, Group.Of(ranks.Select(rank => rank.Number)));
        for (var i = 0; i < ranks.Length; i++)
            ranks[i].Parents = ranks[i].Objects.Communicators.Add(new Communicator(core, 1, i));
        var next = 0;
        for (var i = 0; i < programs.Length; i++)
        {
            for (var j = 0; j < programs[i].Ranks; j++)
                starters[i](ranks[next++]);
        }

        return core;
    }
}
