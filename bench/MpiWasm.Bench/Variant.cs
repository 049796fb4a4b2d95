namespace MpiWasm.Bench;

/// <summary>A way to build and run the programs: a native compiler, our engine, a peer.</summary>
/// <param name="Name">Column of the tables.</param>
/// <param name="Handles">Which programs it can build.</param>
/// <param name="Build">From a program to the file to run; called once per program.</param>
/// <param name="Command">From that file and the arguments to a command.</param>
internal sealed record Variant(string Name, Func<Job, bool> Handles, Func<Job, string> Build, Func<string, Job, string[]> Command)
{
    private static readonly string[] Native = ["-O3", "-march=native"];

    public static List<Variant> Available(Options options, string root)
    {
        string kernels = Path.Combine(root, "bench/kernels"), output = Path.Combine(root, "out/bench");
        Directory.CreateDirectory(output);
        string clang = Tool.Find("clang-22") ?? Tool.Find("clang") ?? throw new BenchException("clang not found");
        string engine = options.Engine ?? Path.Combine(root, "out/bin/mpiwasm");
        string wrapper = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(engine))!, "mpiwasm-cc");

        string Compile(Job job, string suffix, string compiler, params string[] flags)
        {
            string file = Path.Combine(output, job.Program + suffix);
            string[] sources = [.. job.Sources.Select(s => Path.Combine(kernels, s))];
            Tool.Run([compiler, .. flags, .. sources, "-o", file, "-lm"]);
            return file;
        }

        string[] Launch(Job job, params string[] command) =>
            job.IsParallel ? [options.MpiExec, "-n", $"{job.Ranks}", .. command] : command;

        static string[] Grants(Job job) => job.Kind == Kind.Io ? ["--dir", job.Arguments[0]] : [];
        string CompileGuest(Job job) => Compile(job, ".wasm", wrapper, "-O3");
        string[] Plain(string file, Job job) => [file, .. job.Arguments];

        var variants = new List<Variant>
        {
            new("clang", job => !job.IsParallel, job => Compile(job, ".clang", clang, Native), Plain),
            new("gcc", job => !job.IsParallel, job => Compile(job, ".gcc", "gcc", Native), Plain),
            new(
                "native",
                job => job.IsParallel,
                job => Compile(job, ".native", options.MpiCc, Native),
                (file, job) => Launch(job, [file, .. job.Arguments])),
            new("mpiwasm", _ => true, CompileGuest, (file, job) => Launch(job, [engine, "run", .. Grants(job), file, .. job.Arguments])),
        };
        if (!File.Exists(engine) || !File.Exists(wrapper))
            throw new BenchException($"{engine} or {wrapper} is missing: run 'make build' first");
        if (options.Peers)
            variants.AddRange(PeersOnThisMachine(root, output, clang, CompileGuest));
        return variants;
    }

    private static IEnumerable<Variant> PeersOnThisMachine(string root, string output, string clang, Func<Job, string> guest)
    {
        string peers = Path.Combine(root, "bench/peers");
        if (Tool.Find("node") is { } node)
            yield return new("node", job => job.Kind == Kind.Kernel, guest,
                (file, job) => [node, "--no-warnings", Path.Combine(peers, "node.mjs"), file, .. job.Arguments]);
        else
            Console.Error.WriteLine("node is not installed: left out");

        const string Runtime = "/usr/share/wabt/wasm2c";
        if (Tool.Find("wasm2c") is { } wasm2c && Directory.Exists(Runtime))
            yield return new("wasm2c", job => job.Kind == Kind.Kernel, job =>
            {
                string file = Path.Combine(output, $"{job.Program}.wasm2c");
                Tool.Run(wasm2c, guest(job), "-n", "bench", "-o", $"{file}.c");
                Tool.Run(clang, "-O3", "-march=native", "-w", "-DMODULE=Z_bench", "-I", Runtime, "-include", $"{file}.h", $"{file}.c",
                    Path.Combine(peers, "wasi.c"), Path.Combine(Runtime, "wasm-rt-impl.c"), "-lm", "-o", file);
                return file;
            }, (file, job) => [file, .. job.Arguments]);
        else
            Console.Error.WriteLine("wasm2c is not installed: left out");
    }
}
