using System.Globalization;

namespace MpiWasm.Bench;

/// <summary>One result line of a benchmark program: NAME SIZE best-ns median-ns samples tolerance checksum.</summary>
internal sealed record Sample(string Name, string Size, double Best, double Median, int Samples, double Tolerance, double Checksum)
{
    public string Key => $"{Name} {Size}";

    public static IEnumerable<Sample> Parse(string output)
    {
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 7)
                throw new BenchException($"unexpected output: {line}");
            double Number(int i) => double.Parse(words[i], CultureInfo.InvariantCulture);
            yield return new Sample(words[0], words[1], Number(2), Number(3), (int)Number(4), Number(5), Number(6));
        }
    }

    public bool Agrees(Sample other) =>
        Math.Abs(Checksum - other.Checksum) <= Tolerance * Math.Max(Math.Abs(Checksum), Math.Abs(other.Checksum));
}
