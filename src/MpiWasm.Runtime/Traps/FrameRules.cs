using System.Runtime.CompilerServices;

namespace MpiWasm.Runtime.Traps;

/// <summary>
/// How the registers of a caller are found at one place of a function: the canonical frame address and the saved registers.
/// </summary>
internal unsafe struct FrameRules
{
    private const int MostRemembered = 8;

    private Row _row;
    private Row _initial;
    private Remembered _remembered;
    private int _depth;

    private enum Kind : byte
    {
        Same,
        Saved,
        Offset,
        Register,
        Unknown,
    }

    public int ReturnAddress { get; set; }

    /// <summary>What the common instructions have set, which DW_CFA_restore brings back.</summary>
    public void KeepInitial() => _initial = _row;

    /// <summary>Follows instructions up to an address; false for one that is not understood.</summary>
    public bool Run(FrameReader code, in FrameTable.Shared shared, ulong start, ulong pc)
    {
        var place = start;
        while (!code.IsAtEnd)
        {
            var instruction = *code.At++;
            var low = instruction & 0x3F;
            switch (instruction >> 6)
            {
                case 1: // DW_CFA_advance_loc
                    place += (ulong)low * shared.CodeUnit;
                    break;
                case 2: // DW_CFA_offset
                    Set(low, Kind.Saved, (long)code.Unsigned() * shared.DataUnit);
                    break;
                case 3: // DW_CFA_restore
                    _row.Rules[low % HostRegisters.Count] = _initial.Rules[low % HostRegisters.Count];
                    break;
                default:
                    if (!Run(low, ref code, shared, ref place))
                        return false;
                    break;
            }

            // Rules hold from their place on.
            if (place > pc)
                return true;
        }

        return true;
    }

    private bool Run(int instruction, ref FrameReader code, in FrameTable.Shared shared, ref ulong place)
    {
        switch (instruction)
        {
            case 0x00: // DW_CFA_nop
                return true;
            case 0x01: // DW_CFA_set_loc
                place = code.Encoded(shared.Encoding, 0);
                return true;
            case 0x02: // DW_CFA_advance_loc1, 2, 4
                place += code.Fixed<byte>() * shared.CodeUnit;
                return true;
            case 0x03:
                place += code.Fixed<ushort>() * shared.CodeUnit;
                return true;
            case 0x04:
                place += code.Fixed<uint>() * shared.CodeUnit;
                return true;
            case 0x05: // DW_CFA_offset_extended
                Set((int)code.Unsigned(), Kind.Saved, (long)code.Unsigned() * shared.DataUnit);
                return true;
            case 0x06: // DW_CFA_restore_extended
                var restored = (int)code.Unsigned() % HostRegisters.Count;
                _row.Rules[restored] = _initial.Rules[restored];
                return true;
            case 0x07: // DW_CFA_undefined
                Set((int)code.Unsigned(), Kind.Unknown, 0);
                return true;
            case 0x08: // DW_CFA_same_value
                Set((int)code.Unsigned(), Kind.Same, 0);
                return true;
            case 0x09: // DW_CFA_register
                Set((int)code.Unsigned(), Kind.Register, (long)code.Unsigned());
                return true;
            case 0x0A: // DW_CFA_remember_state
                if (_depth == MostRemembered)
                    return false;
                _remembered[_depth++] = _row;
                return true;
            case 0x0B: // DW_CFA_restore_state
                if (_depth == 0)
                    return false;
                _row = _remembered[--_depth];
                return true;
            case 0x0C: // DW_CFA_def_cfa
                _row.Base = (int)code.Unsigned();
                _row.Offset = (long)code.Unsigned();
                return true;
            case 0x0D: // DW_CFA_def_cfa_register
                _row.Base = (int)code.Unsigned();
                return true;
            case 0x0E: // DW_CFA_def_cfa_offset
                _row.Offset = (long)code.Unsigned();
                return true;
            case 0x10: // DW_CFA_expression: a register that cannot be found
            case 0x16: // DW_CFA_val_expression
                Set((int)code.Unsigned(), Kind.Unknown, 0);
                code.At += (long)code.Unsigned();
                return true;
            case 0x11: // DW_CFA_offset_extended_sf
                Set((int)code.Unsigned(), Kind.Saved, code.Signed() * shared.DataUnit);
                return true;
            case 0x12: // DW_CFA_def_cfa_sf
                _row.Base = (int)code.Unsigned();
                _row.Offset = code.Signed() * shared.DataUnit;
                return true;
            case 0x13: // DW_CFA_def_cfa_offset_sf
                _row.Offset = code.Signed() * shared.DataUnit;
                return true;
            case 0x14: // DW_CFA_val_offset
                Set((int)code.Unsigned(), Kind.Offset, (long)code.Unsigned() * shared.DataUnit);
                return true;
            case 0x15: // DW_CFA_val_offset_sf
                Set((int)code.Unsigned(), Kind.Offset, code.Signed() * shared.DataUnit);
                return true;
            case 0x2D: // DW_CFA_AARCH64_negate_ra_state: the return address is signed, and names no place
                Set(ReturnAddress, Kind.Unknown, 0);
                return true;
            case 0x2E: // DW_CFA_GNU_args_size
                _ = code.Unsigned();
                return true;
            default: // DW_CFA_def_cfa_expression among others
                return false;
        }
    }

    /// <summary>From the registers in a function to those in its caller.</summary>
    /// <returns>Whether they could be found, on the stack that ends at an address.</returns>
    public bool TryStep(ref HostRegisters registers, ulong high)
    {
        if (_row.Base is < 0 or >= HostRegisters.Count)
            return false;
        var frame = registers[_row.Base] + (ulong)_row.Offset;
        var before = registers;
        var low = registers.StackPointer;
        if (frame < low || frame > high || frame % 8 != 0)
            return false;
        for (var i = 0; i < HostRegisters.Count; i++)
        {
            var (kind, value) = _row.Rules[i];
            switch (kind)
            {
                case Kind.Saved:
                    var place = frame + (ulong)value;
                    // Leaf functions save below the stack pointer, within the red zone.
                    if (place < low - 128 || place + 8 > high || place % 8 != 0)
                        return false;
                    registers[i] = *(ulong*)place;
                    break;
                case Kind.Offset:
                    registers[i] = frame + (ulong)value;
                    break;
                case Kind.Register when value is >= 0 and < HostRegisters.Count:
                    registers[i] = before[(int)value];
                    break;
                case Kind.Same:
                    break;
                default:
                    if (i == ReturnAddress)
                        return false;
                    registers[i] = 0;
                    break;
            }
        }

        registers.ProgramCounter = registers[ReturnAddress];
        registers.StackPointer = frame;
        return true;
    }

    private void Set(int register, Kind kind, long value)
    {
        // Vector registers have higher numbers, and lead to no caller.
        if (register is >= 0 and < HostRegisters.Count)
            _row.Rules[register] = (kind, value);
    }

    [InlineArray(HostRegisters.Count)]
    private struct Rules
    {
        private (Kind Kind, long Value) _first;
    }

    private struct Row
    {
        public Rules Rules;
        public int Base;
        public long Offset;
    }

    [InlineArray(MostRemembered)]
    private struct Remembered
    {
        private Row _first;
    }
}
