namespace MpiWasm.Sandbox.Wall;

/// <summary>How much the kernel is asked to stand behind our own checks.</summary>
public enum WallMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>All that costs nothing: system calls always, files where ranks do not read each other's memory.</summary>
    Auto,

    /// <summary>
    /// System calls and files; the MPI library is told not to read other ranks' memory, which makes large messages within a node slower.
    /// </summary>
    Full,
}
