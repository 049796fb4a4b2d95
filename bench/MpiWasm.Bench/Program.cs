using MpiWasm.Bench;

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }
    Job[] jobs = [.. Job.All(options).Where(job => options.Kernels.Count == 0 || options.Kernels.Contains(job.Program))];
    if (options.List)
    {
        Console.WriteLine(string.Join('\n', jobs.Select(job => job.Program).Distinct()));
        return 0;
    }
    if (jobs.Length == 0)
        throw new BenchException($"no program named {string.Join(", ", options.Kernels)}; --list shows them");
    List<Variant> variants = Variant.Available(options, Root());
    Results results = new Runner(variants, options.Best, Console.Error).Run(jobs, options.Rounds);
    Report.Print(results, options.Markdown);
    if (options.Json is { } file)
        Report.WriteJson(results, file);
    return 0;
}
catch (BenchException e)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}

// The repository: the directory above this program that has the kernels.
static string Root()
{
    for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        if (Directory.Exists(Path.Combine(directory, "bench/kernels")))
            return directory;
    throw new BenchException("run it from a build inside the repository");
}
