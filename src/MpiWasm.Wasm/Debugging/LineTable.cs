namespace MpiWasm.Wasm.Debugging;

/// <summary>
/// The line table of one unit (DWARF 5 §6.2, versions 2 to 5). What is missing or malformed of it yields fewer rows, never an error.
/// </summary>
internal sealed class LineTable
{
    /// <summary>Rows beyond this many are left out, so that a hostile module cannot make its reader take all memory.</summary>
    private const int MaxRows = 1 << 22;

    /// <summary>Files and directories beyond this many likewise.</summary>
    private const int MaxNames = 1 << 16;

    private readonly DwarfSections _sections;
    private readonly string? _directory;
    private readonly List<string?> _directories = [];
    private readonly List<(string? Name, int Directory)> _files = [];
    private readonly List<LineRow> _rows = [];
    private readonly int _addressSize;

    /// <param name="sections">The sections of the file.</param>
    /// <param name="offset">Where in .debug_line the table begins.</param>
    /// <param name="directory">The directory in which the compiler ran.</param>
    /// <param name="addressSize">Bytes of an address in a table before version 5.</param>
    public LineTable(DwarfSections sections, ulong offset, string? directory, int addressSize)
    {
        _sections = sections;
        _directory = directory;
        _addressSize = addressSize;
        var section = sections.Lines.Span;
        if (offset > (ulong)section.Length || section.Length - (int)offset < 4)
            return;
        var reader = new DwarfReader(section[(int)offset..]);
        var length = reader.UInt32();
        if (length >= 0xFFFFFFF0 || length > (uint)(section.Length - (int)offset - 4))
            return;
        ReadUnit(section.Slice((int)offset + 4, (int)length));
        // Where a sequence ends and the next begins at the same address, the beginning counts.
        _rows.Sort((a, b) => a.Address != b.Address ? a.Address.CompareTo(b.Address) : b.EndsSequence.CompareTo(a.EndsSequence));
    }

    /// <summary>All rows by address.</summary>
    public IReadOnlyList<LineRow> Rows => _rows;

    /// <summary>The row of the instruction at an address, or null where the table does not know it.</summary>
    public LineRow? RowAt(ulong address)
    {
        var next = Bisection.CountBelow(_rows.Count, i => _rows[i].Address <= address);
        // Line 0 marks code that comes from no single line.
        return next == 0 || _rows[next - 1].EndsSequence || _rows[next - 1].Line == 0 ? null : _rows[next - 1];
    }

    /// <summary>A place in the source, or null for a line or file that does not exist.</summary>
    public SourcePlace? Place(uint file, uint line, uint column)
    {
        if (line is 0 or > int.MaxValue || file >= (uint)_files.Count || _files[(int)file].Name is not { Length: > 0 } name)
            return null;
        var directory = _files[(int)file].Directory;
        if (!name.StartsWith('/') && (uint)directory < (uint)_directories.Count && _directories[directory] is { Length: > 0 } prefix)
            name = $"{prefix.TrimEnd('/')}/{name}";
        if (_directory is { Length: > 1 } && name.StartsWith(_directory.TrimEnd('/') + "/", StringComparison.Ordinal))
            name = name[(_directory.TrimEnd('/').Length + 1)..];
        return new SourcePlace(name, (int)line, (int)Math.Min(column, int.MaxValue));
    }

    private void ReadUnit(ReadOnlySpan<byte> unit)
    {
        var reader = new DwarfReader(unit);
        var version = reader.UInt16();
        if (version is < 2 or > 5)
            return;
        var addressSize = version == 5 ? reader.Byte() : _addressSize;
        if (version == 5)
            reader.Skip(1); // segment_selector_size
        var headerLength = reader.UInt32();
        var program = reader.Position + (int)Math.Min(headerLength, int.MaxValue / 2);
        var minimumInstructionLength = reader.Byte();
        if (version >= 4)
            reader.Skip(1); // maximum_operations_per_instruction: 1 on every machine of ours
        reader.Skip(1); // default_is_stmt
        var lineBase = (sbyte)reader.Byte();
        var lineRange = reader.Byte();
        var opcodeBase = reader.Byte();
        if (reader.Failed || lineRange == 0 || opcodeBase == 0)
            return;
        var operandCounts = new byte[256];
        for (var i = 1; i < opcodeBase; i++)
            operandCounts[i] = reader.Byte();
        if (version == 5)
            ReadNames(ref reader, unit);
        else
            ReadOldNames(ref reader, unit);
        reader.Position = program;
        Run(ref reader, new Coding(minimumInstructionLength, lineBase, lineRange, opcodeBase, addressSize, operandCounts));
    }

