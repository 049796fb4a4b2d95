using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Instances;

namespace MpiWasm.Mpi.Published;

/// <summary>
/// One call by a published module: its arguments become those of the standard's procedure, which checks them; what the procedure writes in
/// a layout of its own goes through scratch space in guest memory.
/// </summary>
internal ref struct PublishedCall
{
    private readonly PublishedImports _owner;
    private readonly Procedure _procedure;
    private readonly Instance _caller;
    private readonly Span<ulong> _arguments;
    private readonly Span<Slot> _slots;
    private uint _scratch;

    public PublishedCall(PublishedImports owner, Procedure procedure, Instance caller, Span<Slot> slots, Span<ulong> arguments)
    {
        _owner = owner;
        _procedure = procedure;
        _caller = caller;
        _slots = slots;
        _arguments = arguments;
    }

    /// <summary>Runs it; the result is an error code of the published ABI.</summary>
    public int Run()
    {
        var bytes = ScratchBytes();
        if (bytes > int.MaxValue)
            return PublishedAbi.ErrOther;
        _scratch = _owner.Scratch(_caller, (int)bytes);
        foreach (var p in _procedure.Parameters)
            _arguments[p.Index] = Before(p);
        var code = _owner.Invoke(_procedure, _caller, _arguments);
        _scratch = _owner.Scratch(_caller, 0);
        foreach (var p in _procedure.Parameters)
            After(p, code);
        return code == ErrorClasses.Success ? 0 : PublishedAbi.ErrOther;
    }

    private readonly uint Argument(Parameter p) => _slots[p.Index].U32;

    /// <summary>Elements of an array argument; as many as fit into guest memory at most: the procedure itself refuses more.</summary>
    private readonly int Elements(Parameter p)
    {
        if (!p.IsArray)
            return 1;
        var length = p.Length.Kind == LengthKind.Parameter ? _slots[p.Length.Parameter].I32 : 0;
        return length < 0 || length > PublishedImports.MostElements ? 0 : length;
    }

    /// <summary>Whether an argument's elements look different in the two ABIs, so that a copy is made.</summary>
    private static bool IsStaged(Parameter p) => p.IsAddress && (p.Kind == ParameterKind.Status || (p.IsHandle && IsMapped(p.Kind)));

    private static bool IsMapped(ParameterKind kind) =>
        kind is ParameterKind.Comm or ParameterKind.Group or ParameterKind.Datatype or ParameterKind.Op or ParameterKind.Request
            or ParameterKind.Info or ParameterKind.Win;

    private readonly long ScratchBytes()
    {
        long bytes = 0;
        foreach (var p in _procedure.Parameters)
            bytes += IsStaged(p) && !IsIgnored(p) ? Size(p) : 0;
        return bytes;
    }

    private readonly bool IsIgnored(Parameter p) => p.Kind == ParameterKind.Status && Argument(p) == StandardAbi.StatusIgnore;

    private readonly long Size(Parameter p) => ((long)Elements(p) * p.ElementSize(GuestAbi.Wasm32) + 15) & ~15L;

    private ulong Before(Parameter p)
    {
        var argument = Argument(p);
        if (!IsStaged(p))
        {
            if (p.IsAddress)
                return argument;
            return IsMapped(p.Kind)
                ? _owner.Handles(p.Kind).ToStandard((int)argument)
                : (uint)PublishedAbi.ToStandard(p.Kind, (int)argument);
        }

        if (IsIgnored(p))
            return argument;
        var at = _scratch;
        _scratch += (uint)Size(p);
        var elements = Elements(p);
        if (p.Kind == ParameterKind.Status)
        {
            if (p.Direction != ParameterDirection.Out)
                throw new InvalidOperationException($"{_procedure.Name} takes a status");
            return PublishedImports.InMemory(_caller, argument, (long)elements * PublishedAbi.StatusSize) ? at : uint.MaxValue;
        }

        // An array that does not lie in memory is left to the procedure to refuse.
        if (!PublishedImports.InMemory(_caller, argument, 4L * elements))
            return argument;
        var copy = Words(at, elements);
        if (p.Direction != ParameterDirection.Out)
        {
            var given = Words(argument, elements);
            for (var i = 0; i < elements; i++)
                copy[i] = _owner.Handles(p.Kind).ToStandard((int)given[i]);
        }

        return at;
    }

    private void After(Parameter p, int code)
    {
        var argument = Argument(p);
        if (!IsStaged(p))
        {
            if (p.IsAddress && !p.IsArray && p.Direction != ParameterDirection.In && code == ErrorClasses.Success
                && IsTranslatedInteger(p.Kind))
            {
                var result = Words(argument, 1);
                result[0] = (uint)PublishedAbi.FromStandard(p.Kind, (int)result[0]);
            }

            return;
        }

        if (p.Kind == ParameterKind.Status && argument == StandardAbi.StatusIgnore)
            return;
        var at = _scratch;
        _scratch += (uint)Size(p);
        var elements = Elements(p);
        if (p.Kind == ParameterKind.Status)
        {
            if (PublishedImports.InMemory(_caller, argument, (long)elements * PublishedAbi.StatusSize) && MeansSomething(code))
            {
                for (var i = 0; i < elements; i++)
                    _owner.StatusBack(_caller, at + (uint)(i * StandardAbi.StatusSize), argument + (uint)(i * PublishedAbi.StatusSize));
            }

            return;
        }

        if (p.Direction == ParameterDirection.In || !PublishedImports.InMemory(_caller, argument, 4L * elements))
            return;
        var handles = Words(at, elements);
        var numbers = Words(argument, elements);
        for (var i = 0; i < elements; i++)
        {
            if (p.Direction == ParameterDirection.InOut)
                numbers[i] = (uint)_owner.Handles(p.Kind)
                    .Update((int)numbers[i], _owner.Handles(p.Kind).ToStandard((int)numbers[i]), handles[i]);
            else if (code == ErrorClasses.Success)
                numbers[i] = (uint)_owner.Handles(p.Kind).FromStandard(handles[i]);
        }
    }

    private static bool IsTranslatedInteger(ParameterKind kind) => kind is ParameterKind.Comparison or ParameterKind.ThreadLevel;

    /// <summary>A status is filled where the call succeeded and, if it has a flag, that says so.</summary>
    private readonly bool MeansSomething(int code)
    {
        if (code != ErrorClasses.Success)
            return false;
        var flag = _procedure.Parameters.FirstOrDefault(
            p => p is { Kind: ParameterKind.Flag, Direction: ParameterDirection.Out, IsArray: false });
        return flag is null || Words(Argument(flag), 1)[0] != 0;
    }

    private readonly Span<uint> Words(uint address, int count) =>
        MemoryMarshal.Cast<byte, uint>(PublishedImports.Bytes(_caller, address, 4L * count));
}
