using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Image;
using MpiWasm.Sandbox;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Generated;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Tests;

/// <summary>
/// A guest without an engine: an instance context and a memory in native memory, from which the functions are called by their native
/// entries, as import stubs do.
/// </summary>
internal sealed unsafe class Guest : IDisposable
{
    public const uint MemorySize = 1 << 20;

    private readonly byte* _block;
    private readonly WasiContext* _context;
    private uint _free = 1024;

    public Guest(params string[] directories)
        : this(new SandboxOptions { Directories = [.. directories.Select(DirectoryGrant.Parse)] })
    {
    }

    public Guest(SandboxOptions options, GuestSignals? signals = null)
    {
        Policy = SandboxPolicy.Open(options);
        State = new WasiState(Policy) { Leave = (_, exception) => Left = exception, Signals = signals };
        _block = (byte*)NativeMemory.AllocZeroed(MemorySize + 4096);
        var instance = (InstanceContext*)(_block + MemorySize);
        var record = (MemoryRecord*)(_block + MemorySize + 256);
        instance->Self = instance;
        instance->Thread = (MpiWasm.Image.ThreadState*)(_block + MemorySize + 1024);
        *record = new MemoryRecord { Base = _block, Bytes = MemorySize, Pages = MemorySize / 65536 };
        *(byte**)((byte*)instance + InstanceContext.Memory0BaseOffset) = _block;
        *(MemoryRecord**)((byte*)instance + InstanceContext.Memory0RecordOffset) = record;
        _context = State.CreateContext(instance);
    }

    public SandboxPolicy Policy { get; }

    public WasiState State { get; }

    /// <summary>The memory as host functions see it.</summary>
    public CallerMemory Caller => new(_context->Host.Instance);

    /// <summary>Where the events of the last poll lie.</summary>
    public uint LastEvents { get; set; }

    /// <summary>Whether calls come by the name of the first snapshot.</summary>
    public bool IsUnstable
    {
        get => _context->IsUnstable != 0;
        set => _context->IsUnstable = value ? 1 : 0;
    }

    /// <summary>Whether calls go to the entries for 64-bit memories.</summary>
    public bool IsWide { get; set; }

    /// <summary>What the last call that ended the guest gave as the reason.</summary>
    public Exception? Left { get; private set; }

    public Span<byte> Memory => new(_block, (int)MemorySize);

