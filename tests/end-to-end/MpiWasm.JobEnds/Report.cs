using System.Globalization;

namespace MpiWasm.JobEnds;

/// <summary>The times of one library, by fault.</summary>
internal sealed class Report(string library)
{
    private readonly List<(string Fault, double Native, double Ours)> _times = [];

    public void Add(string fault, double native, double ours) => _times.Add((fault, native, ours));

    public void Print()
    {
        Console.WriteLine($"{library}: seconds from the fault until all is gone");
        Console.WriteLine("fault     n   native median   max   mpiwasm median   max   later than native + 0.5 s");
        foreach (var group in _times.GroupBy(t => t.Fault))
            Print(group.Key, [.. group]);
        Print("all", _times);
    }

    private static void Print(string name, List<(string Fault, double Native, double Ours)> times)
    {
        var (native, ours) = (times.ConvertAll(t => t.Native), times.ConvertAll(t => t.Ours));
        var late = times.Count(t => t.Ours > t.Native + 0.5);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-8}{times.Count,3}{Median(native),16:F3}{native.Max(),6:F3}{Median(ours),17:F3}{ours.Max(),6:F3}{late,28}"));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
