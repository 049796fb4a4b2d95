using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Image;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>
/// A guest without an engine: 64 KiB of memory that ends at an unmapped page, handle tables with a few objects, a fake host MPI in C, and
/// the error callbacks. What a shim is told of an error is kept in statics, so tests of this assembly run one after the other.
/// </summary>
internal sealed unsafe partial class Guest : IDisposable
{
    public const int MemorySize = 65536;
    public const int World = 257;
    public const int Int = 521;             // 4 bytes
    public const int Double = 532;          // 8 bytes
    public const int Byte = 583;
    public const int Sum = 33;
    public const int RequestNull = 384;
    public const long HostWorld = 0xC001;
    public const long HostInt = 0xD001;
    public const long HostDouble = 0xD002;
    public const long HostByte = 0xD003;
    public const long HostSum = 0xF001;
    public const long HostRequestNull = 0xE000;
    public const int InfoNull = 304;
    public const int MessageNull = 296;
    public const int MessageNoProc = 297;
    public const int NoOp = 61;
    public const long HostInfoNull = 0xE100;
    public const long HostMessageNoProc = 0xE200;
    public const long HostNoOp = 0xF002;
    public const long HostWin = 0xB001;

    private static readonly Dictionary<string, (Abi.Native.Shims Shims, nint Fake)> Built = [];
    private static HostAbi _host = TestHosts.OpenMpi;

    private readonly byte* _mapping;
    private readonly InstanceContext* _instance;
    private readonly MemoryRecord* _record;
    private readonly HandleTable[] _tables;

    public Guest(int size = 4, int rank = 0, int requestLimit = Handle.SlotCount, HostAbi? host = null)
    {
        _host = host ?? TestHosts.OpenMpi;
        _mapping = (byte*)mmap(null, 2 * MemorySize, 0, 0x22, -1, 0);
        Assert.Equal(0, mprotect(_mapping, MemorySize, 3));
        _instance = (InstanceContext*)NativeMemory.AllocZeroed(InstanceContext.HeaderSize + 16);
        _record = (MemoryRecord*)NativeMemory.AllocZeroed((nuint)sizeof(MemoryRecord));
        _record->Base = _mapping;
        _record->Bytes = MemorySize;
        *(byte**)((byte*)_instance + InstanceContext.Memory0BaseOffset) = _mapping;
        *(MemoryRecord**)((byte*)_instance + InstanceContext.Memory0RecordOffset) = _record;

        Context = (MpiContext*)NativeMemory.AllocZeroed((nuint)sizeof(MpiContext));
        Context->Host.Instance = _instance;
        Context->Procedures = (void**)NativeMemory.AllocZeroed((nuint)(8 * MpiApi.Standard.Procedures.Length));
        foreach (var p in MpiApi.Standard.Procedures)
        {
            if (NativeLibrary.TryGetExport(Libraries.Fake, p.Name, out var address))
                Context->Procedures[p.Index] = (void*)address;
        }

        _tables = [.. Enumerable.Range(0, (int)HandleKind.Count)
            .Select(k => new HandleTable((HandleKind)k, k == (int)HandleKind.Request ? requestLimit : null))];
        for (var k = 0; k < _tables.Length; k++)
            Context->Tables[k] = (ulong)_tables[k].Base;
        Context->LargestBuffered = (long*)NativeMemory.AllocZeroed(sizeof(long));
        *Context->LargestBuffered = -1;
        Context->OwnError = &OnOwnError;
        Context->HostError = &OnHostError;
        Context->ErrorClass = &OnErrorClass;
        Context->BottomTwin = &OnBottomTwin;
        Context->OperationFor = &OnOperationFor;
        Context->Fallback = &OnFallback;
        Context->RequestEnded = &OnRequestEnded;
        Context->WindowRange = &OnWindowRange;

        Comm = (CommEntry*)Table(HandleKind.Comm).SetPredefined(World, (ulong)HostWorld);
        Comm->Topology = MpiWasm.Mpi.Abi.Api.MpiApi.Standard.Value("MPI_DIST_GRAPH");
        *Comm = *Comm with { GroupSize = size, Rank = rank, RemoteSize = -1, PeerSize = size };
        AddType(Int, HostInt, 4);
        AddType(Double, HostDouble, 8);
        AddType(Byte, HostByte, 1);
        Table(HandleKind.Op).SetPredefined(Sum, (ulong)HostSum)->Meta |= (uint)OperationGroups.Sums;
        Table(HandleKind.Op).SetPredefined(NoOp, (ulong)HostNoOp);
        Table(HandleKind.Request).SetPredefined(RequestNull, (ulong)HostRequestNull);
        Table(HandleKind.Info).SetPredefined(InfoNull, (ulong)HostInfoNull);
        Table(HandleKind.Message).SetPredefined(MessageNoProc, (ulong)HostMessageNoProc);
        ResetFake();
    }

