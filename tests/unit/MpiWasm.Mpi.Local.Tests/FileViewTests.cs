using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Files;
using Xunit;

namespace MpiWasm.Mpi.Local.Tests;

/// <summary>Views of files: what is where is compared with a list of all places.</summary>
public sealed unsafe class FileViewTests : IDisposable
{
    private const int Copies = 40;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Offsets_are_the_places_of_the_filetypes_data_and_the_end_counts_those_before_it()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var (view, places) = View(seed);
            for (var i = 0; i < places.Count / 2; i++)
                Assert.Equal(places[i], view.PlaceOf(i));
            var third = places[places.Count / 3];
            foreach (var end in new[] { 0, view.Displacement, third, third + 1, places[places.Count / 2] })
                Assert.True(places.Count(place => place < end) == view.CountUpTo(end), $"seed {seed}, end {end}");
        }
    }

    [Fact]
    public void What_is_written_lies_in_the_places_of_the_view_and_is_read_from_there()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (view, places) = View(seed);
            var types = new RandomDatatypes(seed + 5000);
            var (type, inElement) = types.Next(2, isOrdered: false);
            var count = random.Next(0, 4);
            long[] inMemory = [.. Enumerable.Range(0, count).SelectMany(e => inElement.Select(place => (e * type.Extent) + place))];
            if (inMemory.Length == 0 || inMemory.Length >= places.Count / 2 || inMemory.Distinct().Count() != inMemory.Length)
                continue;
            var start = random.Next(0, places.Count / 2);
            var memory = new byte[1 << 14];
            random.NextBytes(memory);
            File.WriteAllBytes(_path, []);
            using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite);
            fixed (byte* m = memory)
                Assert.Equal(inMemory.Length, FileTransfer.Write(file, view, start, m + (1 << 13), count, type));
            var expected = new byte[places[start + inMemory.Length - 1] + 1];
            for (var i = 0; i < inMemory.Length; i++)
                expected[places[start + i]] = memory[(1 << 13) + inMemory[i]];
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(_path)), $"seed {seed}");

            var (read, wanted) = (new byte[1 << 14], new byte[1 << 14]);
            foreach (var place in inMemory)
                wanted[(1 << 13) + place] = memory[(1 << 13) + place];
            fixed (byte* m = read)
            {
                Assert.Equal(inMemory.Length, FileTransfer.Read(file, view, start, m + (1 << 13), count, type));
                Assert.True(wanted.AsSpan().SequenceEqual(read), $"seed {seed}");
                // Behind the end of the file there is nothing.
                Assert.Equal(inMemory.Length, FileTransfer.Read(file, view, start, m + (1 << 13), count + 1, type));
            }
        }
    }

    /// <summary>A view of bytes, and the places of its first bytes.</summary>
    private static (FileView View, List<long> Places) View(int seed)
    {
        for (var types = new RandomDatatypes(seed); ;)
        {
            var (filetype, places) = types.Next(2, isOrdered: true);
            if (filetype.Size == 0)
                continue;
            var displacement = seed % 17;
            List<long> all = [.. Enumerable.Range(0, Copies).SelectMany(copy =>
                places.Select(place => displacement + (copy * filetype.Extent) + place))];
            // A type inside that begins behind its own place 0 may reach into the next: such are not filetypes.
            if (all.Zip(all.Skip(1)).All(two => two.First < two.Second))
                return (new FileView(displacement, Predefined.Byte, filetype), all);
        }
    }
}
