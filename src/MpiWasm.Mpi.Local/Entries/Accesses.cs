using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Files;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Where an access begins (MPI 5.0 §14.4.1).</summary>
internal enum Place
{
    /// <summary>Where its offset says.</summary>
    Explicit,

    /// <summary>At the rank's own pointer.</summary>
    Individual,

    /// <summary>At the pointer of all.</summary>
    Shared,

    /// <summary>There too, in the order of ranks.</summary>
    Ordered,
}

/// <summary>
/// Accesses of files, each made in its call: one that goes on in the background is over when it is asked for, and a collective one is that
/// of each rank.
/// </summary>
internal static unsafe class Accesses
{
    public static int Do(bool isWrite, Place place, int file, long offset, void* buffer, long count, int type, Status* status)
    {
        try
        {
            var made = Make(isWrite, place, file, offset, buffer, count, type);
            Tell(made, status);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    public static int Begin(bool isWrite, Place place, int file, long offset, void* buffer, long count, int type, int* handle)
    {
        try
        {
            var made = Make(isWrite, place, file, offset, buffer, count, type);
            *handle = Entry.Objects.Requests.Add(new Request { Owner = LocalRank.Current, IsActive = true, Result = made });
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    public static int BeginSplit(bool isWrite, Place place, int file, long offset, void* buffer, long count, int type)
    {
        try
        {
            Entry.Objects.Files[file].Begun = Make(isWrite, place, file, offset, buffer, count, type);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    public static int EndSplit(int file, Status* status)
    {
        try
        {
            Tell(Entry.Objects.Files[file].Begun, status);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static Status Make(bool isWrite, Place place, int handle, long offset, void* buffer, long count, int type)
    {
        var objects = Entry.Objects;
        var file = objects.Files[handle];
        var datatype = objects.Datatypes[type];
        var etypes = file.Etypes(count, datatype);
        var start = place switch
        {
            Place.Explicit => offset,
            Place.Individual => file.Advance(etypes),
            Place.Shared => file.Core.Advance(etypes),
            _ => FileMeeting.Order(file, etypes),
        };
        return file.Access(isWrite, start, buffer, count, datatype);
    }

    private static void Tell(Status made, Status* status)
    {
        if (status is null)
            return;
        made.Error = status->Error;
        *status = made;
    }
}
