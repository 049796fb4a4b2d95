using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>Files that are no module, or not a whole one, are refused with a reason; nothing hangs, nothing is compiled.</summary>
[Collection("guests")]
public sealed class ModuleErrorTests(GuestFixture guests)
{
    [Fact]
    public void A_truncated_module_is_refused_with_offset_and_section()
    {
        var whole = File.ReadAllBytes(guests.Module("args"));
        foreach (var length in new[] { 0, 3, 7, 8, 9, 40, whole.Length / 4, whole.Length / 2 })
        {
            var file = Write("truncated", whole.AsSpan(0, length));
            var outcome = Mpiwasm.Run(["run", file], guests.Cache);
            if (length == 8)
            {
                // Magic and version alone are a valid module without anything to run.
                Assert.True(outcome.ExitCode != 0 && outcome.Error.Contains("_start", StringComparison.Ordinal), outcome.ToString());
                continue;
            }

            Assert.True(outcome.ExitCode == 1, $"length {length}: {outcome}");
            Assert.Contains("error MW01", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("offset 0x", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_bit_flip_never_crashes_or_hangs_the_command()
    {
        var whole = File.ReadAllBytes(guests.Module("args"));
        var random = new Random(20230225);
        for (var i = 0; i < 40; i++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            var outcome = Mpiwasm.Run(["validate", Write("flipped", flipped)], guests.Cache);
            Assert.True(outcome.ExitCode is 0 or 1, outcome.ToString());
            if (outcome.ExitCode == 1)
                Assert.Contains("error MW01", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_import_is_named_with_its_module_and_type()
    {
        // (module (import "env" "launch_missiles" (func (param i32) (result f64))) (func (export "_start")))
        byte[] module =
        [
            0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
            1, 9, 2, 0x60, 1, 0x7F, 1, 0x7C, 0x60, 0, 0,
            2, 23, 1, 3, .. "env"u8, 15, .. "launch_missiles"u8, 0, 0,
            3, 2, 1, 1,
            7, 10, 1, 6, .. "_start"u8, 0, 1,
            10, 4, 1, 2, 0, 0x0B,
        ];
        var outcome = Mpiwasm.Run(["run", Write("missing", module)], guests.Cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW04", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("env", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("launch_missiles", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("(i32) -> (f64)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named()
    {
        var outcome = Mpiwasm.Run("run", "/nowhere/app.wasm");
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("/nowhere/app.wasm", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_native_program_is_recognised_as_no_module()
    {
        var outcome = Mpiwasm.Run("validate", "/bin/true");
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("offset 0x0", outcome.Error, StringComparison.Ordinal);
    }

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var file = Path.Combine(guests.NewFolder(name), name + ".wasm");
        File.WriteAllBytes(file, bytes.ToArray());
        return file;
    }
}
