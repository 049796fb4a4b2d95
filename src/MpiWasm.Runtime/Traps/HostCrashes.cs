using System.Runtime.InteropServices;
using MpiWasm.Runtime.Images;
using MpiWasm.Unix;

namespace MpiWasm.Runtime.Traps;

/// <summary>
/// Has crashes in native libraries reported before they end the process as they always do. The signal handler, in which almost nothing may
/// be called, sends what it knows through a pipe to a thread of ours, which is well, and waits for it, but not for ever: then it says a
/// sentence of its own.
/// </summary>
public static unsafe class HostCrashes
{
    private static Action<HostCrash>? _report;
    private static nint _find;
    private static int _records;
    private static int _answers;

    /// <summary>What the handler writes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CrashRecord
    {
        public long Signal;
        public byte* Context;
        public ThreadState* Thread;
    }

    /// <summary>
    /// From now on crashes are reported, on a thread of its own; when the action returns the process ends by the signal. Called once.
    /// </summary>
    /// <remarks>Where the C library has no _dl_find_object (glibc before 2.35) crashes end the process without a report.</remarks>
    public static void Watch(Action<HostCrash> report)
    {
        if (Interlocked.CompareExchange(ref _report, report, null) is not null)
            return;
        var library = NativeLibrary.Load("libc.so.6");
        if (!NativeLibrary.TryGetExport(library, "_dl_find_object", out var find))
            return;
        var records = stackalloc int[2];
        var answers = stackalloc int[2];
        if (Libc.Pipe(records, OpenFlags.CloseOnExec) != 0 || Libc.Pipe(answers, OpenFlags.CloseOnExec) != 0)
            return;
        (_find, _records, _answers) = (find, records[0], answers[1]);
        var thread = new Thread(Listen, maxStackSize: 512 << 10) { IsBackground = true, Name = "crash reports" };
        thread.Start();
        var (write, poll) = (NativeLibrary.GetExport(library, "write"), NativeLibrary.GetExport(library, "poll"));
        SupportImage.WatchCrashes(find, write, poll, records[1], answers[0]);
    }

    /// <summary>
    /// Asks a thread of this process where it is, in guest code or in a call of the host. The answer comes as a report
    /// (<see cref="HostCrash.WasAsked"/>), and the thread stays there for five seconds: this is for who ends the process.
    /// </summary>
    /// <param name="thread">The kernel's number of the thread (gettid).</param>
    /// <returns>Whether there will be an answer.</returns>
    public static bool Ask(int thread) => _records != 0 && Libc.Kill(Environment.ProcessId, thread, SignalAction.Asked) == 0;

    private static void Listen()
    {
        CrashRecord record;
        do
        {
            while (Libc.Read(_records, &record, (nuint)sizeof(CrashRecord)) != sizeof(CrashRecord))
            {
            }

            Tell(record);
        }
        // Who was asked stays where it is: others may be asked, too.
        while (record.Signal == SignalAction.Asked);
        byte done = 1;
        _ = Libc.Write(_answers, &done, 1);
    }

    private static void Tell(in CrashRecord record)
    {
        try
        {
            _report!(Describe(record));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _report!(new HostCrash((int)record.Signal, null, [], IsInCall: false));
        }
    }

    private static HostCrash Describe(CrashRecord record)
    {
        var registers = HostRegisters.Of(record.Context);
        var high = record.Thread is null ? registers.StackPointer : record.Thread->SavedStackPointer;
        var library = Culprit(HostFrames.Of(_find, registers, high));
        if (record.Thread is not null && NativeImage.Containing(registers.ProgramCounter) is not null)
        {
            // In guest code, whose functions all have frames.
            var computing = new List<ulong> { registers.ProgramCounter + 1 };
            _ = Follow(registers.StackPointer & ~7UL, high, computing);
            return new HostCrash((int)record.Signal, library, BacktraceReader.Read(computing), IsInCall: false);
        }

        var frames = record.Thread is null ? [] : GuestFrames(registers.StackPointer, high);
        return new HostCrash((int)record.Signal, library, BacktraceReader.Read(frames), IsInCall: frames.Count > 0);
    }

    /// <summary>The file at fault: where abort and memcpy are in the C library, who called them.</summary>
    private static string? Culprit(List<ulong> frames)
    {
        var files = CodeFiles.OfProcess();
        var names = frames.ConvertAll(files.NameOf);
        return names.Find(name => name is not null && !IsCLibrary(name)) ?? names.FirstOrDefault();
    }

    private static bool IsCLibrary(string? name) =>
        name is not null && (name.StartsWith("libc.so", StringComparison.Ordinal) || name.StartsWith("libc-", StringComparison.Ordinal));

    /// <summary>
    /// The return addresses of the guest's frames below the host's. The host's own frames cannot be followed (libraries keep no frame
    /// pointers), but they end at the stub of an import, whose frames lead on. Old words of the stack may look like one; the topmost is the
    /// one that was entered first and not left.
    /// </summary>
    private static List<ulong> GuestFrames(ulong low, ulong high)
    {
        for (var at = (high - 24) & ~7UL; at >= low; at -= 8)
        {
            var pc = *(ulong*)at;
            if (NativeImage.Containing(pc - 1) is not { } image || !(image.FunctionAt(pc - 1) < image.Module.ImportedFunctionCount))
                continue;
            var frames = new List<ulong> { pc };
            if (Follow(at + 8, high, frames))
                return frames;
        }

        return [];
    }

    /// <summary>Follows the frames of guest code from the first above the address; false where there are none.</summary>
    private static bool Follow(ulong from, ulong high, List<ulong> frames)
    {
        const int NearWords = 64;
        for (var frame = from; frame + 16 <= high && frame < from + (NearWords * 8); frame += 8)
        {
            var up = *(ulong*)frame;
            if (up <= frame || up > high + 4096 || NativeImage.Containing(*(ulong*)(frame + 8) - 1) is null)
                continue;
            while (up > frame && frame + 16 <= high && frames.Count < ThreadState.MaxFrames)
            {
                frames.Add(*(ulong*)(frame + 8));
                (frame, up) = (up, up + 16 <= high ? *(ulong*)up : 0);
            }

            return true;
        }

        return false;
    }
}
