namespace MpiWasm.Fuzz.Modules;

/// <summary>The sections of a module, to which entries are added. What the module refers to keeps its index.</summary>
internal sealed class ModuleParts
{
    public const byte Types = 1, Imports = 2, Functions = 3, Tables = 4, Memories = 5, Globals = 6, Exports = 7, Start = 8,
        Elements = 9, Bodies = 10, Data = 11, DataCount = 12, Tags = 13;

    private static readonly byte[] Order =
        [Types, Imports, Functions, Tables, Memories, Tags, Globals, Exports, Start, Elements, DataCount, Bodies, Data];

    private readonly Dictionary<byte, (uint Count, Code Before, byte[] Entries, Code After)> _sections = [];

    public ModuleParts(byte[] wasm)
    {
        for (var at = 8; at < wasm.Length;)
        {
            var id = wasm[at++];
            var end = (int)Number(wasm, ref at);
            end += at;
            if (id != 0)
            {
                var count = id == Start ? 0 : Number(wasm, ref at);
                _sections[id] = (count, new Code(), wasm[at..end], new Code());
            }
            at = end;
        }
    }

    public uint Count(byte section) => _sections.TryGetValue(section, out var found) ? found.Count : 0;

    /// <summary>Adds an entry behind those that are there.</summary>
    /// <returns>How many there were.</returns>
    public uint Add(byte section, Code entry)
    {
        var (count, before, entries, after) = Find(section);
        after.Append(entry);
        _sections[section] = (count + 1, before, entries, after);
        return count;
    }

    /// <summary>Puts entries before those that are there: definitions in place of imports.</summary>
    public void Prepend(byte section, uint number, Code added)
    {
        var (count, before, entries, after) = Find(section);
        before.Append(added);
        _sections[section] = (count + number, before, entries, after);
    }

    public void Remove(byte section) => _sections.Remove(section);

    /// <summary>Replaces all of a section.</summary>
    public void Replace(byte section, uint count, Code entries) => _sections[section] = (count, new Code(), entries.ToArray(), new Code());

    public byte[] ToArray()
    {
        var module = new Code().Byte(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
        foreach (var id in Order)
        {
            if (!_sections.TryGetValue(id, out var section))
                continue;
            var contents = new Code();
            if (id != Start)
                contents.Unsigned(section.Count);
            contents.Append(section.Before);
            contents.Byte(section.Entries);
            contents.Append(section.After);
            module.Section(id, contents);
        }
        return module.ToArray();
    }

    private (uint Count, Code Before, byte[] Entries, Code After) Find(byte section) =>
        _sections.TryGetValue(section, out var found) ? found : (0, new Code(), [], new Code());

    private static uint Number(byte[] bytes, ref int at)
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[at++];
            value |= (uint)(b & 0x7f) << shift;
            if (b < 0x80)
                return value;
        }
    }
}
