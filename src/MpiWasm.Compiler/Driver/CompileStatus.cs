using System.Globalization;
using System.Text;

namespace MpiWasm.Compiler.Driver;

/// <summary>How far a worker has come, as its file tells.</summary>
/// <param name="Done">Functions whose machine code is there.</param>
/// <param name="Total">All functions; 0 where the worker has not come to know them.</param>
/// <param name="Unfinished">What was started and not ended, oldest first.</param>
internal sealed record CompileState(int Done, int Total, IReadOnlyList<string> Unfinished)
{
    public static CompileState Nothing { get; } = new(0, 0, []);

    /// <summary>Done and total in words, or nothing where a single function is all there is.</summary>
    public string Progress => Total > 1 ? string.Create(CultureInfo.InvariantCulture, $"{Done} of {Total} functions were done") : "";
}

/// <summary>
/// A file in which a worker notes what it is compiling, for the parent to read meanwhile and when the worker dies. A line each:
/// <c>=N</c> functions in all, <c>+WHAT</c> started, <c>-WHAT</c> ended, <c>#N</c> functions more are done.
/// </summary>
internal sealed class CompileStatus(string path) : IDisposable
{
    private readonly Lock _lock = new();
    // Unbuffered: what is written survives whatever happens to this process.
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public static string PathFor(string output, int process) => $"{output}.{process}.status";

    /// <summary>What a worker has noted so far.</summary>
    public static CompileState Read(string path)
    {
        var open = new List<string>();
        var (done, total) = (0, 0);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.UTF8);
            while (reader.ReadLine() is { Length: > 0 } line)
            {
                switch (line[0])
                {
                    case '+':
                        open.Add(line[1..]);
                        break;
                    case '-':
                        open.Remove(line[1..]);
                        break;
                    case '=':
                        _ = int.TryParse(line[1..], CultureInfo.InvariantCulture, out total);
                        break;
                    case '#' when int.TryParse(line[1..], CultureInfo.InvariantCulture, out var more):
                        done += more;
                        break;
                }
            }
        }
        catch (IOException)
        {
            // It has not begun, or is gone.
        }
        return new CompileState(done, total, open);
    }

    public void Start(string what) => Write($"+{GuestText.Of(what)}");

    public void End(string what) => Write($"-{GuestText.Of(what)}");

    /// <summary>Tells how many functions there are.</summary>
    public void Expect(int functions) => Write(string.Create(CultureInfo.InvariantCulture, $"={functions}"));

    /// <summary>Tells that so many functions more are done.</summary>
    public void Advance(int functions) => Write(string.Create(CultureInfo.InvariantCulture, $"#{functions}"));

    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_lock)
            _file.Write(bytes);
    }
}
