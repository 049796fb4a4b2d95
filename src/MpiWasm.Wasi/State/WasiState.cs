using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Image;
using MpiWasm.Runtime.Threads;
using MpiWasm.Sandbox;
using MpiWasm.Sandbox.Paths;
using MpiWasm.Sandbox.Streams;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;

namespace MpiWasm.Wasi.State;

/// <summary>
/// What one guest sees of the world through WASI: arguments, environment, descriptors, and the exit code it leaves. One per guest
/// program; several threads of it may call at once.
/// </summary>
public sealed unsafe class WasiState : IDisposable
{
    // Not readonly: Free would clear a copy, and a second Dispose would free a handle that is another's by then.
    private GCHandle _handle;
    private readonly HashSet<nint> _contexts = [];
    private readonly SandboxPolicy _policy;

    /// <summary>
    /// Creates the state of a guest that may reach what <paramref name="policy"/> opened; the caller keeps the
    /// policy open until the guest has ended.
    /// </summary>
    public WasiState(SandboxPolicy policy)
    {
        _policy = policy;
        Resolver = policy.Resolver;
        Files = new FileTable(policy.Options.MaxOpenFiles);
        Arguments = new StringBlock(policy.Options.Arguments);
        Environment = new StringBlock(
            policy.Options.Environment.GroupBy(v => v.Name).Select(g => $"{g.Key}={g.Last().Value}"));
        AddStandardStream(0, policy.Options.StandardInput);
        AddStandardStream(1, policy.Options.StandardOutput, policy.StandardOutput, policy.Options.OutputActsAsTerminal);
        AddStandardStream(2, policy.Options.StandardError, policy.StandardError);
        var next = FirstDirectory;
        foreach (var directory in policy.Directories)
        {
            Files.Set(next++, new FileEntry(directory.Descriptor, FileType.Directory, Rights.Directory, Rights.All, owned: false)
            {
                IsDirectory = true,
                IsReadOnly = directory.Grant.IsReadOnly,
                PreopenName = directory.GuestPath,
            });
        }
        foreach (var socket in policy.Options.Sockets)
            AddStandardStream(next++, socket);
        _handle = GCHandle.Alloc(this);
    }

    /// <summary>The descriptor of the first granted directory: wasi-libc looks for them from here on.</summary>
    private const uint FirstDirectory = 3;

    /// <summary>The code the guest gave to proc_exit, or null while it has not called it.</summary>
    public int? ExitCode { get; internal set; }

    /// <summary>The signals of the host that reach the guest; null: none does.</summary>
    public GuestSignals? Signals { get; init; }

    /// <summary>
    /// How a call ends the guest: the exception is rethrown where the guest was entered. Tests without a runtime put their own here.
    /// </summary>
    internal GuestLeaver Leave { get; set; } = static (instance, exception) => GuestThread.Fail((HostContext*)instance, exception);

    /// <summary>Told of paths that no granted directory has.</summary>
    internal RefusedPath Refused => _policy.Refused;

    internal IPathResolver Resolver { get; }

    internal FileTable Files { get; }

    internal StringBlock Arguments { get; }

    internal StringBlock Environment { get; }

    /// <summary>Writes what of the guest's output waits for the end of its line.</summary>
    internal void FlushOutput() => _policy.FlushOutput();

    /// <summary>A context for <paramref name="instance"/>, alive as long as this state unless it is released.</summary>
    internal WasiContext* CreateContext(InstanceContext* instance)
    {
        var context = (WasiContext*)NativeMemory.AllocZeroed((nuint)sizeof(WasiContext));
        context->Host.Instance = instance;
        context->State = GCHandle.ToIntPtr(_handle);
        lock (_contexts)
        {
            _contexts.Add((nint)context);
        }
        return context;
    }

    internal void Release(WasiContext* context)
    {
        lock (_contexts)
        {
            if (_contexts.Remove((nint)context))
                NativeMemory.Free(context);
        }
    }

    /// <summary>Closes what the guest opened. No thread may run the guest any more.</summary>
    public void Dispose()
    {
        if (!_handle.IsAllocated)
            return;
        Files.CloseAll();
        foreach (var context in _contexts)
            NativeMemory.Free((void*)context);
        _contexts.Clear();
        _handle.Free();
    }

    private void AddStandardStream(uint descriptor, int host, TextOutput? text = null, bool actsAsTerminal = false)
    {
        FileStatus status;
        // A stream the launcher closed is closed for the guest too.
        if (host < 0 || FileKinds.Status(host, &status) != 0)
            return;
        var type = FileKinds.TypeOf(host, status.Mode);
        var flags = Libc.FileControl(host, FileControls.GetFlags, 0);
        var rights = FileKinds.RightsOf(host, type, flags);
        if (actsAsTerminal)
            (type, rights) = (FileType.CharacterDevice, rights & ~FileKinds.NotOfTerminals);
        Files.Set(descriptor, new FileEntry(host, type, rights, Rights.None, owned: false) { Text = text });
    }

    /// <summary>Strings as args_get and environ_get hand them out: NUL-terminated one after the other, and where each starts.</summary>
    internal sealed class StringBlock
    {
        public StringBlock(IEnumerable<string> strings)
        {
            var bytes = new List<byte>();
            var starts = new List<int>();
            foreach (var text in strings)
            {
                starts.Add(bytes.Count);
                bytes.AddRange(Encoding.UTF8.GetBytes(text));
                bytes.Add(0);
            }
            Bytes = [.. bytes];
            Starts = [.. starts];
        }

        public byte[] Bytes { get; }

        public int[] Starts { get; }
    }
}

/// <summary>Notes why a guest ends, for the stub of the calling instance to act on.</summary>
internal unsafe delegate void GuestLeaver(InstanceContext* instance, Exception exception);