    public static int OwnErrors { get; private set; }

    public static int LastClass { get; private set; }

    public static int LastArgument { get; private set; }

    public static uint LastHandle { get; private set; }

    public static int LastProcedure { get; private set; }

    public static DatatypeEntry* Twin { get; set; }

    /// <summary>What another thread does while a shim asks for a twin, between its checks and the call.</summary>
    public static Action? Meanwhile { get; set; }

    /// <summary>What <see cref="MpiContext.OperationFor"/> returns, and what it was asked last.</summary>
    public static ulong Operation { get; set; }

    public static (uint Operation, uint Datatype) AskedOperation { get; private set; }

    /// <summary>Calls that went to the managed procedure, and the arguments of the last.</summary>
    public static int Fallbacks { get; private set; }

    public static long[] LastFallback { get; private set; } = [];

    /// <summary>Requests that have ended with something attached.</summary>
    public static List<uint> Ended { get; } = [];

    /// <summary>What the check of a dynamic window was asked, and what it answers.</summary>
    public static (uint Win, int Rank, ulong Displacement, long Count) Asked { get; private set; }

    public static bool IsAttached { get; set; }

    public MpiContext* Context { get; }

    public CommEntry* Comm { get; }

    public byte* Memory => _mapping;

    public HandleTable Table(HandleKind kind) => _tables[(int)kind];

    public static long Arg(int i) => ((long*)Fake("fake_args"))[i];

    public static ref int FakeInt(string name) => ref *(int*)Fake(name);

    public static int Array(int array, int i) => ((int*)Fake("fake_arrays"))[(array * 4096) + i];

    public static long WideArray(int array, int i) => ((long*)Fake("fake_wide"))[(array * 1024) + i];

    public static ref long FakeLong(string name) => ref *(long*)Fake(name);

    public static int Calls => FakeInt("fake_calls");

    public static Abi.Native.Shims Shims => Libraries.Shims;

    public long Address(int guest) => (long)(_mapping + (uint)guest);

    public int this[int address]
    {
        get => Unsafe.ReadUnaligned<int>(_mapping + address);
        set => Unsafe.WriteUnaligned(_mapping + address, value);
    }

    public void Put(int address, params ReadOnlySpan<int> values)
    {
        for (var i = 0; i < values.Length; i++)
            this[address + (4 * i)] = values[i];
    }

    /// <summary>A datatype of one piece of data [low, high).</summary>
    public uint DerivedType(long host, long size, long extent, long low, long high)
    {
        var table = Table(HandleKind.Datatype);
        Assert.True(table.TryTake(out var slot));
        var entry = (DatatypeEntry*)table.Entry(Handle.PredefinedCount + slot);
        (entry->DataSize, entry->Extent, entry->HullLow, entry->HullHigh) = (size, extent, low, high);
        return table.Publish(slot, (ulong)host);
    }

