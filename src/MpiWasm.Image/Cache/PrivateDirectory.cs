using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// A directory that nobody but the user can write to. A file in it is code that will run, so a directory of somebody else, one that
/// others may write to and a symbolic link are all refused.
/// </summary>
internal static class PrivateDirectory
{
    /// <summary>Mode of directories that are made: 0700.</summary>
    public const uint OwnerOnly = 0x1C0;

    /// <summary>How often others may remove the directory, empty as it is, between its making and its examination.</summary>
    private const int Attempts = 100;

    /// <summary>Creates the directory (and its parents) where it is missing. Returns null when it can be trusted, else why not.</summary>
    public static string? Ensure(string path)
    {
        var error = 0;
        for (var i = 0; i < Attempts; i++)
        {
            // Whoever created it in the meantime, it is examined like one that was there before.
            if (FileStatus.Of(path, out var stat))
                return Judge(path, stat);
            error = Libc.Errno;
            if (MakeParents(path) is { } failure)
                return failure;
            if (Libc.MakeDirectory(path, OwnerOnly) != 0 && Libc.Errno is var refusal
                && refusal != HostErrno.EEXIST && refusal != HostErrno.ENOENT)
                return $"cannot create the directory '{path}': {Libc.Describe(refusal)}";
        }
        return $"cannot examine the directory '{path}': {Libc.Describe(error)}";
    }

    private static string? MakeParents(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is not { Length: > 0 } parent || Directory.Exists(parent))
            return null;
        try
        {
            Directory.CreateDirectory(parent);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// Like <see cref="Ensure"/>, but creates nothing: <paramref name="exists"/> is false where there is no such directory, which is no
    /// reason for distrust.
    /// </summary>
    public static string? Examine(string path, out bool exists)
    {
        exists = FileStatus.Of(path, out var stat);
        return exists ? Judge(path, stat) : null;
    }

    /// <summary>Null when an existing directory can be trusted, else why not.</summary>
    private static string? Judge(string path, in FileStatus stat)
    {
        if (!stat.IsDirectory)
            return $"'{path}' is not a directory (a symbolic link is not followed)";
        if (stat.User != Libc.EffectiveUser())
            return $"the directory '{path}' belongs to user {stat.User}, not to you";
        return stat.OthersMayWrite ? $"others may write to the directory '{path}'" : null;
    }
}
