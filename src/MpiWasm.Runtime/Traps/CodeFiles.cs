using System.Globalization;

namespace MpiWasm.Runtime.Traps;

/// <summary>Which file the code at an address comes from.</summary>
internal sealed class CodeFiles
{
    private readonly List<(ulong Low, ulong High, string Name)> _files = [];

    /// <summary>The files whose code this process has mapped now.</summary>
    public static CodeFiles OfProcess()
    {
        var files = new CodeFiles();
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            // low-high rights offset device inode path
            var path = line.IndexOf('/', StringComparison.Ordinal);
            var fields = line.Split(' ', 3);
            if (path < 0 || !fields[1].Contains('x', StringComparison.Ordinal))
                continue;
            var bounds = fields[0].Split('-');
            files._files.Add((Number(bounds[0]), Number(bounds[1]), Path.GetFileName(line[path..])));
        }

        return files;
    }

    /// <summary>The file's name without its folder; null where the address is in no file's code.</summary>
    public string? NameOf(ulong address)
    {
        foreach (var (low, high, name) in _files)
        {
            if (low <= address && address < high)
                return name;
        }

        return null;
    }

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
