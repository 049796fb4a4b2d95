using System.Text;

namespace MpiWasm.Compiler;

/// <summary>A file in which a worker notes what it is compiling, for the parent to read when the worker dies.</summary>
internal sealed class CompileStatus(string path) : IDisposable
{
    private readonly Lock _lock = new();
    // Unbuffered: what is written survives whatever happens to this process.
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public static string PathFor(string output, int process) => $"{output}.{process}.status";

    /// <summary>What was started and not ended, oldest first.</summary>
    public static IReadOnlyList<string> Unfinished(string path)
    {
        var open = new List<string>();
        if (!File.Exists(path))
            return open;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith('+'))
                open.Add(line[1..]);
            else if (line.StartsWith('-'))
                open.Remove(line[1..]);
        }
        return open;
    }

    public void Start(string what) => Write('+', what);

    public void End(string what) => Write('-', what);

    public void Dispose() => _file.Dispose();

    private void Write(char mark, string what)
    {
        var line = Encoding.UTF8.GetBytes($"{mark}{GuestText.Of(what)}\n");
        lock (_lock)
            _file.Write(line);
    }
}
