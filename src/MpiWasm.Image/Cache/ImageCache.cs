using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>One file of the cache.</summary>
public sealed record CacheEntry(ImageKind Kind, string Key, string Path, long Bytes, DateTime Modified);

/// <summary>
/// Compiled images by key. A file is opened once; owner, mode and checksum are examined on that descriptor and the same descriptor is
/// mapped. A cache that cannot be used (read-only, full, not trusted, mounted noexec) costs a notice and time, never the run.
/// </summary>
public sealed class ImageCache
{
    private readonly string[] _directories;
    private readonly string[] _localDirectories;
    private readonly HashSet<string> _unusable = new(StringComparer.Ordinal);

    /// <summary>A cache in the given directory.</summary>
    /// <param name="directory">Where images are kept; created when missing.</param>
    public ImageCache(string directory)
        : this(directory, LocalDirectories.OfUser())
    {
    }

    /// <param name="directory">Where images are kept.</param>
    /// <param name="localDirectories">
    /// Directories on this node for locks, for compiling, and to stand in for <paramref name="directory"/>.
    /// </param>
    internal ImageCache(string directory, string[] localDirectories)
    {
        Directory = System.IO.Path.GetFullPath(directory);
        _localDirectories = localDirectories;
        _directories = [Directory, .. localDirectories];
    }

    /// <summary>The directory images are kept in.</summary>
    public string Directory { get; }

    /// <summary>
    /// Receives each notice as it arises, also where no image comes of it. All of them are in <see cref="CachedImage.Notices"/> too.
    /// </summary>
    public Action<string>? OnNotice { get; set; }

    /// <summary>
    /// Whether another process of the job tells the user about directories that cannot be used: then they are no notices of
    /// <see cref="OnNotice"/>.
    /// </summary>
    public bool IsSpokenFor { get; set; }

    /// <summary>
    /// The user's cache: <c>$MPIWASM_CACHE</c>, else <c>$XDG_CACHE_HOME/mpiwasm</c>, else
    /// <c>~/.cache/mpiwasm</c>, else a node-local directory.
    /// </summary>
    public static ImageCache OfUser()
    {
        if (Variable("MPIWASM_CACHE") is { } explicitly)
            return new ImageCache(explicitly);
        if (Variable("XDG_CACHE_HOME") is { } xdg)
            return new ImageCache(System.IO.Path.Combine(xdg, "mpiwasm"));
        return Variable("HOME") is { } home
            ? new ImageCache(System.IO.Path.Combine(home, ".cache", "mpiwasm"))
            : new ImageCache(LocalDirectories.OfUser()[0]);
    }

    /// <summary>The image of that key, compiled by <paramref name="compile"/> where the cache has no usable one, and loaded.</summary>
    /// <param name="kind">What the image holds.</param>
    /// <param name="key">An <see cref="ImageKey"/>.</param>
    /// <param name="compile">Writes the ELF file to the path it is given. Runs in one process of the node at a time.</param>
    /// <exception cref="ImageException">
    /// It could not be loaded from anywhere. What <paramref name="compile"/> throws passes through.
    /// </exception>
    public CachedImage GetOrCreate(ImageKind kind, string key, Action<string> compile)
    {
        var notices = new List<string>();
        var name = FileName(kind, key);
        _ = Sweep();
        if (Find(kind, key, name, notices) is { } found)
            return found;
        using var turn = KeyLock.Acquire(_localDirectories, name);
        return Find(kind, key, name, notices) ?? Compile(kind, key, name, compile, notices);
    }

    /// <summary>The images in the cache directory and in its stand-ins, most recently written first.</summary>
    public IEnumerable<CacheEntry> Enumerate() => Files().OrderByDescending(f => f.Modified);

