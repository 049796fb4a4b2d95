namespace MpiWasm.Bench;

/// <summary>Builds every job once per variant, then runs them in turn: job by job, round by round, variant by variant.</summary>
internal sealed class Runner(List<Variant> variants, bool best, TextWriter progress)
{
    public Results Run(IReadOnlyList<Job> jobs, int rounds)
    {
        var files = new Dictionary<(string Variant, string Program), string>();
        foreach (Job job in jobs)
            foreach (Variant variant in variants.Where(v => v.Handles(job)))
                if (!files.ContainsKey((variant.Name, job.Program)))
                    files[(variant.Name, job.Program)] = variant.Build(job);

        var results = new Results(best);
        foreach (Job job in jobs)
        {
            progress.WriteLine($"{job.Program} {string.Join(' ', job.Arguments)}");
            Variant[] able = [.. variants.Where(v => v.Handles(job))];
            for (int round = 0; round < rounds; round++)
            {
                var first = new Dictionary<string, (string Variant, Sample Sample)>();
                // Every other round goes backwards, so that no variant always follows the same one.
                foreach (Variant variant in round % 2 == 0 ? able : able.Reverse())
                    foreach (Sample sample in Sample.Parse(Tool.Run(variant.Command(files[(variant.Name, job.Program)], job))))
                    {
                        if (!first.TryAdd(sample.Key, (variant.Name, sample)) && !first[sample.Key].Sample.Agrees(sample))
                            throw new BenchException($"{sample.Key}: {first[sample.Key].Variant} computed "
                                + $"{first[sample.Key].Sample.Checksum:R}, "
                                + $"{variant.Name} {sample.Checksum:R}");
                        results.Add(job.Kind, variant.Name, sample);
                    }
            }
        }
        return results;
    }
}
