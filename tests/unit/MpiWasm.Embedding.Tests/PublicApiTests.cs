using System.Reflection;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Embedding.Tests;

public sealed class PublicApiTests
{
    private const string Hint = "If that is meant, renew it: make generate";

    [Fact]
    public void The_public_api_is_what_PublicApi_txt_lists()
    {
        var path = Path.Combine(Repository.Root, "tests", "unit", "MpiWasm.Embedding.Tests", "PublicApi.txt");
        var actual = PublicApi.Describe(typeof(Engine).Assembly);
        if (Repository.Renew)
            File.WriteAllText(path, actual);
        var changes = Changes(File.ReadAllText(path), actual);
        Assert.True(changes.Length == 0, $"The public API is not what PublicApi.txt lists:\n{changes}\n{Hint}");
    }

    [Fact]
    public void What_was_added_or_removed_is_shown_with_its_type()
    {
        const string Before = "class A\n    void F()\nclass B\n    void F()\n";
        const string After = "class A\n    void F()\nclass B\n    void G()\n";
        Assert.Equal("- class B: void F()\n+ class B: void G()", Changes(Before, After));
    }

    [Fact]
    public void The_members_for_delegates_are_those_of_the_generator() => Assert.All(DelegateShapes.Files(), file =>
    {
        var path = Path.Combine(Repository.Root, "src", "MpiWasm.Embedding", file.Path);
        if (Repository.Renew)
            File.WriteAllText(path, file.Text);
        Assert.Equal(file.Text, File.ReadAllText(path));
    });

    [Fact]
    public void Members_of_other_assemblies_show_only_types_of_namespace_MpiWasm_and_of_NET()
    {
        var own = typeof(Engine).Assembly;
        var foreign =
            from type in own.GetExportedTypes()
            from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            from used in member is MethodBase method ? TypesOf(method) : []
            where used.Assembly != own && used.Assembly.GetName().Name!.StartsWith("MpiWasm", StringComparison.Ordinal)
                && used.Namespace != nameof(MpiWasm)
            select $"{type.Name}.{member.Name} shows {used.FullName}";
        Assert.Empty(foreign);
    }

    private static IEnumerable<Type> TypesOf(MethodBase method)
    {
        var types = method.GetParameters().Select(p => p.ParameterType);
        return (method is MethodInfo info ? types.Append(info.ReturnType) : types).SelectMany(t => t.GetGenericArguments().Append(t));
    }

    private static string Changes(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        return string.Join('\n', [.. old.Except(now).Select(l => "- " + l), .. now.Except(old).Select(l => "+ " + l)]);
    }

    /// <summary>Each line with the type it belongs to.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(' '))
                lines.Add($"{type}: {line.Trim()}");
            else
                lines.Add(type = line);
        }
        return lines;
    }
}
