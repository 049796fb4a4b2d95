using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Processes;

/// <summary>
/// The arrays of MPI_Comm_spawn_multiple for the host. Of the guest's info objects nothing is passed on: they name hosts, directories and
/// files of the host (MPI 5.0 §11.8.4), and the only directory that counts is the one in which the options of this process mean what they
/// say.
/// </summary>
internal sealed unsafe class SpawnArguments : IDisposable
{
    private readonly MpiEnvironment _environment;
    private readonly List<nint> _memory = [];
    private ulong _info;

    public SpawnArguments(MpiEnvironment environment, SpawnedCommand[] commands)
    {
        _environment = environment;
        if (commands.Length == 0)
            return;
        byte[][] command = [.. environment.SpawnCommand.Select(Encoding.UTF8.GetBytes)];
        byte[][] separator = ["--"u8.ToArray()];
        Commands = (byte**)Array(commands.Select(_ => Text(command[0])));
        Arguments = (byte***)Array(
            commands.Select(c => Array(command[1..].Concat(separator).Append(c.Module).Concat(c.Arguments).Select(Text).Append(0u))));
        var processes = (int*)Allocate(4L * commands.Length);
        for (var i = 0; i < commands.Length; i++)
            processes[i] = commands[i].Processes;
        Processes = processes;
        Infos = MakeInfos(commands.Length);
    }

    public byte** Commands { get; }

    public byte*** Arguments { get; }

    public int* Processes { get; }

    public void* Infos { get; }

    public void Dispose()
    {
        foreach (var memory in _memory)
            NativeMemory.Free((void*)memory);
        _memory.Clear();
        var info = _info;
        if (info != 0)
            _ = _environment.Functions.Codes.InfoFree(&info);
        _info = 0;
    }

    private void* MakeInfos(int count)
    {
        ulong info = 0;
        _environment.Functions.InfoCreate(&info);
        _info = info;
        fixed (byte* key = "wdir\0"u8, value = Encoding.UTF8.GetBytes(Environment.CurrentDirectory + '\0'))
            _environment.Functions.InfoSet(info, key, value);
        var size = _environment.Library.Abi.HandleBytes;
        var infos = (byte*)Allocate((long)size * count);
        for (var i = 0; i < count; i++)
        {
            if (size == 4)
                ((uint*)infos)[i] = (uint)info;
            else
                ((ulong*)infos)[i] = info;
        }

        return infos;
    }

    private ulong Text(byte[] text)
    {
        var memory = (byte*)Allocate(text.Length + 1L);
        text.CopyTo(new Span<byte>(memory, text.Length));
        return (ulong)memory;
    }

    private ulong Array(IEnumerable<ulong> values)
    {
        ulong[] all = [.. values];
        var memory = (ulong*)Allocate(8L * all.Length);
        all.CopyTo(new Span<ulong>(memory, all.Length));
        return (ulong)memory;
    }

    private void* Allocate(long bytes)
    {
        var memory = NativeMemory.AllocZeroed((nuint)Math.Max(bytes, 1));
        _memory.Add((nint)memory);
        return memory;
    }
}
