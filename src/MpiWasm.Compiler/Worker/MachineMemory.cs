using System.Globalization;

namespace MpiWasm.Compiler.Worker;

/// <summary>
/// How much memory this process may use: the machine's, or less where a control group (a container, a batch job) has a limit.
/// </summary>
internal static class MachineMemory
{
    /// <summary>In bytes; 0 where it cannot be told.</summary>
    public static long Bytes() => Bytes("/proc/meminfo", "/proc/self/cgroup", "/sys/fs/cgroup");

    /// <param name="memory">The kernel's table of the machine's memory.</param>
    /// <param name="groups">The process's control groups.</param>
    /// <param name="mount">Where their files are.</param>
    internal static long Bytes(string memory, string groups, string mount)
    {
        var limits = Lines(groups).SelectMany(line => LimitFiles(line, mount)).Select(Limit).OfType<long>();
        return Lines(memory).Where(line => line.StartsWith("MemTotal:", StringComparison.Ordinal))
            .Select(Total)
            .Concat(limits)
            .DefaultIfEmpty(0)
            .Min();
    }

    /// <summary>
    /// The files with limits for a line such as <c>0::/job/step</c> (version 2) or <c>4:memory:/job</c> (version 1): a group's own and
    /// those of all groups around it.
    /// </summary>
    private static IEnumerable<string> LimitFiles(string line, string mount)
    {
        if (line.Split(':', 3) is not [_, var controllers, var group])
            yield break;
        var isMemory = controllers.Split(',').Contains("memory");
        if (controllers.Length > 0 && !isMemory)
            yield break;
        var (root, file) = isMemory ? (Path.Combine(mount, "memory"), "memory.limit_in_bytes") : (mount, "memory.max");
        // Inside a container the path may be the host's, of which only the root is mounted.
        for (var at = group.Trim('/'); ; at = Path.GetDirectoryName(at) ?? "")
        {
            yield return Path.Combine(root, at, file);
            if (at.Length == 0)
                yield break;
        }
    }

    private static long? Limit(string file) =>
        Lines(file) is [var text, ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : null;

    /// <summary>A line such as <c>MemTotal:  24576000 kB</c>.</summary>
    private static long Total(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var number, ..]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kib)
            ? kib << 10
            : 0;

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
