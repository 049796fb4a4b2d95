using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Sandbox.Streams;
using MpiWasm.Unix;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

/// <summary>Output on its way never keeps a process from ending.</summary>
public sealed unsafe class TextOutputTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void One_call_takes_a_limited_share_of_vectors_without_end()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        // All of it is swallowed as the inside of an escape sequence, so nothing is written and nobody need read.
        using var output = new TextOutput(Descriptor(pipe), filters: true, OutputSharing.None);
        Assert.Equal(2, Write(output, "\u001b]"));
        const int Size = 64 << 20;
        var zeros = NativeMemory.AllocZeroed(Size);
        try
        {
            var vectors = stackalloc IoVector[1024];
            for (var i = 0; i < 1024; i++)
                vectors[i] = new IoVector { Base = (byte*)zeros, Length = Size };
            Assert.InRange(output.Write(vectors, 1024), 1, 16 << 20);
        }
        finally
        {
            NativeMemory.Free(zeros);
        }
    }

    [Fact]
    public void A_short_count_continues_where_it_ended()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        var text = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i}\n"));
        var bytes = new byte[text.Length];
        var read = new Thread(() => reader.ReadExactly(bytes));
        read.Start();
        using (var output = new TextOutput(Descriptor(pipe), filters: true, OutputSharing.Shared))
        {
            for (var done = 0; done < text.Length;)
                done += (int)Write(output, text[done..]);
        }
        read.Join();
        Assert.Equal(text, Encoding.ASCII.GetString(bytes));
    }

    [Fact]
    public void A_reader_who_does_not_read_does_not_hold_off_the_end()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var output = new TextOutput(Descriptor(pipe), filters: false, OutputSharing.Shared);
        Fill(Descriptor(pipe));
        // The start of a line waits in our hands, and the pipe has no room for it.
        Assert.Equal(5, Write(output, "start"));
        Assert.False(output.TryFlush(Moment));
        Drain(pipe);
    }

    [Fact]
    public void A_call_that_waits_for_its_reader_does_not_hold_off_the_end()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var output = new TextOutput(Descriptor(pipe), filters: false, OutputSharing.Shared);
        Fill(Descriptor(pipe));
        using var started = new ManualResetEventSlim();
        var writer = new Thread(() =>
        {
            started.Set();
            _ = Write(output, "a whole line\n");
        });
        writer.Start();
        started.Wait();
        Assert.False(SpinWait.SpinUntil(() => !writer.IsAlive, Moment));
        Assert.False(output.TryFlush(Moment));
        Drain(pipe);
        writer.Join();
    }

    [Fact]
    public void What_waits_is_written_where_somebody_reads()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        using var output = new TextOutput(Descriptor(pipe), filters: false, OutputSharing.Shared);
        Assert.Equal(5, Write(output, "start"));
        Assert.True(output.TryFlush(TimeSpan.FromSeconds(30)));
        var bytes = new byte[5];
        reader.ReadExactly(bytes);
        Assert.Equal("start", Encoding.ASCII.GetString(bytes));
    }

    private static int Descriptor(AnonymousPipeServerStream pipe) => (int)pipe.SafePipeHandle.DangerousGetHandle();

    private static nint Write(TextOutput output, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        fixed (byte* start = bytes)
        {
            var vector = new IoVector { Base = start, Length = (nuint)bytes.Length };
            return output.Write(&vector, 1);
        }
    }

    /// <summary>Writes until the pipe takes no more.</summary>
    private static void Fill(int descriptor)
    {
        var block = stackalloc byte[4096];
        var poll = new PollDescriptor { Descriptor = descriptor, Events = PollDescriptor.Out };
        var now = default(TimeSpec);
        while (Libc.Poll(&poll, 1, &now, null) > 0)
            Assert.Equal(4096, Libc.Write(descriptor, block, 4096));
    }

    /// <summary>Lets the pipe's reader go, so that whatever waits for it ends.</summary>
    private static void Drain(AnonymousPipeServerStream pipe)
    {
        var read = new byte[1 << 20];
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        var clock = Stopwatch.StartNew();
        var taken = reader.Read(read);
        Assert.True(taken > 0 && clock.Elapsed < TimeSpan.FromSeconds(30));
    }
}