    /// <summary>
    /// Removes all images of the cache directory and its stand-ins, and what processes that were killed have left there. Running programs
    /// keep their images, and what is being compiled goes on.
    /// </summary>
    /// <returns>How many images were removed, and how many other files and directories.</returns>
    public (int Images, int Remains) Clean()
    {
        var images = Files().ToList().Count(f => Libc.Unlink(f.Path) == 0);
        var remains = _directories.Distinct().SelectMany(Remains).ToList().Count(path => Libc.Unlink(path) == 0) + Sweep();
        foreach (var local in _localDirectories)
            _ = Libc.RemoveDirectory(local);
        return (images, remains);
    }

    private static string FileName(ImageKind kind, string key) => $"{kind.ToString().ToLowerInvariant()}-{key}.so";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private IEnumerable<CacheEntry> Files() => _directories.Distinct().SelectMany(FilesOf);

    private static IEnumerable<CacheEntry> FilesOf(string directory)
    {
        var info = new DirectoryInfo(directory);
        if (!info.Exists)
            yield break;
        foreach (var kind in Enum.GetValues<ImageKind>())
        {
            var prefix = kind.ToString().ToLowerInvariant() + "-";
            foreach (var file in info.EnumerateFiles(prefix + "*.so"))
                yield return new CacheEntry(kind, file.Name[prefix.Length..^3], file.FullName, file.Length, file.LastWriteTimeUtc);
        }
    }

    /// <summary>
    /// What earlier versions left beside the images when they were killed: this one works in <see cref="WorkDirectory"/>.
    /// </summary>
    private static IEnumerable<string> Remains(string directory) =>
        System.IO.Directory.Exists(directory)
            ? Enum.GetValues<ImageKind>()
                .SelectMany(kind => System.IO.Directory.EnumerateFiles(directory, $"{kind.ToString().ToLowerInvariant()}-*.so.*"))
            : [];

    /// <summary>Where nobody died while he made something, this costs a look at each directory.</summary>
    private int Sweep() => _directories.Distinct().Sum(WorkDirectory.Sweep);

    /// <summary>
    /// Looks in the cache directory, then in its stand-ins: an earlier start may have found the cache read-only or noexec.
    /// </summary>
    private CachedImage? Find(ImageKind kind, string key, string name, List<string> notices)
    {
        foreach (var directory in _directories)
        {
            if (PrivateDirectory.Examine(directory, out var exists) is { } distrust)
                NoteUnusable(notices, directory, $"the image cache cannot be used: {distrust}");
            else if (exists && Use(System.IO.Path.Combine(directory, name), kind, key, notices) is { } image)
                return image;
        }
        return null;
    }

    private CachedImage? Use(string path, ImageKind kind, string key, List<string> notices) =>
        Open(path, notices) is { } file && TryMap(file, System.IO.Path.GetDirectoryName(path)!, notices) is { } handle
            ? new CachedImage(file, handle, kind, key, wasCompiled: false, notices)
            : null;