    /// <summary>A window over processes with these parts of it.</summary>
    public (int Handle, WinEntryPointer Entry) Window(params ReadOnlySpan<WinTarget> targets)
    {
        var table = Table(HandleKind.Win);
        Assert.True(table.TryTake(out var slot));
        var entry = (WinEntry*)table.Entry(Handle.PredefinedCount + slot);
        var records = (WinTarget*)NativeMemory.AllocZeroed((nuint)(targets.Length * sizeof(WinTarget)));
        targets.CopyTo(new Span<WinTarget>(records, targets.Length));
        (entry->Targets, entry->GroupSize, entry->Flavor) = ((ulong)records, targets.Length, 311);
        return ((int)table.Publish(slot, (ulong)HostWin), new WinEntryPointer(entry));
    }

    /// <summary>A context for another thread, to be freed with <see cref="NativeMemory.Free"/>.</summary>
    public MpiContext* MakeContext()
    {
        var context = (MpiContext*)NativeMemory.Alloc((nuint)sizeof(MpiContext));
        *context = *Context;
        (context->SpareRequests.Count, context->SpareMessages.Count) = (0, 0);
        return context;
    }

    public void MakeIntercommunicator(int remoteSize)
    {
        Comm->RemoteSize = remoteSize;
        Comm->PeerSize = remoteSize;
    }

    /// <summary>Calls a shim as a guest would. Registers and stack slots have 64 bits whatever the argument.</summary>
    public int Call(string name, params ReadOnlySpan<long> a) => Call(Context, name, a);

    /// <summary>Calls a shim with the context of another thread of the guest.</summary>
    public static int Call(MpiContext* c, string name, params ReadOnlySpan<long> a)
    {
        var code = Shims.Find(MpiApi.Standard.Find(name)!);
        Assert.True(code != null, $"{name} has no shim");
        return NativeCall.Invoke(code, c, MemoryMarshal.Cast<long, ulong>(a));
    }

    /// <summary>Asserts that the shim refuses the call itself, for this argument, and never calls the host.</summary>
    public void Refuses(int errorClass, int argument, string name, params ReadOnlySpan<long> arguments)
    {
        var (own, calls) = (OwnErrors, Calls);
        var result = Call(name, arguments);
        Assert.Equal((errorClass, own + 1, calls), (result, OwnErrors, Calls));
        Assert.Equal((argument, MpiApi.Standard.Find(name)!.Index), (LastArgument, LastProcedure));
    }

    /// <summary>Asserts that the call reaches the host and succeeds.</summary>
    public void Accepts(string name, params ReadOnlySpan<long> arguments)
    {
        var calls = Calls;
        Assert.Equal((0, calls + 1), (Call(name, arguments), Calls));
    }

    /// <summary>Asserts that the shim passes the call on to the managed procedure, without calling the host.</summary>
    public void FallsBack(string name, params ReadOnlySpan<long> arguments)
    {
        var (fallbacks, calls) = (Fallbacks, Calls);
        Assert.Equal((4242, fallbacks + 1, calls), (Call(name, arguments), Fallbacks, Calls));
        Assert.Equal(MpiApi.Standard.Find(name)!.Index, LastProcedure);
        Assert.Equal(arguments.ToArray().Select(a => (uint)a), LastFallback.Select(a => (uint)a));
    }

    public void Dispose()
    {
        foreach (var table in _tables)
            table.Dispose();
        _ = munmap(_mapping, 2 * MemorySize);
        NativeMemory.Free(Context->Procedures);
        NativeMemory.Free(Context);
        NativeMemory.Free(_record);
        NativeMemory.Free(_instance);
    }

    private void AddType(int handle, long host, long size)
    {
        var entry = (DatatypeEntry*)Table(HandleKind.Datatype).SetPredefined((uint)handle, (ulong)host);
        (entry->DataSize, entry->Extent, entry->HullHigh) = (size, size, size);
        entry->Head.Meta |= (uint)(handle == Byte ? OperationGroups.Bits : OperationGroups.Sums | OperationGroups.Orders);
    }

    private static (Abi.Native.Shims Shims, nint Fake) Libraries
    {
        get
        {
            if (!Built.TryGetValue(_host.ToText(), out var libraries))
                Built[_host.ToText()] = libraries = Build(_host);
            return libraries;
        }
    }

