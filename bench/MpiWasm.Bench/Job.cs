namespace MpiWasm.Bench;

/// <summary>How results of a job are shown.</summary>
internal enum Kind { Kernel, Block, Mpi, Io }

/// <summary>One program of bench/kernels with its arguments; run once per build and round.</summary>
internal sealed record Job(string Program, Kind Kind, string[] Arguments, int Ranks = 1)
{
    private static readonly string[] Kernels =
        ["triad", "dot", "spmv", "stencil", "gemm", "histogram", "fft", "isort", "pi", "nbody"];

    public static IEnumerable<Job> All(Options options)
    {
        string seconds = FormattableString.Invariant($"{options.Seconds}");
        foreach (string kernel in Kernels)
            foreach (string size in options.Size is { } one ? [one] : (string[])["small", "large"])
                yield return new Job(kernel, Kind.Kernel, [size, seconds]);
        yield return new Job("block", Kind.Block, [FormattableString.Invariant($"{options.Seconds / 3}")]);
        if (options.Mpi)
        {
            yield return new Job("comm_rank", Kind.Mpi, []);
            yield return new Job("pingpong", Kind.Mpi, [], Ranks: 2);
        }
        if (options.Io)
            yield return new Job("io", Kind.Io, [options.IoDirectory], Ranks: 2);
        if (options.MpiIo)
            yield return new Job("io-mpi", Kind.Io, [options.IoDirectory], Ranks: 2);
    }

    /// <summary>Whether it runs on several ranks under the launcher.</summary>
    public bool IsParallel => Kind is Kind.Mpi or Kind.Io;

    /// <summary>Source files, relative to bench/kernels.</summary>
    public string[] Sources => Kind == Kind.Kernel ? [$"{Program}.c", "main.c"] : [$"{Program}.c"];
}
