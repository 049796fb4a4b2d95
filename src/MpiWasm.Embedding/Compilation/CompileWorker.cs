using MpiWasm.Compiler.Worker;
using MpiWasm.Embedding.Compilation;

namespace MpiWasm;

/// <summary>
/// Lets a program serve as its own compile worker. Modules are compiled by a child process, which has limits and may crash; with this call
/// at the start of <c>Main</c> the child is the program itself, always of the same build, and nothing else need be installed.
/// </summary>
public static class CompileWorker
{
    /// <summary>Whether this program can be started as a worker.</summary>
    internal static bool IsHosted { get; private set; }

    /// <summary>Does a compile job if the arguments are those of one; to be called before anything else in <c>Main</c>.</summary>
    /// <param name="args">The arguments of <c>Main</c>.</param>
    /// <param name="exitCode">What <c>Main</c> is to return if this process was a worker.</param>
    /// <returns>True if the process was a worker and its job is over; false if it is an ordinary start of the program.</returns>
    public static bool TryRun(string[] args, out int exitCode)
    {
        exitCode = 0;
        if (args is not [CompilerWorker.Command, .. var job])
        {
            IsHosted = true;
            return false;
        }
        if (WorkerSearch.IsProbe(job, out exitCode))
            return true;
        ImageSource.RegisterKinds();
        exitCode = CompilerWorker.Run(job);
        return true;
    }
}
