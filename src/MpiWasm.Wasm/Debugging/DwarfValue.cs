namespace MpiWasm.Wasm.Debugging;

/// <summary>Where a text stands.</summary>
internal enum TextKind
{
    None,

    /// <summary>In the data that is being read.</summary>
    Inline,

    /// <summary>In .debug_str.</summary>
    Texts,

    /// <summary>In .debug_line_str.</summary>
    LineTexts,

    /// <summary>In .debug_str, at the offset that .debug_str_offsets has for a number.</summary>
    Index,
}

/// <summary>A text that is read when somebody asks for it.</summary>
internal readonly record struct TextPlace(TextKind Kind, ulong Offset);

/// <summary>What the form of a value depends on besides the form.</summary>
/// <param name="Version">The version of DWARF.</param>
/// <param name="AddressSize">Bytes of an address.</param>
/// <param name="Start">Where references count from.</param>
internal readonly record struct DwarfUnit(int Version, int AddressSize, int Start);

/// <summary>A value in one of DWARF's forms (DWARF 5 §7.5.6). Forms that nobody here asks for are skipped.</summary>
internal readonly record struct DwarfValue(ulong Number, bool IsAddress = false, bool IsIndex = false, TextPlace Text = default)
{
    /// <summary>How often a form may say that another one follows.</summary>
    private const int MaxIndirections = 5;

    /// <summary>Reads a value. Behind one of an unknown form nothing can be found: the reader then stands at its end.</summary>
    public static DwarfValue Read(ref DwarfReader reader, ulong form, DwarfUnit unit, long constant = 0)
    {
        for (var steps = 0; form == 0x16 && steps < MaxIndirections; steps++) // DW_FORM_indirect: the form stands before the value
            form = reader.ULeb();
        switch (form)
        {
            case 0x01: // addr
                return new(reader.Address(unit.AddressSize), IsAddress: true);
            case 0x1B: // addrx
                return new(reader.ULeb(), IsAddress: true, IsIndex: true);
            case 0x29: // addrx1
                return new(reader.Byte(), IsAddress: true, IsIndex: true);
            case 0x2A: // addrx2
                return new(reader.UInt16(), IsAddress: true, IsIndex: true);
            case 0x2B: // addrx3
                return new(reader.UInt24(), IsAddress: true, IsIndex: true);
            case 0x2C: // addrx4
                return new(reader.UInt32(), IsAddress: true, IsIndex: true);
            case 0x0B or 0x0C: // data1, flag
                return new(reader.Byte());
            case 0x05: // data2
                return new(reader.UInt16());
            case 0x06 or 0x17: // data4, sec_offset
                return new(reader.UInt32());
            case 0x07: // data8
                return new(reader.UInt64());
            case 0x0D: // sdata
                return new((ulong)reader.SLeb());
            case 0x0F: // udata
                return new(reader.ULeb());
            case 0x19: // flag_present
                return new(1);
            case 0x21: // implicit_const
                return new((ulong)constant);
            case 0x23: // rnglistx
                return new(reader.ULeb(), IsIndex: true);
            case 0x11: // ref1, from the unit's start
                return new((ulong)unit.Start + reader.Byte());
            case 0x12: // ref2
                return new((ulong)unit.Start + reader.UInt16());
            case 0x13: // ref4
                return new((ulong)unit.Start + reader.UInt32());
            case 0x14: // ref8
                return new((ulong)unit.Start + Math.Min(reader.UInt64(), int.MaxValue));
            case 0x15: // ref_udata
                return new((ulong)unit.Start + Math.Min(reader.ULeb(), int.MaxValue));
            case 0x10: // ref_addr, from the section's start; an address in version 2
                return new(unit.Version == 2 ? reader.Address(unit.AddressSize) : reader.UInt32());
            case 0x08: // string
                return OfText(TextKind.Inline, (ulong)reader.SkipText());
            case 0x0E: // strp
                return OfText(TextKind.Texts, reader.UInt32());
            case 0x1F: // line_strp
                return OfText(TextKind.LineTexts, reader.UInt32());
            case 0x1A: // strx
                return OfText(TextKind.Index, reader.ULeb());
            case 0x25: // strx1
                return OfText(TextKind.Index, reader.Byte());
            case 0x26: // strx2
                return OfText(TextKind.Index, reader.UInt16());
            case 0x27: // strx3
                return OfText(TextKind.Index, reader.UInt24());
            case 0x28: // strx4
                return OfText(TextKind.Index, reader.UInt32());
            case 0x22: // loclistx
                _ = reader.ULeb();
                break;
            case 0x20 or 0x24: // ref_sig8, ref_sup8
                reader.Skip(8);
                break;
            case 0x1C or 0x1D: // ref_sup4, strp_sup
                reader.Skip(4);
                break;
            case 0x1E: // data16
                reader.Skip(16);
                break;
            case 0x0A: // block1
                reader.Skip(reader.Byte());
                break;
            case 0x03: // block2
                reader.Skip(reader.UInt16());
                break;
            case 0x04: // block4
                reader.Skip(reader.UInt32());
                break;
            case 0x09 or 0x18: // block, exprloc
                reader.Skip(reader.ULeb());
                break;
            default:
                reader.Skip(ulong.MaxValue);
                break;
        }
        return default;
    }

    private static DwarfValue OfText(TextKind kind, ulong offset) => new(0, Text: new TextPlace(kind, offset));
}