    /// <summary>
    /// Calls a function. Integer arguments of a C call take a register or 8 bytes of stack each, and what is passed beyond a function's
    /// parameters is not looked at: one pointer type serves all.
    /// </summary>
    public Errno Call(string name, params ReadOnlySpan<ulong> arguments)
    {
        if (!Preview1Functions.TryGet(name, IsWide, out var signature, out var code))
            throw new ArgumentException(name);
        if (signature.IndexOf('>', StringComparison.Ordinal) != arguments.Length)
            throw new ArgumentException($"{name} takes {signature}");
        Span<ulong> a = stackalloc ulong[9];
        arguments.CopyTo(a);
        var function = (delegate* unmanaged[Cdecl]<WasiContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)code;
        return (Errno)function(_context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]);
    }

    /// <summary>Calls a function that must succeed.</summary>
    public void Do(string name, params ReadOnlySpan<ulong> arguments)
    {
        var error = Call(name, arguments);
        if (error != Errno.Success)
            throw new InvalidOperationException($"{name}: {error}");
    }

    public uint Allocate(uint size)
    {
        var at = _free;
        _free = (_free + size + 7) & ~7u;
        return _free <= MemorySize ? at : throw new InvalidOperationException("guest memory is full");
    }

    public uint Put(ReadOnlySpan<byte> bytes)
    {
        var at = Allocate((uint)bytes.Length);
        bytes.CopyTo(Memory[(int)at..]);
        return at;
    }

    public uint Put(string text) => Put(Encoding.UTF8.GetBytes(text));

    public uint U32(uint at) => BinaryPrimitives.ReadUInt32LittleEndian(Memory[(int)at..]);

    public ulong U64(uint at) => BinaryPrimitives.ReadUInt64LittleEndian(Memory[(int)at..]);

    public ushort U16(uint at) => BinaryPrimitives.ReadUInt16LittleEndian(Memory[(int)at..]);

    public string Text(uint at, uint length) => Encoding.UTF8.GetString(Memory.Slice((int)at, (int)length));

    /// <summary>Vectors in guest memory, each of its own buffer.</summary>
    public uint Vectors(params (uint At, uint Length)[] vectors)
    {
        var at = Allocate((uint)vectors.Length * 8);
        for (var i = 0; i < vectors.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Memory[(int)(at + (8 * i))..], vectors[i].At);
            BinaryPrimitives.WriteUInt32LittleEndian(Memory[(int)(at + (8 * i) + 4)..], vectors[i].Length);
        }
        return at;
    }

    /// <summary>
    /// Opens as wasi-libc's open() does: <paramref name="rights"/> tell reading from writing, all others are asked for as far as there are.
    /// </summary>
    public Errno Open(
        string path,
        out uint fd,
        OpenMode mode = 0,
        Rights rights = Rights.FdRead,
        FdFlags flags = 0,
        bool follow = true,
        uint directory = 3)
    {
        var stat = Allocate(24);
        var most = Call("fd_fdstat_get", directory, stat) == Errno.Success ? (Rights)U64(stat + 16) : Rights.All;
        rights |= Rights.All & ~(Rights.FdRead | Rights.FdWrite);
        return OpenExactly(path, out fd, mode, rights & most, most, flags, follow, directory);
    }

    /// <summary>Opens with these very rights.</summary>
    public Errno OpenExactly(
        string path,
        out uint fd,
        OpenMode mode,
        Rights rights,
        Rights inheriting,
        FdFlags flags = 0,
        bool follow = true,
        uint directory = 3)
    {
        var result = Allocate(4);
        var error = Call(
            "path_open", directory, follow
                ? 1u : 0, Put(path), Length(path), (ulong)mode, (ulong)rights, (ulong)inheriting, (ulong)flags, result);
        fd = U32(result);
        return error;
    }

    public uint MustOpen(string path, OpenMode mode = 0, Rights rights = Rights.FdRead, FdFlags flags = 0, uint directory = 3)
    {
        var error = Open(path, out var fd, mode, rights, flags, directory: directory);
        return error == Errno.Success ? fd : throw new InvalidOperationException($"path_open {path}: {error}");
    }

    public Errno Write(uint fd, string text)
    {
        var result = Allocate(4);
        return Call("fd_write", fd, Vectors((Put(text), Length(text))), 1, result);
    }

    public Errno Read(uint fd, uint count, out string text)
    {
        var buffer = Allocate(count);
        var result = Allocate(4);
        var error = Call("fd_read", fd, Vectors((buffer, count)), 1, result);
        text = error == Errno.Success ? Text(buffer, U32(result)) : "";
        return error;
    }

    /// <summary>Calls a function of the form (fd, path).</summary>
    public Errno OnPath(string function, string path, uint directory = 3) => Call(function, directory, Put(path), Length(path));

    public Errno OnPaths(string function, string from, string to, uint fromDirectory = 3, uint toDirectory = 3) => function switch
    {
        "path_rename" => Call(function, fromDirectory, Put(from), Length(from), toDirectory, Put(to), Length(to)),
        "path_link" => Call(function, fromDirectory, 0, Put(from), Length(from), toDirectory, Put(to), Length(to)),
        "path_symlink" => Call(function, Put(from), Length(from), toDirectory, Put(to), Length(to)),
        _ => throw new ArgumentException(function),
    };

    public Errno Stat(string path, out uint at, bool follow = true, uint directory = 3)
    {
        at = Allocate(64);
        return Call("path_filestat_get", directory, follow ? 1u : 0, Put(path), Length(path), at);
    }

    public Errno Readlink(string path, out string target)
    {
        var buffer = Allocate(256);
        var used = Allocate(4);
        var error = Call("path_readlink", 3, Put(path), Length(path), buffer, 256, used);
        target = error == Errno.Success ? Text(buffer, U32(used)) : "";
        return error;
    }

    public void Dispose()
    {
        State.Dispose();
        Policy.Dispose();
        NativeMemory.Free(_block);
    }

    private static uint Length(string text) => (uint)Encoding.UTF8.GetByteCount(text);
}
