namespace MpiWasm.Wasm.Debugging;

/// <summary>
/// One unit of .debug_info (DWARF 5 §7.5): what a compiler made of one source file. Read in two steps: the root entry says which
/// code the unit is about; the functions below it are read when one of them is asked for.
/// </summary>
internal sealed class DebugUnit
{
    /// <summary>Scopes beyond this many are left out, so that a hostile module cannot make its reader take all memory.</summary>
    private const int MaxScopes = 1 << 21;

    /// <summary>Ranges that are looked at for one address.</summary>
    private const int MaxRanges = 1 << 22;

    /// <summary>Deeper nesting than this, and longer chains of references, come from no compiler.</summary>
    private const int MaxDepth = 200;

    private readonly DwarfSections _sections;
    private readonly Func<int, DebugUnit?> _unitAt;
    private readonly Dictionary<ulong, Abbreviation> _abbreviations;
    private readonly int _entries;
    private readonly DwarfUnit _form;
    private readonly Attributes _root;
    private readonly List<Scope> _scopes = [];
    private readonly Dictionary<int, int> _scopeOf = [];
    private bool _isRead;
    private int _ranges;
    private LineTable? _lines;

    private DebugUnit(DwarfSections sections, Func<int, DebugUnit?> unitAt, Dictionary<ulong, Abbreviation> abbreviations, Header header)
    {
        _sections = sections;
        _unitAt = unitAt;
        _abbreviations = abbreviations;
        End = header.End;
        _entries = header.Entries;
        _form = header.Form;
        var reader = new DwarfReader(sections.Information.Span[..End]) { Position = _entries };
        if (_abbreviations.TryGetValue(reader.ULeb(), out var root))
            _root = Read(ref reader, root, bases: default);
    }

    /// <summary>Where in .debug_info the unit ends.</summary>
    public int End { get; }

    public int Start => _form.Start;

    /// <summary>The directory in which the compiler ran.</summary>
    public string? Directory => Text(_root.Directory);

    public LineTable Lines => _lines ??= new LineTable(_sections, _root.Lines ?? ulong.MaxValue, Directory, _form.AddressSize);

    /// <summary>Whether the unit says that the address is its own. One that says nothing of addresses has none.</summary>
    public bool Covers(ulong address)
    {
        _ranges = 0;
        return Contains(_root, address);
    }