    /// <summary>Directories and files of versions 2 to 4: directory 0 is the compiler's own, files count from 1.</summary>
    private void ReadOldNames(ref DwarfReader reader, ReadOnlySpan<byte> unit)
    {
        _directories.Add(null);
        _files.Add((null, 0));
        for (int at; (at = reader.SkipText()) < unit.Length && unit[at] != 0 && _directories.Count < MaxNames;)
            _directories.Add(DwarfSections.TextAt(unit, (ulong)at));
        for (int at; (at = reader.SkipText()) < unit.Length && unit[at] != 0 && _files.Count < MaxNames;)
        {
            _files.Add((DwarfSections.TextAt(unit, (ulong)at), (int)Math.Min(reader.ULeb(), int.MaxValue)));
            _ = reader.ULeb(); // time
            _ = reader.ULeb(); // length
        }
    }

    /// <summary>Directories and files of version 5, each described by a list of (content, form).</summary>
    private void ReadNames(ref DwarfReader reader, ReadOnlySpan<byte> unit)
    {
        foreach (var files in (ReadOnlySpan<bool>)[false, true])
        {
            var formats = new (ulong Content, ulong Form)[reader.Byte()];
            foreach (ref var format in formats.AsSpan())
                format = (reader.ULeb(), reader.ULeb());
            var count = reader.ULeb();
            for (ulong i = 0; i < count && i < MaxNames && !reader.Failed; i++)
            {
                var (name, directory) = ReadName(ref reader, unit, formats);
                if (files)
                    _files.Add((name, directory));
                else
                    _directories.Add(i == 0 ? null : name);
            }
        }
    }

    private (string? Name, int Directory) ReadName(ref DwarfReader reader, ReadOnlySpan<byte> unit, (ulong Content, ulong Form)[] formats)
    {
        (string? name, var directory) = (null, 0);
        foreach (var (content, form) in formats)
        {
            var value = DwarfValue.Read(ref reader, form, default);
            if (content == 1) // DW_LNCT_path
                name = _sections.Text(value.Text, unit, offsets: 8);
            else if (content == 2) // DW_LNCT_directory_index
                directory = (int)Math.Min(value.Number, int.MaxValue);
        }
        return (name, directory);
    }

    private readonly record struct Coding(
        byte UnitLength, sbyte LineBase, byte LineRange, byte OpcodeBase, int AddressSize, byte[] OperandCounts);

    private void Run(ref DwarfReader reader, Coding coding)
    {
        var start = new LineRow(0, 1, 1, 0, false);
        var row = start;
        while (!reader.AtEnd && _rows.Count < MaxRows)
        {
            var opcode = reader.Byte();
            if (opcode >= coding.OpcodeBase)
            {
                var adjusted = opcode - coding.OpcodeBase;
                row = row with
                {
                    Address = row.Address + ((ulong)(adjusted / coding.LineRange) * coding.UnitLength),
                    Line = (uint)(row.Line + coding.LineBase + (adjusted % coding.LineRange)),
                };
                _rows.Add(row);
                continue;
            }

            switch (opcode)
            {
                case 0: // extended
                    var length = (int)Math.Min(reader.ULeb(), int.MaxValue / 2);
                    var next = reader.Position + length;
                    switch (length == 0 ? (byte)0 : reader.Byte())
                    {
                        case 1: // DW_LNE_end_sequence
                            _rows.Add(row with { EndsSequence = true });
                            row = start;
                            break;
                        case 2: // DW_LNE_set_address
                            row = row with { Address = reader.Address(length == 9 ? 8 : length == 5 ? 4 : coding.AddressSize) };
                            break;
                    }

                    reader.Position = next;
                    break;
                case 1: // DW_LNS_copy
                    _rows.Add(row);
                    break;
                case 2: // DW_LNS_advance_pc
                    row = row with { Address = row.Address + (reader.ULeb() * coding.UnitLength) };
                    break;
                case 3: // DW_LNS_advance_line
                    row = row with { Line = (uint)(row.Line + reader.SLeb()) };
                    break;
                case 4: // DW_LNS_set_file
                    row = row with { File = (uint)Math.Min(reader.ULeb(), uint.MaxValue) };
                    break;
                case 5: // DW_LNS_set_column
                    row = row with { Column = (uint)Math.Min(reader.ULeb(), uint.MaxValue) };
                    break;
                case 8: // DW_LNS_const_add_pc
                    row = row with { Address = row.Address + ((ulong)((255 - coding.OpcodeBase) / coding.LineRange) * coding.UnitLength) };
                    break;
                case 9: // DW_LNS_fixed_advance_pc
                    row = row with { Address = row.Address + reader.UInt16() };
                    break;
                default: // the others change nothing that we look at
                    for (var i = 0; i < coding.OperandCounts[opcode]; i++)
                        _ = reader.ULeb();
                    break;
            }
        }
    }
}
