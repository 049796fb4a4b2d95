using System.Runtime.InteropServices;
using MpiWasm.Image.Cache;
using MpiWasm.Image.Unix;

namespace MpiWasm.Image;

/// <summary>One file of the cache.</summary>
public sealed record CacheEntry(ImageKind Kind, string Key, string Path, long Bytes, DateTime Modified);

/// <summary>
/// Compiled images by key. A file is opened once; owner, mode and checksum are examined on that descriptor and the same descriptor is mapped.
/// A cache that cannot be used (read-only, full, not trusted, mounted noexec) costs a notice and time, never the run.
/// </summary>
public sealed class ImageCache
{
    private readonly string[] _directories;
    private readonly string[] _localDirectories;

    /// <summary>A cache in the given directory.</summary>
    /// <param name="directory">Where images are kept; created when missing.</param>
    public ImageCache(string directory)
        : this(directory, DefaultLocalDirectories())
    {
    }

    /// <param name="directory">Where images are kept.</param>
    /// <param name="localDirectories">Directories on this node for locks, for compiling, and to stand in for <paramref name="directory"/>.</param>
    internal ImageCache(string directory, string[] localDirectories)
    {
        Directory = System.IO.Path.GetFullPath(directory);
        _localDirectories = localDirectories;
        _directories = [Directory, .. localDirectories];
    }

    /// <summary>The directory images are kept in.</summary>
    public string Directory { get; }

    /// <summary>Receives each notice as it arises, also where no image comes of it. All of them are in <see cref="CachedImage.Notices"/> too.</summary>
    public Action<string>? OnNotice { get; set; }

    /// <summary>The user's cache: <c>$MPIWASM_CACHE</c>, else <c>$XDG_CACHE_HOME/mpiwasm</c>, else <c>~/.cache/mpiwasm</c>, else a node-local directory.</summary>
    public static ImageCache OfUser()
    {
        if (Variable("MPIWASM_CACHE") is { } explicitly)
            return new ImageCache(explicitly);
        if (Variable("XDG_CACHE_HOME") is { } xdg)
            return new ImageCache(System.IO.Path.Combine(xdg, "mpiwasm"));
        return Variable("HOME") is { } home
            ? new ImageCache(System.IO.Path.Combine(home, ".cache", "mpiwasm"))
            : new ImageCache(DefaultLocalDirectories()[0]);
    }

    /// <summary>The image of that key, compiled by <paramref name="compile"/> where the cache has no usable one, and loaded.</summary>
    /// <param name="kind">What the image holds.</param>
    /// <param name="key">An <see cref="ImageKey"/>.</param>
    /// <param name="compile">Writes the ELF file to the path it is given. Runs in one process of the node at a time.</param>
    /// <exception cref="ImageException">It could not be loaded from anywhere. What <paramref name="compile"/> throws passes through.</exception>
    public CachedImage GetOrCreate(ImageKind kind, string key, Action<string> compile)
    {
        var notices = new List<string>();
        var name = FileName(kind, key);
        if (Find(kind, key, name, notices) is { } found)
            return found;
        using var turn = KeyLock.Acquire(_localDirectories, name);
        return Find(kind, key, name, notices) ?? Compile(kind, key, name, compile, notices);
    }

    /// <summary>The files of the cache directory that are ours, most recently written first.</summary>
    public IEnumerable<CacheEntry> Enumerate() => Files().OrderByDescending(f => f.Modified);

    /// <summary>Removes all images of the cache directory. Running programs keep theirs. Returns how many files were removed.</summary>
    public int Clean() => Files().ToList().Count(f => Libc.Unlink(f.Path) == 0);

    private static string FileName(ImageKind kind, string key) => $"{kind.ToString().ToLowerInvariant()}-{key}.so";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string[] DefaultLocalDirectories()
    {
        var own = $"mpiwasm-{Libc.EffectiveUser()}";
        string[] shared = [System.IO.Path.Combine("/dev/shm", own), System.IO.Path.Combine("/tmp", own)];
        return Variable("XDG_RUNTIME_DIR") is { } runtime ? [.. shared[..1], System.IO.Path.Combine(runtime, "mpiwasm"), shared[1]] : shared;
    }

    private IEnumerable<CacheEntry> Files()
    {
        var info = new DirectoryInfo(Directory);
        if (!info.Exists)
            yield break;
        foreach (var kind in Enum.GetValues<ImageKind>())
        {
            var prefix = kind.ToString().ToLowerInvariant() + "-";
            foreach (var file in info.EnumerateFiles(prefix + "*.so"))
                yield return new CacheEntry(kind, file.Name[prefix.Length..^3], file.FullName, file.Length, file.LastWriteTimeUtc);
        }
    }

    /// <summary>Looks in the cache directory, then in its stand-ins: an earlier start may have found the cache read-only or noexec.</summary>
    private CachedImage? Find(ImageKind kind, string key, string name, List<string> notices)
    {
        foreach (var directory in _directories)
        {
            if (PrivateDirectory.Ensure(directory) is { } distrust)
            {
                Note(notices, $"the image cache cannot be used: {distrust}");
                continue;
            }
            var file = Open(System.IO.Path.Combine(directory, name), notices);
            if (file is null)
                continue;
            if (TryMap(file, notices) is { } handle)
                return new CachedImage(file, handle, kind, key, wasCompiled: false, notices);
        }
        return null;
    }

