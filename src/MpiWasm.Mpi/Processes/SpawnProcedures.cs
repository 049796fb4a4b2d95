using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Objects.Info;
using MpiWasm.Mpi.Files;
using MpiWasm.Sandbox;

namespace MpiWasm.Mpi.Processes;

/// <summary>
/// Starting processes (MPI 5.0 §11.8). A command of the guest is a module below its directories, which the new ranks open through a sandbox
/// like their parents': the host starts <c>mpiwasm run</c> with the same options, and nothing else. Closed unless the user opens it.
/// </summary>
internal static unsafe class SpawnProcedures
{
    /// <summary>More than any machine has: libraries allocate for processes before they know whether there can be so many.</summary>
    private const int MaxProcesses = 1 << 20;

    /// <summary>What the root says.</summary>
    private delegate SpawnedCommand[] Reader(Call call);

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        CommSpawnCall.ServedBy(call =>
            Spawn(call, One, call.Root, call.Comm, call.Intercomm, call.ArrayOfErrcodes)),
        CommSpawnMultipleCall.ServedBy(call =>
            Spawn(call, Several, call.Root, call.Comm, call.Intercomm, call.ArrayOfErrcodes)),
        CommGetParentCall.ServedBy(GetParent),
        CommJoinCall.ServedBy(Join),
    ];

    private static void Spawn(Call call, Reader read, IntArgument root, CommArgument comm, HandleResult result, IntArrayArgument codes)
    {
        var environment = call.Environment;
        environment.RequireHost();
        comm.RequireIntracommunicator();
        if (root < 0 || root >= comm.GroupSize)
            throw root.Error(ErrorClasses.Root);
        var processes = new ProcessGroup(environment, comm);
        SpawnedCommand[] commands = [];
        Exception? wrong = null;
        try
        {
            result.Require();
            if (environment.SpawnCommand.Count == 0)
                throw new RefusedException(
                    ErrorClasses.Spawn, "a guest starts no processes; --allow-spawn lets it start modules below its directories");
            if (comm.Rank == root)
                commands = read(call);
        }
        catch (Exception e) when (e is ArgumentCheckException or RefusedException)
        {
            wrong = e;
        }

        processes.Agree(wrong);
        var total = (int)processes.Maximum(commands.Sum(c => (long)c.Processes));
        // MPI_ERRCODES_IGNORE is the null pointer.
        processes.Agree(codes.Address != 0
            && !call.IsMemory(codes.Address, 4L * total) ? codes.Error(ErrorClasses.Arg, (long)codes.Address) : null);
        var results = new int[Math.Max(total, 1)];
        ulong made = 0;
        int failure;
        using (var host = new SpawnArguments(environment, commands))
        {
            fixed (int* hostCodes = results)
            {
                failure = call.Functions.Codes.CommSpawnMultiple(
                    commands.Length, host.Commands, host.Arguments, host.Processes, host.Infos, root, comm, &made, hostCodes);
            }
        }

        if (codes.Address != 0)
        {
            var room = codes.Room(total);
            for (var i = 0; i < total; i++)
                room[i] = environment.Errors.ClassOfHost(results[i]);
        }

        Call.Check(failure);
        result.Set(environment.Communicators.New(made, comm.Guest));
    }

    private static SpawnedCommand[] One(Call untyped)
    {
        var call = new CommSpawnCall(untyped);
        call.Info.Require();
        if (call.Maxprocs.Value is < 0 or > MaxProcesses)
            throw call.Maxprocs.Error(ErrorClasses.Arg);
        var words = Words(call, call.Argv, call.Argv.Address, new CommandWords(call.Argv.Index));
        return [Command(call.Environment, call.Command.Read(), words, call.Maxprocs)];
    }

    private static SpawnedCommand[] Several(Call untyped)
    {
        var call = new CommSpawnMultipleCall(untyped);
        var count = call.Count.NotNegative();
        if (count is 0 or > MaxProcesses)
            throw call.Count.Error(ErrorClasses.Arg);
        var names = call.ArrayOfCommands.Words(count);
        var arguments = call.ArrayOfArgv.Address == 0 ? new ulong[count] : call.ArrayOfArgv.Words(count);
        var processes = call.ArrayOfMaxprocs.Read(count);
        foreach (var info in call.ArrayOfInfo.Read(count))
            call.ArrayOfInfo.Element(info).Require();
        var commands = new SpawnedCommand[count];
        var (modules, words) = (new CommandWords(call.ArrayOfCommands.Index), new CommandWords(call.ArrayOfArgv.Index));
        for (var i = 0; i < count; i++)
        {
            if (processes[i] is < 0 or > MaxProcesses)
                throw call.ArrayOfMaxprocs.Error(ErrorClasses.Arg, processes[i]);
            var module = modules.Add(call, names[i]);
            commands[i] = Command(call.Environment, module, Words(call, call.ArrayOfArgv, arguments[i], words), processes[i]);
        }

        return commands.Sum(c => (long)c.Processes) <= MaxProcesses ? commands : throw call.ArrayOfMaxprocs.Error(ErrorClasses.Arg, 0);
    }

    /// <summary>The arguments of a command, ended by a null pointer. MPI_ARGV_NULL is the null pointer.</summary>
    private static List<byte[]> Words(Call call, AddressArgument argument, ulong array, CommandWords all)
    {
        var words = new List<byte[]>();
        for (var at = array; at != 0; at += argument.WordSize)
        {
            var word = argument.Word(at);
            if (word == 0)
                break;
            words.Add(all.Add(call, word));
        }

        return words;
    }

    /// <summary>The new ranks open the module themselves; that it is there is asked here, where the answer is an error of MPI.</summary>
    private static SpawnedCommand Command(MpiEnvironment environment, byte[] module, List<byte[]> words, int processes)
    {
        var name = Encoding.UTF8.GetString(module);
        if (environment.Sandbox is not { } sandbox || sandbox.OpenFile(module, SandboxAccess.Read, out var file) != 0)
            throw new RefusedException(
                ErrorClasses.Spawn, $"there is no module '{GuestText.Of(name)}' in the directories given with --dir");
        using (file)
        {
            if (!SandboxPolicy.IsRegular(file!))
                throw new RefusedException(ErrorClasses.Spawn, $"'{GuestText.Of(name)}' is no ordinary file");
        }

        return new SpawnedCommand(module, words, processes);
    }

    /// <summary>The same handle each time, as long as the communicator is connected.</summary>
    private static void GetParent(CommGetParentCall call)
    {
        var environment = call.Environment;
        environment.RequireHost();
        call.Parent.Require();
        ulong host = 0;
        call.Functions.CommGetParent(&host);
        var parents = environment.Parents;
        lock (parents.Guard)
        {
            var known = parents.Communicator != 0 ? environment.Table(HandleKind.Comm).Find(parents.Communicator) : null;
            if (environment.Host.IsNull(HandleKind.Comm, host))
                parents.Communicator = 0;
            else if (known is null || known->Host != host)
                parents.Communicator = environment.Communicators.New(host, StandardAbi.CommWorld);
            call.Parent.Set(parents.Communicator != 0 ? parents.Communicator : StandardAbi.CommNull);
        }
    }

    private static void Join(CommJoinCall call) => throw new RefusedException(
        ErrorClasses.UnsupportedOperation, "a guest has no sockets to join by; ports (--allow-ports) connect jobs");
}

/// <summary>A command of MPI_Comm_spawn: the guest's path of a module, its arguments and the number of processes.</summary>
internal sealed record SpawnedCommand(byte[] Module, IReadOnlyList<byte[]> Arguments, int Processes);
