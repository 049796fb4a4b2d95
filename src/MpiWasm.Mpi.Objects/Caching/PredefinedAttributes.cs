using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;

namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>What the predefined attributes of a window say (MPI 5.0 §12.2.6).</summary>
/// <param name="Base">Guest address of the calling process' part.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="DispUnit">Bytes of one unit of displacement.</param>
/// <param name="Flavor">MPI_WIN_FLAVOR_*, the standard's value.</param>
/// <param name="Model">MPI_WIN_UNIFIED or MPI_WIN_SEPARATE, the standard's value.</param>
internal readonly record struct WindowAttributes(ulong Base, ulong Size, int DispUnit, int Flavor, int Model);

/// <summary>
/// Attributes that MPI itself sets (MPI 5.0 §9.1.2, §12.2.6). C programs get the address of an integer: it is in guest memory.
/// </summary>
internal sealed unsafe class PredefinedAttributes(MpiEnvironment environment)
{
    private const int TagUb = StandardAbi.TagUb;
    private const int Host = StandardAbi.Host;
    private const int Io = StandardAbi.Io;
    private const int WtimeIsGlobal = StandardAbi.WtimeIsGlobal;
    private const int AppNum = StandardAbi.Appnum;
    private const int LastUsedCode = StandardAbi.Lastusedcode;
    private const int UniverseSize = StandardAbi.UniverseSize;
    private const int WinBase = StandardAbi.WinBase;
    private const int WinDispUnit = StandardAbi.WinDispUnit;
    private const int WinSize = StandardAbi.WinSize;
    private const int WinCreateFlavor = StandardAbi.WinCreateFlavor;
    private const int WinModel = StandardAbi.WinModel;

    private static readonly Dictionary<int, string> HostKeys = new[] { TagUb, Host, Io, WtimeIsGlobal, AppNum, UniverseSize }
        .ToDictionary(k => k, k =>
            MpiApi.Standard.Constants.First(c => c.Value == k && c.Title.StartsWith("Environmental", StringComparison.Ordinal)).Name);

    /// <summary>Where the integers are, in each memory: instances one after another, or side by side, ask about the same MPI.</summary>
    private readonly ConditionalWeakTable<GuestMemory, ConcurrentDictionary<(uint Slot, int Key), ulong>> _places = [];

    /// <summary>What a window's attributes say; set by whoever makes windows.</summary>
    public Func<uint, WindowAttributes?> Windows { get; set; } = static _ => null;

    public static bool Has(HandleKind kind, int key) => kind switch
    {
        HandleKind.Comm => HostKeys.ContainsKey(key) || key == LastUsedCode,
        HandleKind.Win => key == WinBase || key == WinSize || key == WinDispUnit || key == WinCreateFlavor || key == WinModel,
        _ => false,
    };

    /// <summary>The value of the attribute: mostly a guest address. Null where there is no such attribute here.</summary>
    /// <param name="guest">The instance that asks.</param>
    /// <param name="handle">A valid communicator or window.</param>
    /// <param name="comm">The host's communicator.</param>
    /// <param name="key">A predefined key of its kind.</param>
    public ulong? Get(Instance guest, uint handle, ulong comm, int key)
    {
        if (key == LastUsedCode)
            return Place(guest, 0, key, environment.Errors.Codes.LastUsed);
        if (HostKeys.TryGetValue(key, out var name))
            return AskHost(comm, name) is { } value ? Place(guest, 0, key, value) : null;
        if (Windows(handle) is not { } window)
            return null;
        var slot = Handle.Index(handle);
        return key == WinBase ? window.Base
            : key == WinSize ? Place(guest, slot, key, (long)window.Size)
            : Place(guest, slot, key, key == WinDispUnit ? window.DispUnit : key == WinCreateFlavor ? window.Flavor : window.Model);
    }

    /// <summary>
    /// The address of an integer with the value, an int or an MPI_Aint that is wider, in the memory of who asks. When a window is gone, its
    /// integers serve the next one in the same slot.
    /// </summary>
    private ulong Place(Instance guest, uint slot, int key, long value)
    {
        var places = _places.GetOrCreateValue(guest.Memory);
        if (!places.TryGetValue((slot, key), out var address))
        {
            // The guest's malloc may come here, too: whoever is first has made the place.
            var made = GuestHeap.Allocate(guest, sizeof(long));
            address = places.GetOrAdd((slot, key), made);
            if (address != made)
                GuestHeap.Free(guest, made);
        }

        // Of an int the upper half is nothing.
        Unsafe.WriteUnaligned(guest.Memory.Base + address, value);
        return address;
    }

    private int? AskHost(ulong comm, string name)
    {
        if (!environment.Library.Family.Constants.TryGetValue(name, out var hostKey)
            || (name == ConstantNames.UniverseSize && StartsLauncher))
            return null;
        int* value;
        int flag;
        environment.Functions.CommGetAttr(comm, hostKey, &value, &flag);
        if (flag == 0)
            return null;
        return name is ConstantNames.Host or ConstantNames.Io ? Rank(*value) : *value;
    }

    /// <summary>Whether asking the library how many processes there could be would start a launcher.</summary>
    private bool StartsLauncher => environment.Host.Has(HostDefects.UniverseSizeStartsLauncher)
        && !LauncherKind.IsLaunched(Environment.GetEnvironmentVariable);

    private int Rank(int host)
    {
        var abi = environment.Library.Abi;
        return host == abi.ProcNull ? StandardAbi.ProcNull : host == abi.AnySource ? StandardAbi.AnySource : host;
    }
}
