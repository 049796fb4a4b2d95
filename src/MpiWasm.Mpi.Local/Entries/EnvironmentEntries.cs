using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Objects;
using MpiWasm.Mpi.Local.Tools;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Starting and ending MPI, and what it says of itself (MPI 5.0, chapters 9 and 11).</summary>
internal static unsafe class EnvironmentEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Wtime", (nint)(delegate* unmanaged<double>)&Wtime),
        ("MPI_Wtick", (nint)(delegate* unmanaged<double>)&Wtick),
        ("MPI_Init", (nint)(delegate* unmanaged<int*, byte***, int>)&Init),
        ("MPI_Init_thread", (nint)(delegate* unmanaged<int*, byte***, int, int*, int>)&InitThread),
        ("MPI_Initialized", (nint)(delegate* unmanaged<int*, int>)&Initialized),
        ("MPI_Finalize", (nint)(delegate* unmanaged<int>)&Finalize),
        ("MPI_Finalized", (nint)(delegate* unmanaged<int*, int>)&Finalized),
        ("MPI_Abort", (nint)(delegate* unmanaged<int, int, int>)&Abort),
        ("MPI_Query_thread", (nint)(delegate* unmanaged<int*, int>)&QueryThread),
        ("MPI_Is_thread_main", (nint)(delegate* unmanaged<int*, int>)&IsThreadMain),
        ("MPI_Get_version", (nint)(delegate* unmanaged<int*, int*, int>)&GetVersion),
        ("MPI_Get_library_version", (nint)(delegate* unmanaged<byte*, int*, int>)&GetLibraryVersion),
        ("MPI_Get_processor_name", (nint)(delegate* unmanaged<byte*, int*, int>)&GetProcessorName),
        ("MPI_Error_class", (nint)(delegate* unmanaged<int, int*, int>)&ErrorClass),
        ("MPI_Error_string", (nint)(delegate* unmanaged<int, byte*, int*, int>)&ErrorString),
    ];

    [UnmanagedCallersOnly]
    private static double Wtime() => (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency;

    [UnmanagedCallersOnly]
    private static double Wtick() => 1.0 / Stopwatch.Frequency;

    [UnmanagedCallersOnly]
    private static int Init(int* argc, byte*** argv)
    {
        try
        {
            Entry.Rank.Start(StandardAbi.ThreadSingle);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InitThread(int* argc, byte*** argv, int required, int* provided)
    {
        try
        {
            // Any level is as good here: what is asked for is what there is.
            *provided = Math.Clamp(required, StandardAbi.ThreadSingle, StandardAbi.ThreadMultiple);
            Entry.Rank.Start(*provided);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Initialized(int* flag)
    {
        try
        {
            *flag = Entry.Rank.State == RankState.Before ? 0 : 1;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Finalize()
    {
        try
        {
            var rank = Entry.Rank;
            Job.MeetAtTheEnd(rank);
            rank.State = RankState.After;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Finalized(int* flag)
    {
        try
        {
            *flag = Entry.Rank.State == RankState.After ? 1 : 0;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Abort(int comm, int code)
    {
        try
        {
            Entry.Rank.Job.Abort?.Invoke(Entry.Rank, code);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int QueryThread(int* provided)
    {
        try
        {
            *provided = Entry.Rank.ThreadLevel;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IsThreadMain(int* flag) => Entry.Run(() => *flag = Entry.Rank.IsMainThread ? 1 : 0);

    [UnmanagedCallersOnly]
    private static int GetVersion(int* version, int* subversion)
    {
        try
        {
            (*version, *subversion) = (5, 0);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GetLibraryVersion(byte* version, int* length)
    {
        try
        {
            *length = Write(LibraryVersion.Text, version);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GetProcessorName(byte* name, int* length)
    {
        try
        {
            *length = Write(Environment.MachineName, name);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int ErrorClass(int code, int* errorClass)
    {
        try
        {
            *errorClass = code;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int ErrorString(int code, byte* text, int* length)
    {
        try
        {
            *length = Write(ErrorTexts.Of(code), text);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static int Write(string text, byte* to)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        bytes = bytes[..Math.Min(bytes.Length, StandardAbi.MaxProcessorName - 1)];
        bytes.CopyTo(new Span<byte>(to, bytes.Length));
        to[bytes.Length] = 0;
        return bytes.Length;
    }
}
