using System.Globalization;
using System.Text;

namespace MpiWasm.MpiFuzz;

/// <summary>How often each procedure was called, and what came of it.</summary>
internal sealed class Report
{
    private readonly SortedDictionary<string, (int Calls, int Succeeded, int Past, int Unsupported, int Lost)> _procedures = new(StringComparer.Ordinal);

    public Report()
    {
        foreach (var procedure in GuestSource.Procedures)
            _procedures[procedure.Name] = default;
    }

    /// <summary>Calls that did not come back.</summary>
    public int Found { get; private set; }

    public void Add(HostileRun run)
    {
        foreach (var (procedure, code, past) in run.Results)
        {
            var (calls, succeeded, was, unsupported, lost) = _procedures[procedure];
            _procedures[procedure] = (calls + 1, succeeded + (code == 0 ? 1 : 0), was + (past ? 1 : 0), unsupported + (code == 55 ? 1 : 0), lost);
        }

        if (!run.IsFinding)
            return;
        Found++;
        if (run.LastCall is { } last)
        {
            var counts = _procedures[last];
            _procedures[last] = counts with { Calls = counts.Calls + 1, Lost = counts.Lost + 1 };
        }
    }

    public string Summary()
    {
        var calls = _procedures.Values.Sum(p => p.Calls);
        var refusing = _procedures.Values.Count(p => p.Calls > 0 && p.Past == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{calls} calls of {_procedures.Count} procedures, {_procedures.Values.Sum(p => p.Succeeded)} succeeded; past the first check {_procedures.Values.Sum(p => p.Past)}, at least 100 times in {_procedures.Values.Count(p => p.Past >= 100)} procedures, never in {refusing}; least calls {_procedures.Values.Min(p => p.Calls)}; did not come back {Found}");
    }

    /// <summary>A line for each procedure.</summary>
    public string Table()
    {
        var text = new StringBuilder("procedure calls succeeded past-first-check unsupported lost\n");
        foreach (var (name, p) in _procedures)
            text.Append(CultureInfo.InvariantCulture, $"{name} {p.Calls} {p.Succeeded} {p.Past} {p.Unsupported} {p.Lost}\n");
        return text.ToString();
    }
}
