using System.Globalization;
using System.Text;

namespace MpiWasm.MpiFuzz;

/// <summary>How often each procedure was called, and what came of it.</summary>
internal sealed class Report
{
    private readonly SortedDictionary<string, (int Calls, int Succeeded, int Past, int Unsupported, int Lost)> _procedures =
        new(StringComparer.Ordinal);

    public Report()
    {
        foreach (var procedure in GuestSource.Procedures)
            _procedures[procedure.Name] = default;
    }

    private readonly int[] _ends = new int[Enum.GetValues<EndKind>().Length];

    /// <summary>Calls over which the host crashed or hung.</summary>
    public int Found => _ends[(int)EndKind.Found];

    /// <summary>The procedures that got past the first check less often.</summary>
    public IReadOnlyList<string> Below(int least) => [.. _procedures.Where(p => p.Value.Past < least).Select(p => p.Key)];

    public void Add(HostileRun run)
    {
        foreach (var (procedure, code, past) in run.Results)
        {
            var (calls, succeeded, was, unsupported, lost) = _procedures[procedure];
            _procedures[procedure] =
                (calls + 1, succeeded + (code == 0 ? 1 : 0), was + (past ? 1 : 0), unsupported + (code == 55 ? 1 : 0), lost);
        }

        _ends[(int)run.Kind]++;
        if (run.LastCall is { } last)
        {
            var counts = _procedures[last];
            _procedures[last] = counts with { Calls = counts.Calls + 1, Lost = counts.Lost + 1 };
        }
    }

    public string Summary()
    {
        var calls = _procedures.Values.Sum(p => p.Calls);
        return string.Create(CultureInfo.InvariantCulture,
            $"{calls} calls of {_procedures.Count} procedures, {_procedures.Values.Sum(p => p.Succeeded)} succeeded; "
            + $"past the first check {_procedures.Values.Sum(p => p.Past)}, "
            + $"at least 100 times in {_procedures.Values.Count(p => p.Past >= 100)} procedures; "
            + $"least calls {_procedures.Values.Min(p => p.Calls)}; "
            + $"ended: by traps of the guest {_ends[(int)EndKind.Trap]}, by error handlers {_ends[(int)EndKind.Handler]}, "
            + $"as natively {_ends[(int)EndKind.AsNatively]}; host crashed or hung {Found}");
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
