using MpiWasm.Cli.Output;
using MpiWasm.Sandbox;
using MpiWasm.Sandbox.Wall;

namespace MpiWasm.Cli.Wall;

/// <summary>Raises the kernel's wall around what runs guests.</summary>
internal static class RankWall
{
    /// <summary>Around the calling thread and those that it starts; the filter of system calls around the process.</summary>
    public static void Raise(SandboxPolicy policy, WallMode mode, WallOptions needs)
    {
        var wall = GuestWall.Raise(policy, needs);
        if (mode == WallMode.Full && needs.Files && wall.Files == 0)
            Report.Note("this kernel cannot restrict files (Landlock): --wall=full filters system calls only");
    }
}