    private FileHandle? Open(string path, List<string> notices)
    {
        var file = FileHandle.TryOpen(path, Libc.ReadOnly, out var error);
        if (file is null)
        {
            if (error != Libc.NoEntry)
            {
                Note(notices, $"{ImageException.NotTrusted}: the cached image '{path}' is not used: {(error == Libc.LoopError ? "it is a symbolic link" : Libc.Explain(error))}");
                _ = Libc.Unlink(path);
            }
            return null;
        }
        var stat = file.Stat();
        var code = ImageException.NotTrusted;
        var fault = !stat.IsRegular ? "it is not a regular file"
            : stat.User != Libc.EffectiveUser() ? $"it belongs to user {stat.User}, not to you"
            : stat.OthersMayWrite ? "others may write to it"
            : null;
        if (fault is null)
        {
            code = ImageException.NotAnImage;
            fault = SealedFile.Check(file);
        }
        if (fault is null)
            return file;
        file.Dispose();
        Note(notices, $"{code}: the cached image '{path}' is not used: {fault}; it is compiled again");
        // The directory is ours alone, so the name may go whoever owns the file.
        _ = Libc.Unlink(path);
        return null;
    }

    private CachedImage Compile(ImageKind kind, string key, string name, Action<string> compile, List<string> notices)
    {
        var workplace = _directories[1..].Append(Directory).FirstOrDefault(d => PrivateDirectory.Ensure(d) is null)
            ?? throw new ImageException(
                ImageException.NoDirectory,
                $"no directory to compile into: tried {string.Join(", ", _directories.Select(d => $"'{d}'"))}",
                "set MPIWASM_CACHE to a directory of yours");
        var scratch = System.IO.Path.Combine(workplace, $"{name}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp");
        try
        {
            compile(scratch);
            using var compiled = FileHandle.TryOpen(scratch, Libc.ReadOnly, out var error)
                ?? throw new ImageException(ImageException.NotCompiled, $"the compiler left no image at '{scratch}': {Libc.Explain(error)}");
            return Store(compiled, kind, key, name, notices);
        }
        finally
        {
            _ = Libc.Unlink(scratch);
        }
    }

    /// <summary>Seals the image into the first directory that takes it and allows it to be mapped; the last resort is anonymous memory.</summary>
    private CachedImage Store(FileHandle compiled, ImageKind kind, string key, string name, List<string> notices)
    {
        foreach (var directory in _directories)
        {
            if (PrivateDirectory.Ensure(directory) is { } distrust)
            {
                Note(notices, $"the image cache cannot be used: {distrust}");
                continue;
            }
            if (TryStore(compiled, System.IO.Path.Combine(directory, name), notices) is not { } file)
                continue;
            if (TryMap(file, notices) is { } handle)
                return new CachedImage(file, handle, kind, key, wasCompiled: true, notices);
        }
        var memory = FileHandle.TryCreateInMemory(name)
            ?? throw new ImageException(ImageException.NoDirectory, $"the compiled image could not be stored: {string.Join("; ", notices)}");
        SealedFile.Write(compiled, memory);
        return new CachedImage(memory, CachedImage.Map(memory), kind, key, wasCompiled: true, notices);
    }

    private FileHandle? TryStore(FileHandle compiled, string path, List<string> notices)
    {
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var target = FileHandle.TryOpen(temporary, Libc.ReadWrite | Libc.Create | Libc.Exclusive, out var failure, 0x180 /* 0600 */)
                ?? throw new IOException($"cannot create '{temporary}': {Libc.Explain(failure)}"))
            {
                SealedFile.Write(compiled, target);
            }
            // Opened for reading before it gets its name: a file still open for writing cannot be mapped everywhere.
            var file = FileHandle.TryOpen(temporary, Libc.ReadOnly, out var error)
                ?? throw new IOException($"cannot open '{temporary}': {Libc.Explain(error)}");
            if (Libc.Rename(temporary, path) == 0)
            {
                file.Name = path;
                return file;
            }
            error = Marshal.GetLastPInvokeError();
            file.Dispose();
            throw new IOException($"cannot rename '{temporary}': {Libc.Explain(error)}");
        }
        catch (IOException e)
        {
            _ = Libc.Unlink(temporary);
            Note(notices, $"the compiled image is not kept in the cache: {e.Message}");
            return null;
        }
    }

    /// <summary>Maps the file, or closes it, explains and returns null so that another directory is tried.</summary>
    private nint? TryMap(FileHandle file, List<string> notices)
    {
        try
        {
            return CachedImage.Map(file);
        }
        catch (ImageException e)
        {
            Note(notices, $"{e.Code}: {e.Message}");
            file.Dispose();
            return null;
        }
    }

    private void Note(List<string> notices, string notice)
    {
        if (notices.Contains(notice))
            return;
        notices.Add(notice);
        OnNotice?.Invoke(notice);
    }
}
