using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.OneSided;

/// <summary>
/// The regions that the processes of a dynamic window have attached. Attaching is local, so an origin cannot know them: each process
/// publishes its list in a window of the host's beside the guest's, which an origin reads when it meets an address that it does not know to
/// be attached.
/// </summary>
/// <remarks>
/// A region that was detached since is not noticed until the list is read again; using it is the guest's error, and it still lies in the
/// target's guest memory, which never shrinks.
/// </remarks>
internal sealed unsafe class DynamicRegions : IDisposable
{
    private const int MostRegions = 4096;

    [StructLayout(LayoutKind.Sequential)]
    private struct Region
    {
        public ulong Start;
        public ulong End;
    }

    private readonly MpiEnvironment _environment;
    private readonly Lock _lock = new();
    private readonly int _rank;
    private readonly Region* _own;
    private readonly Region[]?[] _known;
    private ulong _window;

    public DynamicRegions(MpiEnvironment environment, HostComm comm, ulong info)
    {
        _environment = environment;
        _rank = comm.Rank;
        _known = new Region[comm.Size][];
        _own = (Region*)NativeMemory.AllocZeroed(MostRegions, (nuint)sizeof(Region));
        ulong window = 0;
        environment.Functions.WinCreate(_own, MostRegions * sizeof(Region), 1, info, comm.Handle, &window);
        _window = window;
    }

    public void Attach(ulong start, ulong length)
    {
        lock (_lock)
        {
            for (var i = 0; i < MostRegions; i++)
            {
                if (_own[i].End == 0)
                {
                    Publish(i, new Region { Start = start, End = start + length });
                    return;
                }
            }
        }

        throw new ArgumentCheckException(ErrorClasses.RmaAttach, -1, start);
    }

    /// <summary>Takes back the region that starts there; false where there is none.</summary>
    public bool Detach(ulong start)
    {
        lock (_lock)
        {
            for (var i = 0; i < MostRegions; i++)
            {
                if (_own[i].End != 0 && _own[i].Start == start)
                {
                    Publish(i, default);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the process has attached all of [low, high), as one region or as several that touch.</summary>
    public bool Contains(int rank, ulong low, ulong high)
    {
        lock (_lock)
        {
            if (_known[rank] is { } known && Covers(known, low, high))
                return true;
            _known[rank] = Read(rank);
            return Covers(_known[rank]!, low, high);
        }
    }

    public void Dispose()
    {
        if (_window == 0)
            return;
        var window = _window;
        _window = 0;
        _ = _environment.Functions.Codes.WinFree(&window);
        NativeMemory.Free(_own);
    }

    private static bool Covers(Region[] regions, ulong low, ulong high)
    {
        foreach (var region in regions)
        {
            if (region.Start <= low && low < region.End)
                low = region.End;
            if (low >= high)
                return true;
        }

        return low >= high;
    }

    /// <summary>Under a lock of our own part, so that nobody reads half an entry.</summary>
    private void Publish(int index, Region region)
    {
        Lock(exclusive: true, _rank);
        _own[index] = region;
        Unlock(_rank);
    }

    private Region[] Read(int rank)
    {
        var all = new Region[MostRegions];
        var bytes = _environment.Host.Byte;
        Lock(exclusive: false, rank);
        fixed (Region* target = all)
        {
            _environment.Functions.Get(target, MostRegions * sizeof(Region), bytes, rank, 0, MostRegions * sizeof(Region), bytes, _window);
            Unlock(rank);
        }

        var regions = Array.FindAll(all, r => r.End != 0);
        Array.Sort(regions, static (a, b) => a.Start.CompareTo(b.Start));
        return regions;
    }

    private void Lock(bool exclusive, int rank)
    {
        var type = _environment.Constants.ToHost(
            ParameterKind.LockType, exclusive ? StandardAbi.LockExclusive : StandardAbi.LockShared)!.Value;
        _environment.Functions.WinLock(type, rank, 0, _window);
    }

    private void Unlock(int rank) => _environment.Functions.WinUnlock(rank, _window);
}
