using System.Text.RegularExpressions;
using MpiWasm.Compiler.Pipeline;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>Exceptions cost nothing unless thrown, and modules without them nothing at all.</summary>
public sealed class ExceptionTests
{
    // $f and $g differ in the try alone.
    private const string Guarded = """
        (module
          (import "env" "act" (func $act (param i32) (result i32)))
          (tag $e (param i32))
          (memory 1)
          (func $f (export "f") (param i32) (result i32)
            (i32.store (local.get 0) (i32.add (call $act (local.get 0)) (i32.const 3)))
            (i32.load (i32.add (local.get 0) (i32.const 8))))
          (func $g (export "g") (param i32) (result i32)
            (try (result i32)
              (do
                (i32.store (local.get 0) (i32.add (call $act (local.get 0)) (i32.const 3)))
                (i32.load (i32.add (local.get 0) (i32.const 8))))
              (catch $e (i32.mul (local.get 0)))
              (catch_all (i32.const -1)))))
        """;

    private const string Plain = """
        (module (import "env" "act" (func $act (param i32) (result i32))) (memory 1) (table 1 funcref) (type $t (func (param i32) (result i32)))
          (func (export "f") (param i32) (result i32) (i32.div_s (call $act (local.get 0)) (call_indirect (type $t) (i32.load (local.get 0)) (i32.const 0)))))
        """;

    [WatFact]
    public void ATryThatThrowsNothingAddsNoInstructionToTheNormalPath()
    {
        using var guest = new Guest(Guarded);
        var plain = NormalPath(Guest.Function(guest.OptimizedIr, "g.f"));
        var guarded = NormalPath(Guest.Function(guest.OptimizedIr, "g.g"));
        Assert.Contains("call", plain);
        Assert.Contains("store", plain);
        // An invoke is a call: the way on is the next instruction.
        Assert.Contains("invoke", guarded);
        Assert.Equal(plain.Order(), guarded.Select(i => i == "invoke" ? "call" : i).Order());
    }

    [WatFact]
    public void AThrowInTheFunctionOfItsHandlerIsABranch()
    {
        using var guest = new Guest("""
            (module (tag $e (param i32)) (func (export "f") (param i32) (result i32)
              (try (result i32) (do (if (i32.gt_s (local.get 0) (i32.const 9)) (then (throw $e (local.get 0)))) (i32.const 1)) (catch $e (i32.const 5) (i32.add)))))
            """);
        var text = Guest.Function(guest.OptimizedIr, "g.f");
        Assert.DoesNotContain("invoke", text, StringComparison.Ordinal);
        Assert.DoesNotContain("personality", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@throw", text, StringComparison.Ordinal);
    }

    [WatFact]
    public void OnlyModulesWithExceptionsMayUnwindAndNeedThePersonality()
    {
        using var guarded = new Guest(Guarded);
        using var plain = new Guest(Plain);
        Assert.Contains("__gcc_personality_v0", ElfSymbols.Read(File.ReadAllBytes(guarded.Image)).Undefined);
        Assert.All(ElfSymbols.Read(File.ReadAllBytes(plain.Image)).Undefined, name => Assert.Contains(name, ImagePipeline.LibrarySymbols));
        Assert.DoesNotMatch("invoke|landingpad|personality|@throw", plain.Ir);
        var groups = Regex.Matches(plain.Ir, "^attributes #\\d+ = .*target-cpu.*$", RegexOptions.Multiline);
        Assert.NotEmpty(groups);
        Assert.All(groups, group => Assert.Contains("nounwind", group.Value, StringComparison.Ordinal));
        Assert.All(
            Regex.Matches(guarded.Ir, "^attributes #\\d+ = .*target-cpu.*$", RegexOptions.Multiline),
            group => Assert.Contains("uwtable", group.Value, StringComparison.Ordinal));
    }

    [WatFact]
    public void TrapsInATryAreNoInvokes()
    {
        using var guest = new Guest("""
            (module (func (export "f") (param i32) (result i32)
              (try (result i32) (do (i32.div_u (i32.const 100) (local.get 0))) (catch_all (i32.const -1)))))
            """);
        var text = Guest.Function(guest.Ir, "g.f");
        Assert.Contains("@raise", text, StringComparison.Ordinal);
        Assert.DoesNotContain("invoke", text, StringComparison.Ordinal);
    }

    [WatFact]
    public void LandingPadsAreMadeForAarch64Too()
    {
        using var guest = new Guest(Guest.Assemble(Guarded), new CompileOptions { Triple = "aarch64-unknown-linux-gnu" }, toImage: false);
        Assert.Contains("landingpad", guest.OptimizedIr, StringComparison.Ordinal);
        Assert.Contains(guest.Files, file => file.EndsWith(".o", StringComparison.Ordinal));
    }

    /// <summary>
    /// Operations from the entry to the return, by way of the first successor of every branch (the normal one of an invoke).
    /// </summary>
    private static List<string> NormalPath(string function)
    {
        var blocks = new Dictionary<string, List<string>>();
        var current = blocks["entry"] = [];
        foreach (var line in function.Split('\n')[1..^1])
        {
            if (Regex.Match(line, @"^(\w+):") is { Success: true } label)
                current = blocks[label.Groups[1].Value] = [];
            else if (line.StartsWith("  ", StringComparison.Ordinal))
                current.Add(line);
        }
        var path = new List<string>();
        current = blocks["entry"];
        while (true)
        {
            // An invoke's destinations stand on a line of their own.
            var text = string.Join(' ', current);
            foreach (var line in current)
            {
                if (Regex.Match(line, @"^  (?:%\w+ = )?(?:tail )?([a-z]+)") is { Success: true } operation
                    && operation.Groups[1].Value is not ("br" or "phi" or "to"))
                    path.Add(operation.Groups[1].Value);
            }
            if (Regex.Match(text, @"(?:to label|br label) %(\w+)") is not { Success: true } next)
                return path;
            current = blocks[next.Groups[1].Value];
        }
    }
}
