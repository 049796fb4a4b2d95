using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>Every error code has a cause and a remedy where it is defined, and docs/errors.md is made from these.</summary>
public sealed partial class ErrorsPageTests
{
    private static readonly (string Prefix, string Title)[] Chapters =
    [
        ("MW01", "The module"), ("MW02", "The compiler"), ("MW03", "Compiled code and the cache"), ("MW04", "Linking"),
        ("MW05", "Traps"), ("MW06", "The sandbox"), ("MW07", "MPI"), ("MW08", "The command, the launcher, files of modules"),
    ];

    private sealed record Code(string Number, string Place, ErrorTextAttribute? Text);

    [Fact]
    public void ThePageIsMadeFromTheCodes()
    {
        var path = Path.Combine(Repository.Root, "docs", "errors.md");
        var expected = Text(All());
        if (Repository.Renew)
            File.WriteAllText(path, expected);
        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == expected,
            "docs/errors.md is stale: run make generate, look at the difference, and check it in");
    }

    [Fact]
    public void EveryCodeHasMeaningCauseAndRemedyInSentences() => Assert.All(All(), code =>
    {
        Assert.True(code.Text is not null, $"{code.Number} ({code.Place}) has no ErrorText");
        Assert.All([code.Text!.Meaning, code.Text.Cause, code.Text.Remedy], text => Assert.Matches(@"^\S.{3,}\.$", text));
    });

    /// <summary>That the assemblies with codes are all looked at.</summary>
    [Fact]
    public void EveryChapterHasCodes() =>
        Assert.All(Chapters, chapter => Assert.Contains(All(), code => code.Number.StartsWith(chapter.Prefix, StringComparison.Ordinal)));

    [Fact]
    public void NoCodeMeansTwoThings() =>
        Assert.Equal(
            [],
            All().GroupBy(code => code.Number)
                .Where(same => same.Count() > 1)
                .Select(same => $"{same.Key}: {string.Join(", ", same.Select(c => c.Place))}"));

    /// <summary>A literal elsewhere would be a code without cause and remedy.</summary>
    [Fact]
    public void CodesStandInTheSourceOnlyWhereTheyAreDefined()
    {
        var known = All().Select(code => code.Number).ToHashSet();
        foreach (var path in Sources())
        {
            foreach (var line in File.ReadLines(path).Where(line => Literal().IsMatch(line)))
                Assert.True(Definition().IsMatch(line) && known.Contains(Literal().Match(line).Groups[1].Value), $"{path}: {line.Trim()}");
        }
    }

    [Fact]
    public void EveryCodeIsUsed()
    {
        var text = string.Join('\n', Sources().Select(File.ReadAllText));
        Assert.All(All().Where(code => !code.Place.StartsWith("TrapCode.", StringComparison.Ordinal)), code =>
        {
            var name = code.Place[(code.Place.IndexOf('.', StringComparison.Ordinal) + 1)..];
            Assert.True(
                Regex.IsMatch(text, $@"\b{Regex.Escape(code.Place)}\b") || Regex.IsMatch(text, $@"base\({name}\b"),
                $"nobody reports {code.Number} ({code.Place})");
        });
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>The constants of all assemblies that are codes, and the traps.</summary>
    private static Code[] All()
    {
        var assemblies = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => Path.GetFileName(path) is "mpiwasm.dll"
                || (Path.GetFileName(path).StartsWith("MpiWasm.", StringComparison.Ordinal)
                    && !path.EndsWith("Tests.dll", StringComparison.Ordinal)))
            .Select(Assembly.LoadFrom);
        var constants =
            from type in assemblies.SelectMany(assembly => assembly.GetTypes())
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where field.IsLiteral && field.FieldType == typeof(string) && Number().IsMatch((string)field.GetRawConstantValue()!)
            select new Code(
                (string)field.GetRawConstantValue()!, $"{type.Name}.{field.Name}", field.GetCustomAttribute<ErrorTextAttribute>());
        // Of the others none is reported: they are ways out of the guest that are no traps.
        var traps = Enum.GetValues<TrapCode>().Where(trap => trap is > TrapCode.None and < TrapCode.HostException)
            .Select(trap => new Code(
                $"MW{500 + (int)trap:D4}",
                $"TrapCode.{trap}",
                typeof(TrapCode).GetField(trap.ToString())!.GetCustomAttribute<ErrorTextAttribute>()));
        return [.. constants.Concat(traps).OrderBy(code => code.Number, StringComparer.Ordinal)];
    }

    private static string Text(Code[] codes)
    {
        var text = new StringBuilder("""
            # Errors

            An error is told as `mpiwasm: error MWnnnn: …`: what happened and where, and below it what to do. The number keeps its
            meaning from version to version. In a .NET program it is the `Code` of an `MpiWasmException`.

            This page is made from the source by `make generate`.


            """);
        foreach (var (prefix, title) in Chapters)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {title}: {prefix}xx\n\n");
            foreach (var code in codes.Where(code => code.Number.StartsWith(prefix, StringComparison.Ordinal) && code.Text is not null))
            {
                text.Append(CultureInfo.InvariantCulture, $"### {code.Number}\n\n{Wrapped.Text(code.Text!.Meaning)}\n\n");
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{Wrapped.Item($"*Cause:* {code.Text.Cause}")}\n{Wrapped.Item($"*Remedy:* {code.Text.Remedy}")}\n\n");
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    [GeneratedRegex(@"^MW\d{4}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"""(MW\d{4})""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\s*(?:public|internal|private) const string \w+ = ""MW\d{4}"";$")]
    private static partial Regex Definition();
}
