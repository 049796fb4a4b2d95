using System.Globalization;

namespace MpiWasm.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    public const string Usage = """
        usage: bench/run [options]
          --kernel NAME     only this program (repeat it); a kernel, block, comm_rank, pingpong, io or io-mpi
          --size SIZE       only small or only large
          --rounds N        alternating rounds (default 5)
          --seconds S       time per kernel, size and build in a round (default 0.3)
          --no-mpi          leave out the MPI part
          --no-io           leave out the file I/O part
          --mpi-io          also the same I/O by the calls of MPI-IO
          --io-dir DIR      where its files go, 128 MiB of them (default /dev/shm)
          --peers           also V8 in Node and wasm2c, on the same Wasm files
          --best            compare the best times instead of medians: for a machine that is busy with other things
          --markdown        tables in Markdown
          --json FILE       all samples, for other programs
          --mpiwasm FILE    the engine (default out/bin/mpiwasm); mpiwasm-cc is looked for beside it
          --mpiexec COMMAND the launcher (default mpirun); --mpicc COMMAND its compiler (default mpicc)
          --list            names of the programs
        """;

    public List<string> Kernels { get; } = [];
    public string? Size { get; private set; }
    public int Rounds { get; private set; } = 5;
    public double Seconds { get; private set; } = 0.3;
    public bool Mpi { get; private set; } = true;
    public bool Io { get; private set; } = true;
    public bool MpiIo { get; private set; }
    public string IoDirectory { get; private set; } = "/dev/shm";
    public bool Peers { get; private set; }
    public bool Best { get; private set; }
    public bool Markdown { get; private set; }
    public bool Help { get; private set; }
    public bool List { get; private set; }
    public string? Json { get; private set; }
    public string? Engine { get; private set; }
    public string MpiExec { get; private set; } = "mpirun";
    public string MpiCc { get; private set; } = "mpicc";

    public static Options Parse(string[] args)
    {
        var options = new Options();
        for (int i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new BenchException($"{args[i - 1]} needs a value\n{Usage}");
            switch (args[i])
            {
                case "--kernel": options.Kernels.Add(Value()); break;
                case "--size": options.Size = Value(); break;
                case "--rounds": options.Rounds = int.Parse(Value(), CultureInfo.InvariantCulture); break;
                case "--seconds": options.Seconds = double.Parse(Value(), CultureInfo.InvariantCulture); break;
                case "--no-mpi": options.Mpi = false; break;
                case "--no-io": options.Io = false; break;
                case "--mpi-io": options.MpiIo = true; break;
                case "--io-dir": options.IoDirectory = Path.GetFullPath(Value()); break;
                case "--peers": options.Peers = true; break;
                case "--best": options.Best = true; break;
                case "--markdown": options.Markdown = true; break;
                case "--list": options.List = true; break;
                case "--json": options.Json = Value(); break;
                case "--mpiwasm": options.Engine = Value(); break;
                case "--mpiexec": options.MpiExec = Value(); break;
                case "--mpicc": options.MpiCc = Value(); break;
                case "--help": options.Help = true; break;
                default: throw new BenchException($"unknown option {args[i]}\n{Usage}");
            }
        }
        if (options.Size is not (null or "small" or "large"))
            throw new BenchException($"--size is small or large, not {options.Size}");
        if (options.Rounds < 1)
            throw new BenchException("--rounds must be at least 1");
        return options;
    }
}
