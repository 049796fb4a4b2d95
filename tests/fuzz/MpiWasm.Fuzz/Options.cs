using System.Globalization;

namespace MpiWasm.Fuzz;

/// <summary>What the command line says; of an option given twice, the last.</summary>
internal sealed record Options
{
    public int Seed { get; private set; } = Environment.TickCount & 0xffff;

    public string Directory { get; private set; } = Path.GetFullPath("out/fuzz");

    public DateTime End { get; private set; } = DateTime.UtcNow.AddMinutes(1);

    public long Cases { get; private set; } = long.MaxValue;

    public string? Programs { get; private set; }

    public string? Kind { get; private set; }

    /// <summary>The kind is none of modules that run.</summary>
    public bool OnlyDamage => Kind == Counts.Damaged;

    public long? Case { get; private set; }

    public string? File { get; private set; }

    public bool Worker { get; private set; }

    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{name} needs a value");
            switch (name)
            {
                case "--minutes":
                    options.End = DateTime.UtcNow.AddMinutes(double.Parse(Value(), CultureInfo.InvariantCulture));
                    break;
                case "--until":
                    options.End = DateTime.Parse(Value(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
                    break;
                case "--cases":
                    options.Cases = long.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--seed":
                    options.Seed = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--out":
                    options.Directory = Path.GetFullPath(Value());
                    break;
                case "--programs":
                    options.Programs = System.IO.Directory.Exists(Value()) ? Path.GetFullPath(arguments[i]) : null;
                    break;
                case "--kind":
                    options.Kind = Value();
                    break;
                case "--case":
                    options.Case = long.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--file":
                    options.File = Value();
                    break;
                case "--worker":
                    options.Worker = true;
                    break;
                default:
                    throw new ArgumentException($"unknown option {name}");
            }
        }
        return options;
    }
}