    /// <summary>The functions that the instruction at an address belongs to, innermost first.</summary>
    public List<SourceFrame> FramesAt(ulong address)
    {
        ReadScopes();
        _ranges = 0;
        var chain = new List<int>();
        for (var i = 0; i < _scopes.Count; i++)
        {
            // Scopes stand before those within them.
            var isNext = chain.Count == 0 ? _scopes[i].Tag == Tag.Function : _scopes[i].Parent == chain[^1];
            if (isNext && _scopes[i].Tag is Tag.Function or Tag.InlinedFunction or Tag.Block && Contains(_scopes[i].Attributes, address))
                chain.Add(i);
        }

        var frames = new List<SourceFrame>();
        var place = Lines.RowAt(address) is { } row ? Lines.Place(row.File, row.Line, row.Column) : null;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var scope = _scopes[chain[i]];
            if (scope.Tag == Tag.Block)
                continue;
            frames.Add(new SourceFrame(NameOf(chain[i], 0), place));
            var call = scope.Attributes;
            place = Lines.Place((uint)call.CallFile, (uint)call.CallLine, (uint)call.CallColumn);
        }
        if (frames.Count == 0 && place is not null)
            frames.Add(new SourceFrame(null, place));
        return frames;
    }

    /// <summary>
    /// Reads the header of the unit at an offset; null where none of ours begins. <paramref name="next"/> is where the next begins.
    /// </summary>
    public static DebugUnit? TryRead(
        DwarfSections sections,
        int start,
        Func<int, DebugUnit?> unitAt,
        Dictionary<ulong, Dictionary<ulong, Abbreviation>> known,
        out int next)
    {
        var section = sections.Information.Span;
        var reader = new DwarfReader(section) { Position = start };
        var length = reader.UInt32();
        // Of the 64-bit format (DWARF 5 §7.4) nobody makes units for programs that fit in a module.
        if (reader.Failed || length >= 0xFFFFFFF0 || length > (uint)(section.Length - reader.Position))
        {
            next = section.Length;
            return null;
        }
        next = reader.Position + (int)length;
        var version = reader.UInt16();
        int type = 1, addressSize;
        ulong abbreviations;
        if (version == 5)
        {
            type = reader.Byte();
            addressSize = reader.Byte();
            abbreviations = reader.UInt32();
            if (type is 4 or 5) // skeleton, split: an identifier follows
                reader.Skip(8);
        }
        else
        {
            abbreviations = reader.UInt32();
            addressSize = reader.Byte();
        }
        if (reader.Failed || version is < 2 or > 5 || addressSize is not (4 or 8) || type is not (1 or 3 or 4))
            return null;
        if (!known.TryGetValue(abbreviations, out var table))
            known[abbreviations] = table = Abbreviation.ReadTable(sections.Abbreviations.Span, abbreviations);
        return new DebugUnit(sections, unitAt, table, new Header(next, reader.Position, new DwarfUnit(version, addressSize, start)));
    }

    private readonly record struct Header(int End, int Entries, DwarfUnit Form);

    private enum Tag
    {
        Block = 0x0B,
        Class = 0x02,
        Structure = 0x13,
        Union = 0x17,
        InlinedFunction = 0x1D,
        Function = 0x2E,
        Namespace = 0x39,
    }

    private readonly record struct Scope(Tag Tag, int Parent, Attributes Attributes);

    /// <summary>What is kept of an entry's attributes.</summary>
    private record struct Attributes
    {
        public TextPlace Name;
        public TextPlace Directory;
        public ulong? Low;
        public ulong? High;
        public bool IsHighLength;
        public ulong? Ranges;
        public bool IsRangesIndex;
        public ulong? Lines;
        public int? Origin;
        public ulong CallFile;
        public ulong CallLine;
        public ulong CallColumn;
        public ulong? TextOffsetsBase;
        public ulong? AddressesBase;
        public ulong? RangeListsBase;
    }

    /// <summary>Reads all scopes, and at which offset each stands.</summary>
    private void ReadScopes()
    {
        if (_isRead)
            return;
        _isRead = true;
        var reader = new DwarfReader(_sections.Information.Span[..End]) { Position = _entries };
        var open = new Stack<int>();
        while (!reader.AtEnd && _scopes.Count < MaxScopes)
        {
            var at = reader.Position;
            var code = reader.ULeb();
            if (code == 0)
            {
                if (open.Count == 0 || (open.Pop() is var _ && open.Count == 0))
                    break;
                continue;
            }
            if (!_abbreviations.TryGetValue(code, out var abbreviation))
                break;
            var attributes = Read(ref reader, abbreviation, _root);
            var scope = open.Count == 0 ? -1 : open.Peek();
            if (Enum.IsDefined((Tag)abbreviation.Tag))
            {
                _scopeOf[at] = _scopes.Count;
                _scopes.Add(new Scope((Tag)abbreviation.Tag, scope, attributes));
                scope = _scopes.Count - 1;
            }
            if (abbreviation.HasChildren)
                open.Push(scope);
            else if (open.Count == 0)
                break;
        }
    }

    /// <summary>A function's name with the namespaces and classes around it.</summary>
    private string? NameOf(int scope, int depth)
    {
        if (depth > MaxDepth)
            return null;
        var (_, parent, attributes) = _scopes[scope];
        if (attributes.Origin is { } origin)
        {
            // The entry it comes from knows where it stands.
            var name = _scopeOf.TryGetValue(origin, out var known) ? NameOf(known, depth + 1)
                : origin < Start || origin >= End ? _unitAt(origin)?.NameAt(origin, depth + 1)
                : null;
            if (name is not null)
                return name;
        }
        if (Text(attributes.Name) is not { Length: > 0 } own)
            return null;
        for (var steps = 0; parent >= 0 && steps < MaxDepth; parent = _scopes[parent].Parent, steps++)
        {
            if (_scopes[parent].Tag is Tag.Namespace or Tag.Class or Tag.Structure or Tag.Union)
                own = $"{Text(_scopes[parent].Attributes.Name) ?? "(anonymous)"}::{own}";
        }
        return own;
    }

    private string? NameAt(int offset, int depth)
    {
        ReadScopes();
        return _scopeOf.TryGetValue(offset, out var scope) ? NameOf(scope, depth) : null;
    }

    private bool Contains(in Attributes attributes, ulong address)
    {
        if (attributes.Ranges is { } ranges)
        {
            return _form.Version < 5
                ? ContainsOld(ranges, address)
                : Contains(attributes.IsRangesIndex ? RangeList(ranges) : ranges, address);
        }
        if (attributes.Low is not { } low || attributes.High is not { } high)
            return false;
        return address >= low && (attributes.IsHighLength ? address - low < high : address < high);
    }

    /// <summary>
    /// A list of ranges in .debug_ranges (DWARF 4 §2.17.3): pairs of addresses, from the unit's own or from a base given in between.
    /// </summary>
    private bool ContainsOld(ulong offset, ulong address)
    {
        if (offset > (ulong)_sections.Ranges.Length)
            return false;
        var reader = new DwarfReader(_sections.Ranges.Span) { Position = (int)offset };
        var chosen = _form.AddressSize == 8 ? ulong.MaxValue : uint.MaxValue;
        var origin = _root.Low ?? 0;
        while (!reader.AtEnd && _ranges++ < MaxRanges)
        {
            var (low, high) = (reader.Address(_form.AddressSize), reader.Address(_form.AddressSize));
            if (low == 0 && high == 0)
                return false;
            if (low == chosen)
                origin = high;
            else if (address >= origin + low && address < origin + high)
                return true;
        }
        return false;
    }

    /// <summary>Where the list of an index begins in .debug_rnglists.</summary>
    private ulong RangeList(ulong index)
    {
        // Without a base the first table is meant, behind its header of 12 bytes.
        var start = _root.RangeListsBase ?? 12;
        var offset = DwarfSections.Entry(_sections.RangeLists.Span, start, index, 4);
        return offset == ulong.MaxValue ? offset : start + offset;
    }

    /// <summary>A list of ranges in .debug_rnglists (DWARF 5 §2.17.3).</summary>
    private bool Contains(ulong offset, ulong address)
    {
        if (offset > (ulong)_sections.RangeLists.Length)
            return false;
        var reader = new DwarfReader(_sections.RangeLists.Span) { Position = (int)offset };
        var origin = _root.Low ?? 0;
        while (!reader.AtEnd && _ranges++ < MaxRanges)
        {
            ulong low = 0, high = 0;
            switch (reader.Byte())
            {
                case 0: // DW_RLE_end_of_list
                    return false;
                case 1: // DW_RLE_base_addressx
                    origin = AddressOf(reader.ULeb(), _root.AddressesBase);
                    break;
                case 2: // DW_RLE_startx_endx
                    (low, high) = (AddressOf(reader.ULeb(), _root.AddressesBase), AddressOf(reader.ULeb(), _root.AddressesBase));
                    break;
                case 3: // DW_RLE_startx_length
                    low = AddressOf(reader.ULeb(), _root.AddressesBase);
                    high = low + reader.ULeb();
                    break;
                case 4: // DW_RLE_offset_pair
                    (low, high) = (origin + reader.ULeb(), origin + reader.ULeb());
                    break;
                case 5: // DW_RLE_base_address
                    origin = reader.Address(_form.AddressSize);
                    break;
                case 6: // DW_RLE_start_end
                    (low, high) = (reader.Address(_form.AddressSize), reader.Address(_form.AddressSize));
                    break;
                case 7: // DW_RLE_start_length
                    low = reader.Address(_form.AddressSize);
                    high = low + reader.ULeb();
                    break;
                default:
                    return false;
            }
            if (address >= low && address < high)
                return true;
        }
        return false;
    }

    /// <summary>The address of an index of .debug_addr.</summary>
    /// <param name="index">Counted from the base.</param>
    /// <param name="start">The base; without one the first table is meant, behind its header of 8 bytes.</param>
    private ulong AddressOf(ulong index, ulong? start) =>
        DwarfSections.Entry(_sections.Addresses.Span, start ?? 8, index, _form.AddressSize);

    private string? Text(TextPlace place) => _sections.Text(place, _sections.Information.Span, _root.TextOffsetsBase ?? 8);

    /// <summary>Reads an entry's attributes; those that nobody asks for are skipped.</summary>
    /// <param name="reader">Stands behind the entry's abbreviation code.</param>
    /// <param name="abbreviation">What attributes there are.</param>
    /// <param name="bases">The root's, where addresses are given by an index.</param>
    private Attributes Read(ref DwarfReader reader, Abbreviation abbreviation, in Attributes bases)
    {
        Attributes found = default;
        var (isLowIndex, isHighIndex) = (false, false);
        foreach (var (name, form, constant) in abbreviation.Attributes)
        {
            var value = DwarfValue.Read(ref reader, form, _form, constant);
            switch (name)
            {
                case 0x03: // DW_AT_name
                    found.Name = value.Text;
                    break;
                case 0x1B: // DW_AT_comp_dir
                    found.Directory = value.Text;
                    break;
                case 0x10: // DW_AT_stmt_list
                    found.Lines = value.Number;
                    break;
                case 0x11: // DW_AT_low_pc
                    isLowIndex = value.IsIndex;
                    found.Low = value.Number;
                    break;
                case 0x12: // DW_AT_high_pc
                    isHighIndex = value.IsIndex;
                    found.High = value.Number;
                    found.IsHighLength = !value.IsAddress;
                    break;
                case 0x55: // DW_AT_ranges
                    found.Ranges = value.Number;
                    found.IsRangesIndex = value.IsIndex;
                    break;
                case 0x31 or 0x47: // DW_AT_abstract_origin, DW_AT_specification
                    found.Origin ??= (int)Math.Min(value.Number, int.MaxValue);
                    break;
                case 0x57: // DW_AT_call_column
                    found.CallColumn = value.Number;
                    break;
                case 0x58: // DW_AT_call_file
                    found.CallFile = value.Number;
                    break;
                case 0x59: // DW_AT_call_line
                    found.CallLine = value.Number;
                    break;
                case 0x72: // DW_AT_str_offsets_base
                    found.TextOffsetsBase = value.Number;
                    break;
                case 0x73: // DW_AT_addr_base
                    found.AddressesBase = value.Number;
                    break;
                case 0x74: // DW_AT_rnglists_base
                    found.RangeListsBase = value.Number;
                    break;
            }
        }
        if (isLowIndex)
            found.Low = AddressOf(found.Low!.Value, found.AddressesBase ?? bases.AddressesBase);
        if (isHighIndex)
            found.High = AddressOf(found.High!.Value, found.AddressesBase ?? bases.AddressesBase);
        return found;
    }
}
