using System.Buffers.Binary;

namespace MpiWasm.Runtime.Debugging;

/// <summary>
/// An image's line table (DWARF 4 and 5, §6.2), in which the compiler keeps for every machine instruction the byte offset of the Wasm
/// instruction it comes from as the line number. Read only when a trap is described.
/// </summary>
internal sealed class LineTable
{
    private readonly record struct Row(ulong Address, uint Line, bool EndsSequence);

    private readonly List<Row> _rows = [];

    private LineTable()
    {
    }

    /// <summary>Reads the line table of an ELF file. A table that is missing or malformed yields fewer rows, never an error.</summary>
    public static LineTable Read(ReadOnlySpan<byte> elfFile)
    {
        var table = new LineTable();
        var section = ElfSections.Find(elfFile, ".debug_line");
        while (section.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(section);
            if (length >= 0xFFFFFFF0 || length > (uint)(section.Length - 4))
                break;
            table.ReadUnit(section.Slice(4, (int)length));
            section = section[(4 + (int)length)..];
        }

        // Where a sequence ends and the next begins at the same address, the beginning counts.
        table._rows.Sort((a, b) => a.Address != b.Address ? a.Address.CompareTo(b.Address) : b.EndsSequence.CompareTo(a.EndsSequence));
        return table;
    }

    /// <summary>The Wasm offset of the instruction at a link-time address, or null where the table does not know it.</summary>
    public uint? OffsetAt(ulong address)
    {
        int low = 0, high = _rows.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Address <= address)
                low = middle + 1;
            else
                high = middle;
        }

        // Line 0 marks code that comes from no single instruction.
        return low == 0 || _rows[low - 1].EndsSequence || _rows[low - 1].Line == 0 ? null : _rows[low - 1].Line;
    }

    private void ReadUnit(ReadOnlySpan<byte> unit)
    {
        var reader = new DwarfReader(unit);
        var version = reader.UInt16();
        if (version is < 2 or > 5)
            return;
        if (version == 5)
            reader.Skip(2); // address_size, segment_selector_size
        var headerLength = reader.UInt32();
        var program = reader.Position + (int)Math.Min(headerLength, int.MaxValue / 2);
        var minimumInstructionLength = reader.Byte();
        if (version >= 4)
            reader.Skip(1); // maximum_operations_per_instruction: 1 on every machine we compile for
        reader.Skip(1); // default_is_stmt
        var lineBase = (sbyte)reader.Byte();
        var lineRange = reader.Byte();
        var opcodeBase = reader.Byte();
        if (reader.Failed || lineRange == 0 || opcodeBase == 0)
            return;
        var operandCounts = new byte[256];
        for (var i = 1; i < opcodeBase; i++)
            operandCounts[i] = reader.Byte();
        reader.Position = program;
        Run(ref reader, minimumInstructionLength, lineBase, lineRange, opcodeBase, operandCounts);
    }

    private void Run(ref DwarfReader reader, byte unitLength, sbyte lineBase, byte lineRange, byte opcodeBase, byte[] operandCounts)
    {
        ulong address = 0;
        long line = 1;
        while (!reader.AtEnd)
        {
            var opcode = reader.Byte();
            if (opcode >= opcodeBase)
            {
                var adjusted = opcode - opcodeBase;
                address += (ulong)(adjusted / lineRange) * unitLength;
                line += lineBase + (adjusted % lineRange);
                Add(address, line, false);
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
                            Add(address, line, true);
                            address = 0;
                            line = 1;
                            break;
                        case 2: // DW_LNE_set_address
                            address = reader.UInt64();
                            break;
                    }

                    reader.Position = next;
                    break;
                case 1: // DW_LNS_copy
                    Add(address, line, false);
                    break;
                case 2: // DW_LNS_advance_pc
                    address += reader.ULeb() * unitLength;
                    break;
                case 3: // DW_LNS_advance_line
                    line += reader.SLeb();
                    break;
                case 8: // DW_LNS_const_add_pc
                    address += (ulong)((255 - opcodeBase) / lineRange) * unitLength;
                    break;
                case 9: // DW_LNS_fixed_advance_pc
                    address += reader.UInt16();
                    break;
                default: // the others change nothing that we look at
                    for (var i = 0; i < operandCounts[opcode]; i++)
                        _ = reader.ULeb();
                    break;
            }
        }
    }

    private void Add(ulong address, long line, bool endsSequence) =>
        _rows.Add(new Row(address, (uint)Math.Clamp(line, 0, uint.MaxValue), endsSequence));
}
