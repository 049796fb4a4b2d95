using System.Globalization;
using MpiWasm.Wasm.Debugging;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Wasm.Tests;

/// <summary>Debug information is read as LLVM's own symbolizer reads it, and nothing in it can make the reader fail.</summary>
public sealed class DebugInformationTests : IDisposable
{
    private const string Header = """
        namespace outer { namespace {
        struct Cell {
            double value;
            double weighted(double w) const {
                return w * value
                    + 1 / value;
            }
            template <typename T> T scaled(T by) { return (T)weighted(by) * by; }
        };
        } }
        inline int clamp(int x, int most) { return x < 0 ? 0
            : x > most ? most : x; }
        """;

    private const string First = """
        #include "inc/header.h"
        extern "C" int second(int);
        int table[100];
        namespace outer {
        static double sum(Cell *cells, int n) {
            double s = 0;
            auto add = [&](const Cell &c) { s += c.weighted(0.5); };
            for (int i = 0; i < n; i++)
                add(cells[i]);
            { int inner = clamp(n, 10); table[inner]++; }
            return s;
        }
        }
        outer::Cell cells[8];
        extern "C" void _start(void) {
            table[clamp(second(3), 99)] = (int)outer::sum(cells, second(7));
            cells[1].value = cells[2].scaled<float>(2.5f);
        }
        """;

    private const string Second = """
        #include "../inc/header.h"
        extern "C" __attribute__((noinline)) int second(int n) {
            if (n < 2)
                return clamp(n, 1);
            return second(n - 1) +
                   second(n - 2);
        }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-debug-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [DebugTheory]
    [InlineData("-gdwarf-4", "-O2")]
    [InlineData("-gdwarf-4", "-O0")]
    [InlineData("-gdwarf-5", "-O2")]
    [InlineData("-gdwarf-5", "-O0")]
    [InlineData("-gdwarf-2", "-O1")]
    [InlineData("-gdwarf-5", "-flto")]
    public void Every_instruction_has_the_functions_and_lines_that_LLVM_says(string version, string optimization)
    {
        var module = Compile(version, optimization);
        var information = DebugInformation.Read(module);
        var addresses = module.Bodies.SelectMany(body => Enumerable.Range(body.CodeOffset, body.CodeLength))
            .Select(offset => (ulong)(offset - module.CodeOffset)).ToArray();
        var expected = Symbolize(addresses);
        var inlined = 0;
        for (var i = 0; i < addresses.Length; i++)
        {
            var frames = information.FramesAt(addresses[i]);
            inlined += frames.Count > 1 ? 1 : 0;
            var found = string.Join(" < ", frames.Select(Describe));
            Assert.True(expected[i] == found, $"at {addresses[i]:x}: {expected[i]} but {found}");
        }
        Assert.True(addresses.Length > 200, $"{addresses.Length} addresses");
        Assert.True(inlined > 0 || optimization == "-O0", "nothing was inlined");
    }

    [DebugFact]
    public void Names_have_their_namespaces_and_classes()
    {
        var information = DebugInformation.Read(Compile("-gdwarf-5", "-O2"));
        var frames = Enumerable.Range(0, 2000).SelectMany(address => information.FramesAt((ulong)address));
        string[] expected =
        [
            "outer::sum", "outer::(anonymous)::Cell::weighted", "outer::(anonymous)::Cell::scaled<float>", "clamp", "_start",
        ];
        Assert.Superset(expected.ToHashSet<string?>(), frames.Select(frame => frame.Function).ToHashSet());
    }

    [DebugFact]
    public void Damaged_sections_yield_less_and_never_an_error()
    {
        var module = Compile("-gdwarf-5", "-O2");
        var random = new Random(1);
        var old = Compile("-gdwarf-4", "-O2");
        for (var round = 0; round < 2000; round++)
        {
            var sections = (round % 2 == 0 ? module : old).CustomSections
                .Where(section => section.Name.StartsWith(".debug", StringComparison.Ordinal))
                .ToDictionary(section => section.Name, section => section.Bytes.ToArray());
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var name = sections.Keys.ElementAt(random.Next(sections.Count));
                var bytes = sections[name];
                if (random.Next(8) == 0)
                    sections[name] = bytes[..random.Next(bytes.Length + 1)];
                else if (bytes.Length > 0)
                    bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
            }
            var information = DebugInformation.Read(
                name => sections.TryGetValue(name, out var bytes) ? bytes : default(ReadOnlyMemory<byte>));
            for (ulong address = 0; address < 800; address += 37)
                Assert.All(information.FramesAt(address), frame => Assert.True(frame.Place is null || frame.Place.Line > 0));
            _ = information.Rows().Count();
        }
    }

    private WasmModule Compile(string version, string optimization)
    {
        foreach (var (name, text) in new[] { ("inc/header.h", Header), ("first.cpp", First), ("src/second.cpp", Second) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_directory, name))!);
            File.WriteAllText(Path.Combine(_directory, name), text);
        }
        string[] options = optimization == "-flto" ? ["-O2", "-flto"] : [optimization];
        var wasm = Path.Combine(_directory, "debug.wasm");
        Assert.Equal(0, Surroundings.Run("env",
        [
            "-C", _directory, "clang++-22", "--target=wasm32-wasip1", "-g", version, .. options,
            "-fno-exceptions", "-fno-rtti", "-ffreestanding", "-nostdlib", "--no-wasm-opt", "-o", wasm, "first.cpp", "src/second.cpp",
        ]));
        return ModuleDecoder.Decode(File.ReadAllBytes(wasm));
    }

    /// <summary>The functions with their places, innermost first, of each address: as LLVM reads them.</summary>
    private List<string> Symbolize(ulong[] addresses)
    {
        var input = Path.Combine(_directory, "addresses");
        File.WriteAllLines(input, addresses.Select(address => $"0x{address:x}"));
        var output = Path.Combine(_directory, "symbols");
        Assert.Equal(0, Surroundings.Run("sh",
            "-c", $"llvm-symbolizer-22 --functions=short --obj={_directory}/debug.wasm < {input} > {output}"));
        var result = new List<string>();
        var frames = new List<string>();
        var lines = File.ReadAllLines(output);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
            {
                result.Add(string.Join(" < ", frames.Where(frame => !frame.StartsWith("?? ", StringComparison.Ordinal))));
                frames.Clear();
                continue;
            }
            var function = lines[i];
            var place = lines[++i].Split(':');
            // Line 0: the instruction comes from no single line.
            frames.Add(place[1] == "0" ? $"{function} ??:0:0" : $"{function} {Path.GetFullPath(place[0])}:{place[1]}:{place[2]}");
        }
        Assert.Equal(addresses.Length, result.Count);
        return result;
    }

    private string Describe(SourceFrame frame)
    {
        var place = "??:0:0";
        if (frame.Place is { } known)
        {
            var file = Path.GetFullPath(known.File, _directory);
            place = string.Create(CultureInfo.InvariantCulture, $"{file}:{known.Line}:{known.Column}");
        }
        return $"{frame.Function?.Split("::")[^1] ?? "??"} {place}";
    }

    private sealed class DebugFactAttribute : FactAttribute
    {
        public DebugFactAttribute() => Skip = Missing;
    }

    private sealed class DebugTheoryAttribute : TheoryAttribute
    {
        public DebugTheoryAttribute() => Skip = Missing;
    }

    private static string? Missing =>
        !Surroundings.Has("clang++-22") ? "clang++-22 is not installed"
        : !Surroundings.Has("llvm-symbolizer-22") ? "llvm-symbolizer-22 is not installed"
        : null;
}
