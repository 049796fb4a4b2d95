namespace MpiWasm.MpichSuite;

/// <summary>Judges a finished job as upstream's runtests does.</summary>
internal static class Verdict
{
    /// <summary>Null when the test passed, else a line that says why not.</summary>
    public static string? Judge(TestEntry entry, JobResult job)
    {
        if (job.Killed)
            return $"{Outcome.NoEnd} {job.Seconds:F0} s";
        return entry.Check switch
        {
            // These want the job to fail, and don't look at the output.
            "TestStatus" or "TestErrFatal" => job.Status != 0 ? null : "status 0 where the test wants another",
            "TestStatusNoErrors" => Output(job) ?? (job.Status != 0 ? null : "status 0 where the test wants another"),
            _ => Output(job) ?? (job.Status == 0 ? null : $"status {job.Status} after \"No Errors\""),
        };
    }

    private static string? Output(JobResult job)
    {
        var good = false;
        var unexpected = new List<string>();
        foreach (var line in job.Output.Split('\n').Select(l => l.Trim()))
        {
            if (line is "No Errors" or "No errors")
            {
                // Twice is an error, too: two ranks that each believe to be rank 0.
                if (good)
                    return "\"No Errors\" more than once";
                good = true;
            }
            else if (line.Length > 0 && line != "Test Passed")
            {
                unexpected.Add(line);
            }
        }
        if (unexpected.Count > 0)
            return Reason.FromOutput(unexpected);
        return good ? null : $"no output, status {job.Status}";
    }
}
