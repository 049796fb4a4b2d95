namespace MpiWasm.Sandbox.Paths;

/// <summary>
/// The one primitive through which every path of a guest reaches the host: open a path that cannot lead out of a directory. Everything else
/// (create, unlink, rename, status) is built on descriptors it returned.
/// </summary>
internal unsafe interface IPathResolver
{
    /// <summary>
    /// Opens <paramref name="path"/> relative to <paramref name="directory"/>; neither "..", nor an absolute path, nor a symbolic link,
    /// nor a magic link of /proc leads out of it.
    /// </summary>
    /// <param name="directory">A descriptor the guest was granted or opened.</param>
    /// <param name="path">The path's bytes and a NUL; they must not be memory that the guest can write.</param>
    /// <param name="flags">Flags of open; close-on-exec is added.</param>
    /// <param name="mode">The mode of a created file, else 0.</param>
    /// <returns>A descriptor, or a negative error number; -EXDEV means that the path leads out.</returns>
    int Open(int directory, byte* path, int flags, uint mode);
}
