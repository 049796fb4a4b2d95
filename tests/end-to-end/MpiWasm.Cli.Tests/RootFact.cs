using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>A test that needs root (it changes owners or mounts in a namespace of its own); skipped visibly otherwise.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (Environment.UserName != "root")
            Skip = "needs root: it changes a file's owner or mounts in a private namespace";
    }
}
