using System.Runtime.InteropServices;
using MpiWasm.Image.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// A directory that nobody but the user can write to. A file in it is code that will run, so a directory of somebody else, one that
/// others may write to and a symbolic link are all refused.
/// </summary>
internal static class PrivateDirectory
{
    /// <summary>Mode of directories that are made: 0700.</summary>
    public const uint OwnerOnly = 0x1C0;

    /// <summary>Creates the directory (and its parents) where it is missing. Returns null when it can be trusted, else why not.</summary>
    public static string? Ensure(string path)
    {
        if (!Statx.Of(path, out var stat))
        {
            if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent))
            {
                try
                {
                    Directory.CreateDirectory(parent);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    return e.Message;
                }
            }
            if (Libc.MakeDirectory(path, OwnerOnly) != 0 && Marshal.GetLastPInvokeError() is var error && error != Libc.Exists)
                return $"cannot create the directory '{path}': {Libc.Explain(error)}";
            // Whoever created it in the meantime, it is examined like one that was there before.
            if (!Statx.Of(path, out stat))
                return $"cannot examine the directory '{path}': {Libc.Explain(Marshal.GetLastPInvokeError())}";
        }
        return Judge(path, stat);
    }

    /// <summary>
    /// Like <see cref="Ensure"/>, but creates nothing: <paramref name="exists"/> is false where there is no such directory, which is no
    /// reason for distrust.
    /// </summary>
    public static string? Examine(string path, out bool exists)
    {
        exists = Statx.Of(path, out var stat);
        return exists ? Judge(path, stat) : null;
    }

    /// <summary>Null when an existing directory can be trusted, else why not.</summary>
    private static string? Judge(string path, in Statx stat)
    {
        if (!stat.IsDirectory)
            return $"'{path}' is not a directory (a symbolic link is not followed)";
        if (stat.User != Libc.EffectiveUser())
            return $"the directory '{path}' belongs to user {stat.User}, not to you";
        return stat.OthersMayWrite ? $"others may write to the directory '{path}'" : null;
    }
}
