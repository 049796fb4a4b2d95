using System.Globalization;
using System.Text;

namespace MpiWasm.JobEnds;

/// <summary>The processes of a job, told from all others by a variable of their environment.</summary>
internal sealed class JobProcesses(string mark)
{
    public const string Variable = "MPIWASM_JOB_ENDS";

    private readonly byte[] _mark = Encoding.UTF8.GetBytes($"{Variable}={mark}\0");

    /// <summary>Those that live.</summary>
    public IEnumerable<int> Living() => Environments().Select(e => e.Process);

    /// <summary>The process that a launcher gave a rank; null while there is none.</summary>
    public int? OfRank(int rank)
    {
        var names = new[] { "OMPI_COMM_WORLD_RANK", "PMI_RANK" }.Select(name => Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"\0{name}={rank}\0")))
            .ToArray();
        foreach (var (process, environment) in Environments())
        {
            if (names.Any(name => environment.AsSpan().IndexOf(name) >= 0))
                return process;
        }

        return null;
    }

    private IEnumerable<(int Process, byte[] Environment)> Environments()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), out var process))
                continue;
            byte[] environment;
            try
            {
                environment = File.ReadAllBytes(Path.Combine(directory, "environ"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is somebody else's.
                continue;
            }

            if (environment.AsSpan().IndexOf(_mark) >= 0)
                yield return (process, environment);
        }
    }
}
