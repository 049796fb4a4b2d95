using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Compiler.Debugging;

/// <summary>Writes DWARF 4 of one unit: functions by name and address, and a line table.</summary>
internal sealed class DwarfWriter(string? directory)
{
    private const int UnitCode = 1;
    private const int FunctionCode = 2;

    // Attributes and forms as DWARF 4 §7.5.4 numbers them.
    private static readonly byte[] Abbreviations =
    [
        UnitCode, 0x11, 1, // DW_TAG_compile_unit, has children
        0x25, 0x08, // producer: string
        0x13, 0x0B, // language: data1
        0x03, 0x08, // name: string
        0x1B, 0x08, // comp_dir: string
        0x10, 0x17, // stmt_list: sec_offset
        0x11, 0x01, // low_pc: addr
        0x12, 0x07, // high_pc: data8, a length
        0, 0,
        FunctionCode, 0x2E, 0, // DW_TAG_subprogram, no children
        0x03, 0x08, // name: string
        0x11, 0x01, // low_pc
        0x12, 0x07, // high_pc
        0, 0,
        0,
    ];

    private readonly List<byte> _functions = [];
    private readonly List<byte> _program = [];
    private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);
    private readonly List<string> _fileNames = [];
    private ulong _low = ulong.MaxValue;
    private ulong _high;
    private (ulong Address, int File, int Line, int Column)? _row;

    public void AddFunction(string name, ulong address, ulong size)
    {
        _functions.Add(FunctionCode);
        AddText(_functions, name);
        Add64(_functions, address);
        Add64(_functions, size);
        _low = Math.Min(_low, address);
        _high = Math.Max(_high, address + size);
    }

    /// <summary>Says which place the instructions from an address on come from; null: from none. Addresses ascend.</summary>
    public void AddRow(ulong address, SourcePlace? place)
    {
        if (place is null)
        {
            EndSequence(address);
            return;
        }
        if (!_files.TryGetValue(place.File, out var file))
        {
            _fileNames.Add(place.File);
            _files[place.File] = file = _fileNames.Count;
        }
        if (_row is { } last && last.File == file && last.Line == place.Line && last.Column == place.Column)
            return;
        if (_row is not { } row)
        {
            _program.AddRange([0, 9, 2]); // DW_LNE_set_address
            Add64(_program, address);
            row = (address, 1, 1, 0);
        }
        else if (address != row.Address)
        {
            _program.Add(2); // DW_LNS_advance_pc
            AddULeb(_program, address - row.Address);
        }
        if (file != row.File)
        {
            _program.Add(4); // DW_LNS_set_file
            AddULeb(_program, (ulong)file);
        }
        if (place.Column != row.Column)
        {
            _program.Add(5); // DW_LNS_set_column
            AddULeb(_program, (ulong)place.Column);
        }
        if (place.Line != row.Line)
        {
            _program.Add(3); // DW_LNS_advance_line
            AddSLeb(_program, (long)place.Line - row.Line);
        }
        _program.Add(1); // DW_LNS_copy
        _row = (address, file, place.Line, place.Column);
    }

    /// <summary>The sections with their names.</summary>
    public IEnumerable<(string Name, byte[] Contents)> Sections()
    {
        EndSequence(_high);
        return [(".debug_abbrev", Abbreviations), (".debug_info", Information()), (".debug_line", Lines())];
    }

    private void EndSequence(ulong address)
    {
        if (_row is not { } row)
            return;
        if (address > row.Address)
        {
            _program.Add(2);
            AddULeb(_program, address - row.Address);
        }
        _program.AddRange([0, 1, 1]); // DW_LNE_end_sequence
        _row = null;
    }

    private byte[] Information()
    {
        var unit = new List<byte>();
        unit.AddRange([4, 0]); // version
        Add32(unit, 0); // abbreviations
        unit.Add(8); // address size
        unit.Add(UnitCode);
        AddText(unit, "mpiwasm");
        unit.Add(0x0C); // DW_LANG_C99: names are taken as they are
        AddText(unit, _fileNames.Count > 0 ? _fileNames[0] : "");
        AddText(unit, directory ?? "");
        Add32(unit, 0); // line table
        Add64(unit, _low == ulong.MaxValue ? 0 : _low);
        Add64(unit, _high > _low ? _high - _low : 0);
        unit.AddRange(_functions);
        unit.Add(0);
        return WithLength(unit);
    }

    private byte[] Lines()
    {
        var header = new List<byte>
        {
            1, // minimum_instruction_length
            1, // maximum_operations_per_instruction
            1, // default_is_stmt
            0xFF, // line_base: no special opcode is used
            1, // line_range
            13, // opcode_base
            0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, // operands of the standard opcodes
            0, // no directories
        };
        foreach (var name in _fileNames)
        {
            AddText(header, name);
            header.AddRange([0, 0, 0]); // directory, time, length
        }
        header.Add(0);
        var unit = new List<byte> { 4, 0 };
        Add32(unit, (uint)header.Count);
        unit.AddRange(header);
        unit.AddRange(_program);
        return WithLength(unit);
    }

    private static byte[] WithLength(List<byte> unit)
    {
        var section = new List<byte>(unit.Count + 4);
        Add32(section, (uint)unit.Count);
        section.AddRange(unit);
        return [.. section];
    }

    private static void AddText(List<byte> bytes, string text)
    {
        bytes.AddRange(Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal)));
        bytes.Add(0);
    }

    private static void Add32(List<byte> bytes, uint value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(four, value);
        bytes.AddRange(four);
    }

    private static void Add64(List<byte> bytes, ulong value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
        bytes.AddRange(eight);
    }

    private static void AddULeb(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }

    private static void AddSLeb(List<byte> bytes, long value)
    {
        for (; value is < -0x40 or >= 0x40; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)(value & 0x7F));
    }
}
