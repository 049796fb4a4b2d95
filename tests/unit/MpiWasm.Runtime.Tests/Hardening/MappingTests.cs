using System.Globalization;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests.Hardening;

/// <summary>Nothing is writable and executable at once while a guest runs.</summary>
[Collection("alone")]
public sealed unsafe class MappingTests
{
    /// <param name="Low">First address.</param>
    /// <param name="High">First address behind it.</param>
    /// <param name="Access">As in <c>r-xp</c>.</param>
    /// <param name="Text">The whole line.</param>
    private sealed record Mapping(ulong Low, ulong High, string Access, string Text)
    {
        public bool IsWritable => Access[1] == 'w';

        public bool IsExecutable => Access[2] == 'x';
    }

    [Fact]
    public void NothingIsWritableAndExecutableWhileAGuestRuns()
    {
        var module = GuestBuilder.FromText("""
            (module (import "host" "look" (func $look)) (memory (export "memory") 2) (table 10 funcref) (elem (i32.const 0) $f)
              (global $g (mut i32) (i32.const 1))
              (func $f (export "f") (result i32) (global.set $g (i32.const 2)) (i32.store (i32.const 8) (i32.const 1)) (call $look) (global.get $g)))
            """);
        Mapping[] mappings = [];
        var stack = 0UL;
        var imports = new ImportTable();
        imports.Define("host", "look", HostFunction.Managed(new FunctionType([], []), (_, _) =>
        {
            byte here;
            stack = (ulong)&here;
            mappings = Read();
        }));
        using var store = new Store();
        var instance = GuestBuilder.Instantiate(module, imports, store);
        Assert.Equal(2, instance.Invoke("f")[0].I32);

        // What is ours, as opposed to .NET's and to the libraries': guest code, the code that enters it, and all that these write to.
        var code = (ulong)instance.FunctionRecord(1)->Code;
        Assert.Equal("r-x", At(code).Access[..3]);
        Assert.Equal("r-x", At((ulong)SupportImage.Trap).Access[..3]);
        Assert.Equal("rw-", At((ulong)instance.Memory.Base).Access[..3]);
        Assert.Equal("---", At((ulong)instance.Memory.Base + instance.Memory.Bytes).Access[..3]);
        Assert.Equal("rw-", At((ulong)instance.Tables[0].Record->Base).Access[..3]);
        Assert.Equal("rw-", At((ulong)instance.Context).Access[..3]);
        Assert.Equal("rw-", At((ulong)GuestThread.Current.State).Access[..3]);
        Assert.Equal("rw-", At((ulong)SupportImage.State).Access[..3]);
        Assert.Equal("rw-", At(stack).Access[..3]);
        // All segments of both images, which are mapped from files of their own.
        foreach (var image in new[] { code, (ulong)SupportImage.Trap })
        {
            var file = At(image).Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
            Assert.StartsWith("/", file, StringComparison.Ordinal);
            Assert.All(
                mappings.Where(m => m.Text.EndsWith(file, StringComparison.Ordinal)),
                m => Assert.False(m.IsWritable && m.IsExecutable, m.Text));
        }

        // And the rest of the process, unless the user has switched off .NET's own protection.
        if (Environment.GetEnvironmentVariable("DOTNET_EnableWriteXorExecute") != "0")
            Assert.DoesNotContain(mappings, m => m.IsWritable && m.IsExecutable);

        Mapping At(ulong address) => mappings.Single(m => m.Low <= address && address < m.High);
    }

    private static Mapping[] Read() =>
    [
        .. File.ReadLines("/proc/self/maps").Select(line =>
        {
            var parts = line.Split(' ');
            var range = parts[0].Split('-');
            return new Mapping(Address(range[0]), Address(range[1]), parts[1], line);
        }),
    ];

    private static ulong Address(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
