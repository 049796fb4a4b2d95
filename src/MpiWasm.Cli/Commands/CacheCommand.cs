using System.Globalization;
using MpiWasm.Cli.Output;
using MpiWasm.Image.Cache;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm cache list</c> and <c>clean</c></summary>
internal static class CacheCommand
{
    public static int List()
    {
        var cache = ImageCache.OfUser();
        var entries = cache.Enumerate().ToList();
        foreach (var entry in entries)
        {
            Report.Line(string.Create(CultureInfo.InvariantCulture,
                $"{entry.Modified:yyyy-MM-dd HH:mm}  {entry.Bytes,10} bytes  "
                    + $"{entry.Kind.ToString().ToLowerInvariant()}-{entry.Key[..Math.Min(16, entry.Key.Length)]}"));
        }

        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"{entries.Count} images, {entries.Sum(e => e.Bytes)} bytes in {cache.Directory}"));
        return ExitCode.Success;
    }

    public static int Clean()
    {
        var cache = ImageCache.OfUser();
        var (images, remains) = cache.Clean();
        Report.Line(
            $"removed {images} images from {cache.Directory}{(remains > 0 ? $", and {remains} files of processes that were killed" : "")}");
        return ExitCode.Success;
    }
}
