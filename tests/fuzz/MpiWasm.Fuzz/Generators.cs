using MpiWasm.Fuzz.Modules;

namespace MpiWasm.Fuzz;

/// <summary>Those that write modules, each with its share.</summary>
internal sealed class Generators : IDisposable
{
    private readonly Binaryen _binaryen;
    private readonly (string Kind, int Share, Func<Random, FuzzCase?> Make)[] _all;
    private readonly int _shares;

    /// <param name="tools">The tools that there are.</param>
    /// <param name="programs">A directory of compiled programs, or null.</param>
    /// <param name="only">The one kind that is wanted, or null for all.</param>
    public Generators(Tools tools, string? programs, string? only)
    {
        _binaryen = new Binaryen(tools);
        var files = programs is null ? [] : Directory.GetFiles(programs, "*.wasm").Order(StringComparer.Ordinal).ToArray();
        (string Kind, int Share, bool Possible, Func<Random, FuzzCase?> Make)[] all =
        [
            ("wasm-opt", 4, true, random => TranslatedModule.Make(random, _binaryen)),
            ("newer wasm-opt", 4, _binaryen.HasNewer, random => TranslatedModule.MakeNewer(random, _binaryen)),
            ("loops", 3, true, random => LoopModule.Make(random, wide: false)),
            ("loops over 64-bit memories", 1, tools.NewerNode is not null, random => LoopModule.Make(random, wide: true)),
            ("vectors", 4, true, random => InstructionModule.MakeVector(random, wide: false)),
            ("vectors in 64-bit memories", 1, tools.NewerNode is not null, random => InstructionModule.MakeVector(random, wide: true)),
            ("atomics", 3, true, random => InstructionModule.MakeAtomic(random, wide: false)),
            ("atomics in 64-bit memories", 1, tools.NewerNode is not null, random => InstructionModule.MakeAtomic(random, wide: true)),
            ("legacy exceptions", 4, true, random => ExceptionModule.Make(random, legacy: true)),
            ("exceptions", 3, tools.NewerNode is not null, random => ExceptionModule.Make(random, legacy: false)),
            ("pieces of programs", 4, files.Length > 0, random => RealModule.Make(random, files)),
        ];
        Missing = [.. all.Where(generator => !generator.Possible).Select(generator => generator.Kind)];
        _all = [.. all.Where(generator => generator.Possible && (only is null || generator.Kind == only))
            .Select(generator => (generator.Kind, generator.Share, generator.Make))];
        if (_all.Length == 0)
            throw new ArgumentException(
                $"no such kind of modules here: {only}; there are {string.Join(", ", all.Select(generator => generator.Kind))}");
        _shares = _all.Sum(generator => generator.Share);
    }

    /// <summary>What cannot be made with the tools that there are.</summary>
    public string[] Missing { get; }

    public FuzzCase? Make(Random random, out string kind)
    {
        var ticket = random.Next(_shares);
        var index = 0;
        while (ticket >= _all[index].Share)
            ticket -= _all[index++].Share;
        kind = _all[index].Kind;
        return _all[index].Make(random);
    }

    public void Dispose() => _binaryen.Dispose();
}
