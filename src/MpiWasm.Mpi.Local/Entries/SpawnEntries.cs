using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Starting processes (MPI 5.0 §11.8), which are threads here.</summary>
internal static unsafe class SpawnEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Comm_spawn_multiple", (nint)(delegate* unmanaged<
            int, byte**, byte***, int*, int*, int, int, int*, int*, int>)&CommSpawnMultiple),
        ("MPI_Comm_get_parent", (nint)(delegate* unmanaged<int*, int>)&CommGetParent),
    ];

    [UnmanagedCallersOnly]
    private static int CommSpawnMultiple(
        int count, byte** commands, byte*** arguments, int* ranks, int* infos, int root, int comm, int* made,
        int* errors) => Entry.RunToCode(() =>
        {
            var job = Entry.Rank.Job;
            return Parts.Finish(Communicators.CreateWithRoot(comm, root, made, group =>
            {
                var programs = new SpawnedProgram[count];
                for (var i = 0; i < count; i++)
                    programs[i] = SpawnedProgram.Of(arguments[i], ranks[i]);
                return (Spawning.Start(job, group, programs), 0);
            }));
        });

    [UnmanagedCallersOnly]
    private static int CommGetParent(int* parents) => Entry.Run(() =>
    {
        var rank = Entry.Rank;
        *parents = rank.Objects.Communicators.Find(rank.Parents) is null ? StandardAbi.CommNull : rank.Parents;
    });
}
