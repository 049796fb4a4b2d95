using System.Text;

namespace MpiWasm.Cli.Commands;

/// <summary>The sections of a module by their sizes, and what its toolchain left about itself in custom ones. Of a module that was decoded; what is malformed in custom sections is left out.</summary>
internal static class ModuleSections
{
    private const int HeaderLength = 8;

    private static readonly string[] Names =
        ["custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count", "tag"];

    /// <summary>Name and bytes of each section, in the module's order; custom ones by their own names.</summary>
    public static IReadOnlyList<(string Name, int Bytes)> Of(ReadOnlySpan<byte> module)
    {
        var sections = new List<(string, int)>();
        for (var at = HeaderLength; at < module.Length;)
        {
            var start = at;
            var id = module[at++];
            var size = (int)Number(module, ref at);
            var end = at + size;
            sections.Add((id == 0 ? $"custom {GuestText.Of(Text(module, ref at))}" : id < Names.Length ? Names[id] : $"section {id}", end - start));
            at = end;
        }

        return sections;
    }

    /// <summary>The languages and tools that the section <c>producers</c> names.</summary>
    public static IReadOnlyList<string> Producers(ReadOnlySpan<byte> contents)
    {
        var producers = new List<string>();
        try
        {
            var at = 0;
            for (var fields = Number(contents, ref at); fields > 0; fields--)
            {
                _ = Text(contents, ref at);
                for (var values = Number(contents, ref at); values > 0; values--)
                    producers.Add(GuestText.Of($"{Text(contents, ref at)} {Text(contents, ref at)}".Trim()));
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            // What came before stands.
        }
        catch (IndexOutOfRangeException)
        {
        }

        return producers;
    }

    /// <summary>The features that the section <c>target_features</c> says the code uses.</summary>
    public static IReadOnlyList<string> Features(ReadOnlySpan<byte> contents)
    {
        var features = new List<string>();
        try
        {
            var at = 0;
            for (var count = Number(contents, ref at); count > 0; count--)
            {
                at++;
                features.Add(GuestText.Of(Text(contents, ref at)));
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            // What came before stands.
        }
        catch (IndexOutOfRangeException)
        {
        }

        return features;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = bytes[at++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }

        return value;
    }

    private static string Text(ReadOnlySpan<byte> bytes, ref int at)
    {
        var length = (int)Number(bytes, ref at);
        var text = Encoding.UTF8.GetString(bytes.Slice(at, length));
        at += length;
        return text;
    }
}
