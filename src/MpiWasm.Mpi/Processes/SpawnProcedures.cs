using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Errors;
using MpiWasm.Mpi.Core.Info;
using MpiWasm.Mpi.Files;
using MpiWasm.Sandbox;

namespace MpiWasm.Mpi.Processes;

/// <summary>
/// Starting processes (MPI 5.0 §11.8). A command of the guest is a module below its directories, which the new ranks open through a sandbox like their parents': the host
/// starts <c>mpiwasm run</c> with the same options, and nothing else. Closed unless the user opens it.
/// </summary>
internal static unsafe class SpawnProcedures
{
    /// <summary>More than any machine has: libraries allocate for processes before they know whether there can be so many.</summary>
    private const int MaxProcesses = 1 << 20;

    /// <summary>What the root says; the same places in both procedures, counted from the root: communicator, intercommunicator, error codes.</summary>
    private delegate SpawnedCommand[] Reader(Call call);

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Comm_spawn", call => Spawn(call, 4, One)),
        ("MPI_Comm_spawn_multiple", call => Spawn(call, 5, Several)),
        ("MPI_Comm_get_parent", GetParent),
        ("MPI_Comm_join", Join),
    ];

    private static void Spawn(Call call, int root, Reader read)
    {
        var environment = call.Environment;
        environment.RequireHost();
        var comm = call.Comm(root + 1);
        if (comm.RemoteSize >= 0)
            throw call.Error(ErrorClasses.Comm, root + 1);
        if (call.Int(root) < 0 || call.Int(root) >= comm.GroupSize)
            throw call.Error(ErrorClasses.Root, root);
        var processes = new ProcessGroup(environment, comm);
        SpawnedCommand[] commands = [];
        Exception? wrong = null;
        try
        {
            _ = call.OutInt(root + 2);
            if (environment.SpawnCommand.Count == 0)
                throw new RefusedException(ErrorClasses.Spawn, "a guest starts no processes; --allow-spawn lets it start modules below its directories");
            if (comm.Rank == call.Int(root))
                commands = read(call);
        }
        catch (Exception e) when (e is ArgumentCheckException or RefusedException)
        {
            wrong = e;
        }

        processes.Agree(wrong);
        var total = (int)processes.Maximum(commands.Sum(c => (long)c.Processes));
        var codes = call[root + 3];
        processes.Agree(codes != 0 && !call.IsMemory(codes, 4L * total) ? new ArgumentCheckException(ErrorClasses.Arg, root + 3, codes) : null);
        var results = new int[Math.Max(total, 1)];
        ulong made = 0;
        int failure;
        using (var host = new SpawnArguments(environment, commands))
        {
            fixed (int* hostCodes = results)
            {
                failure = NativeCall.Invoke(
                    call.Host("MPI_Comm_spawn_multiple"),
                    [(ulong)commands.Length, host.Commands, host.Arguments, host.Processes, host.Infos, (ulong)call.Int(root), comm.Host, (ulong)&made, (ulong)hostCodes]);
            }
        }

        for (var i = 0; codes != 0 && i < total; i++)
            ((int*)call.Memory(root + 3, codes, 4L * total))[i] = environment.Errors.ClassOfHost(results[i]);
        Call.Check(failure);
        call.WriteInt(root + 2, environment.Communicators.New(made, call[root + 1]));
    }

    private static SpawnedCommand[] One(Call call)
    {
        _ = call.Handle(3);
        return [Command(call, call.Text(0), call[1], call.Int(2), 0, new CommandWords(1))];
    }

    private static SpawnedCommand[] Several(Call call)
    {
        var count = call.Count(0, ErrorClasses.Arg);
        if (count is 0 or > MaxProcesses)
            throw call.Error(ErrorClasses.Arg, 0);
        var names = call.Ints(1, count);
        var arguments = call[2] == 0 ? new int[count] : call.Ints(2, count);
        var processes = call.Ints(3, count);
        foreach (var info in call.Ints(4, count))
            _ = call.HandleIn(4, (uint)info);
        var commands = new SpawnedCommand[count];
        var (modules, words) = (new CommandWords(1), new CommandWords(2));
        for (var i = 0; i < count; i++)
            commands[i] = Command(call, modules.Add(call, (uint)names[i]), (uint)arguments[i], processes[i], 1, words);
        return commands.Sum(c => (long)c.Processes) <= MaxProcesses ? commands : throw call.Error(ErrorClasses.Arg, 3);
    }

    /// <summary>The new ranks open the module themselves; that it is there is asked here, where the answer is an error of MPI.</summary>
    private static SpawnedCommand Command(Call call, byte[] module, uint arguments, int processes, int argument, CommandWords all)
    {
        if (processes is < 0 or > MaxProcesses)
            throw new ArgumentCheckException(ErrorClasses.Arg, argument + 2, (ulong)processes);
        var name = Encoding.UTF8.GetString(module);
        if (call.Environment.Sandbox is not { } sandbox || sandbox.OpenFile(module, SandboxAccess.Read, out var file) != 0)
            throw new RefusedException(ErrorClasses.Spawn, $"there is no module '{GuestText.Of(name)}' in the directories given with --dir");
        using (file)
        {
            if (!SandboxPolicy.IsRegular(file!))
                throw new RefusedException(ErrorClasses.Spawn, $"'{GuestText.Of(name)}' is no ordinary file");
        }

        var words = new List<byte[]>();
        // MPI_ARGV_NULL is the null pointer.
        for (var at = arguments; at != 0; at += 4)
        {
            var word = *(uint*)call.Memory(argument + 1, at, 4);
            if (word == 0)
                break;
            words.Add(all.Add(call, word));
        }

        return new SpawnedCommand(module, words, processes);
    }

    /// <summary>The same handle each time, as long as the communicator is connected.</summary>
    private static void GetParent(Call call)
    {
        var environment = call.Environment;
        environment.RequireHost();
        _ = call.OutInt(0);
        ulong host = 0;
        Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&host));
        lock (environment.Parents.Guard)
        {
            var known = environment.Parents.Communicator != 0 ? environment.Table(HandleKind.Comm).Find(environment.Parents.Communicator) : null;
            if (environment.Host.IsNull(HandleKind.Comm, host))
                environment.Parents.Communicator = 0;
            else if (known is null || known->Host != host)
                environment.Parents.Communicator = (uint)environment.Communicators.New(host, (uint)MpiApi.Standard.Value("MPI_COMM_WORLD"));
            call.WriteInt(0, environment.Parents.Communicator != 0 ? (int)environment.Parents.Communicator : MpiApi.Standard.Value("MPI_COMM_NULL"));
        }
    }

    private static void Join(Call call) => throw new RefusedException(
        ErrorClasses.UnsupportedOperation, "a guest has no sockets to join by; ports (--allow-ports) connect jobs");
}

/// <summary>A command of MPI_Comm_spawn: the guest's path of a module, its arguments and the number of processes.</summary>
internal sealed record SpawnedCommand(byte[] Module, IReadOnlyList<byte[]> Arguments, int Processes);