    private static nint Fake(string name) => NativeLibrary.GetExport(Libraries.Fake, name);

    private static void ResetFake()
    {
        FakeInt("fake_result") = 0;
        FakeInt("fake_value") = 7;
        FakeInt("fake_flag") = 1;
        FakeInt("fake_outcount") = 1;
        FakeInt("fake_keep") = 0;
        FakeLong("fake_message") = 0x7000;
        FakeLong("fake_next_request") = 0x5000;
        Twin = null;
        Meanwhile = null;
        IsAttached = false;
        Ended.Clear();
    }

    private static (Abi.Native.Shims Shims, nint Fake) Build(HostAbi host)
    {
        var directory = Directory.CreateTempSubdirectory("mpiwasm-shims-").FullName;
        try
        {
            var fake = Path.Combine(directory, "libfake.so");
            using (var cc = Process.Start(
                "cc",
                [
                    "-shared", "-fPIC", "-O1", host.HandleBytes == 4 ? "-DMPICH" : "-DOPENMPI", "-w",
                    Path.Combine(AppContext.BaseDirectory, "FakeMpi.c"), "-o", fake,
                ]))
            {
                cc.WaitForExit();
                Assert.Equal(0, cc.ExitCode);
            }

            return (new Abi.Native.Shims(() => GuestAbi.Wasm32, (guest, family) => Load(host, guest, family)), NativeLibrary.Load(fake));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static nint Load(HostAbi host, GuestAbi guest, ShimFamily family)
    {
        var image = Path.GetTempFileName();
        try
        {
            ShimImage.Build(MpiApi.Standard, host, guest, family, new CompileOptions(), image);
            return NativeLibrary.GetExport(NativeLibrary.Load(image), ShimTable.Symbol);
        }
        finally
        {
            File.Delete(image);
        }
    }

    [UnmanagedCallersOnly]
    private static ulong OnOperationFor(MpiContext* context, uint operation, uint datatype, int oneSided)
    {
        AskedOperation = (operation, datatype);
        return Operation;
    }

    [UnmanagedCallersOnly]
    private static int OnOwnError(
        MpiContext* context, uint procedure, uint argument, uint errorClass, uint handle, ulong first, ulong second)
    {
        OwnErrors++;
        (LastProcedure, LastArgument, LastClass, LastHandle) = ((int)procedure, (int)argument, (int)errorClass, handle);
        return (int)errorClass;
    }

    // The fake host's codes are the class + 1000; 77 stands for MPI_ERR_TRUNCATE (15).
    [UnmanagedCallersOnly]
    private static int OnHostError(MpiContext* context, uint procedure, int code, uint handle)
    {
        LastHandle = handle;
        return code - 1000;
    }

    [UnmanagedCallersOnly]
    private static int OnErrorClass(MpiContext* context, int code) => code == 77 ? 15 : code - 1000;

    [UnmanagedCallersOnly]
    private static DatatypeEntry* OnBottomTwin(MpiContext* context, uint datatype)
    {
        Meanwhile?.Invoke();
        return Twin;
    }

    [UnmanagedCallersOnly]
    private static int OnFallback(MpiContext* context, uint procedure, ulong* arguments)
    {
        Fallbacks++;
        LastProcedure = (int)procedure;
        LastFallback = [.. new ReadOnlySpan<long>(arguments, MpiApi.Standard.Procedures[(int)procedure].Parameters.Length)];
        return 4242;
    }

    [UnmanagedCallersOnly]
    private static void OnRequestEnded(MpiContext* context, uint handle) => Ended.Add(handle);

    [UnmanagedCallersOnly]
    private static int OnWindowRange(MpiContext* context, uint win, int rank, ulong displacement, long count, DatatypeEntry* type)
    {
        Asked = (win, rank, displacement, count);
        return IsAttached ? 1 : 0;
    }

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport("libc")]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);
}

/// <summary>A pointer that fits into a tuple.</summary>
internal readonly unsafe struct WinEntryPointer(WinEntry* entry)
{
    public WinEntry* Value { get; } = entry;
}