    private FileHandle? Open(string path, List<string> notices)
    {
        var file = FileHandle.TryOpen(path, OpenFlags.ReadOnly, out var error);
        if (file is null)
        {
            if (error != HostErrno.ENOENT)
            {
                Note(
                    notices,
                    $"{ImageException.NotTrusted}: the cached image '{path}' is not used: "
                        + $"{(error == HostErrno.ELOOP ? "it is a symbolic link" : Libc.Describe(error))}");
                Remove(path);
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
        Remove(path);
        return null;
    }

    /// <summary>The directory is ours alone, so the name may go whoever owns the file, and whatever it is.</summary>
    private static void Remove(string path)
    {
        if (Libc.Unlink(path) != 0)
            _ = Libc.RemoveDirectory(path);
    }

    private CachedImage Compile(ImageKind kind, string key, string name, Action<string> compile, List<string> notices)
    {
        using var place = _localDirectories.Append(Directory).Select(WorkDirectory.TryCreate).FirstOrDefault(d => d is not null)
            ?? throw new ImageException(
                ImageException.NoDirectory,
                $"no directory to compile into: tried {string.Join(", ", _directories.Select(d => $"'{d}'"))}",
                "set MPIWASM_CACHE to a directory of yours");
        var output = System.IO.Path.Combine(place.Path, name);
        compile(output);
        using var compiled = FileHandle.TryOpen(output, OpenFlags.ReadOnly, out var error)
            ?? throw new ImageException(ImageException.NotCompiled, $"the compiler left no image at '{output}': {Libc.Describe(error)}");
        return Store(compiled, kind, key, name, notices);
    }

    /// <summary>
    /// Seals the image into the first directory that takes it and allows it to be mapped; the last resort is anonymous memory.
    /// </summary>
    private CachedImage Store(FileHandle compiled, ImageKind kind, string key, string name, List<string> notices)
    {
        foreach (var directory in _directories)
        {
            if (PrivateDirectory.Ensure(directory) is { } distrust)
            {
                NoteUnusable(notices, directory, $"the image cache cannot be used: {distrust}");
                continue;
            }
            if (TryStore(compiled, directory, name, notices) is not { } file)
                continue;
            if (TryMap(file, directory, notices) is { } handle)
                return new CachedImage(file, handle, kind, key, wasCompiled: true, notices);
        }
        var memory = FileHandle.TryCreateInMemory(name)
            ?? throw new ImageException(
                ImageException.NoDirectory, $"the compiled image could not be stored: {string.Join("; ", notices)}");
        SealedFile.Write(compiled, memory);
        return new CachedImage(memory, CachedImage.Map(memory), kind, key, wasCompiled: true, notices);
    }

    private FileHandle? TryStore(FileHandle compiled, string directory, string name, List<string> notices)
    {
        try
        {
            using var place = WorkDirectory.TryCreate(directory, out var failure) ?? throw new IOException(failure);
            var temporary = System.IO.Path.Combine(place.Path, name);
            using (var target = FileHandle.TryOpen(
                temporary, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive, out var error, 0x180)
                ?? throw new IOException($"cannot create '{temporary}': {Libc.Describe(error)}"))
            {
                SealedFile.Write(compiled, target);
            }
            return Publish(temporary, System.IO.Path.Combine(directory, name));
        }
        catch (IOException e)
        {
            NoteUnusable(notices, directory, $"the compiled image is not kept in the cache: {e.Message}");
            return null;
        }
    }

    private static FileHandle Publish(string temporary, string path)
    {
        // Opened for reading before it gets its name: a file still open for writing cannot be mapped everywhere.
        var file = FileHandle.TryOpen(temporary, OpenFlags.ReadOnly, out var error)
            ?? throw new IOException($"cannot open '{temporary}': {Libc.Describe(error)}");
        if (Libc.Rename(temporary, path) == 0)
        {
            file.Name = path;
            return file;
        }
        error = Libc.Errno;
        file.Dispose();
        throw new IOException($"cannot rename '{temporary}' to '{path}': {Libc.Describe(error)}");
    }

    /// <summary>Maps the file, or closes it, explains and returns null so that another directory is tried.</summary>
    private nint? TryMap(FileHandle file, string directory, List<string> notices)
    {
        try
        {
            return CachedImage.Map(file);
        }
        catch (ImageException e)
        {
            NoteUnusable(notices, directory, $"{e.Code}: {e.Message}");
            file.Dispose();
            return null;
        }
    }

    /// <summary>What is said of a directory holds for all images and all processes of a job: it is said once.</summary>
    private void NoteUnusable(List<string> notices, string directory, string notice)
    {
        bool isNew;
        lock (_unusable)
            isNew = _unusable.Add(directory);
        if (isNew && !IsSpokenFor)
            Note(notices, notice);
        else if (!notices.Contains(notice))
            notices.Add(notice);
    }

    private void Note(List<string> notices, string notice)
    {
        if (notices.Contains(notice))
            return;
        notices.Add(notice);
        OnNotice?.Invoke(notice);
    }
}
