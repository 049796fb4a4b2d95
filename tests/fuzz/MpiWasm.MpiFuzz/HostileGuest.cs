using System.Diagnostics;

namespace MpiWasm.MpiFuzz;

/// <summary>The module that makes the calls.</summary>
internal static class HostileGuest
{
    /// <summary>
    /// Writes its sources and compiles them, unless that has been done for the same sources; the result is what is wrong.
    /// </summary>
    public static string? Make(string compiler, string directory, string guest, bool threads)
    {
        var isNew = Write(Path.Combine(directory, "procedures.h"), GuestSource.Write());
        var assembly = typeof(GuestSource).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("guest/", StringComparison.Ordinal)))
        {
            using var source = new StreamReader(assembly.GetManifestResourceStream(name)!);
            isNew |= Write(Path.Combine(directory, Path.GetFileName(name)), source.ReadToEnd());
        }

        if (!isNew && File.Exists(guest))
            return null;
        string[] options = ["-O1", "-Wl,--max-memory=67108864", .. threads ? new[] { "-pthread", "-DTHREADS" } : []];
        var start = new ProcessStartInfo(compiler, [.. options, Path.Combine(directory, "hostile.c"), "-o", guest])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors;
    }

    /// <summary>Whether the file was not like that before.</summary>
    private static bool Write(string file, string text)
    {
        if (File.Exists(file) && File.ReadAllText(file) == text)
            return false;
        File.WriteAllText(file, text);
        return true;
    }
}
