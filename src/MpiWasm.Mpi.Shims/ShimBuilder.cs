using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;
using MpiWasm.Mpi.Shims.Mappers;

namespace MpiWasm.Mpi.Shims;

/// <summary>
/// Builds one shim: the mappers of the parameters check and translate, the host's function is called, the mappers bring results back.
/// </summary>
internal sealed class ShimBuilder
{
    private readonly Procedure _procedure;
    private readonly Mapper[] _mappers;
    private readonly ShimEmitter _emitter;

    private ShimBuilder(MpiApi api, Procedure procedure, HostAbi host, GuestAbi guest)
    {
        _procedure = procedure;
        _mappers = [.. procedure.Parameters.Select(p => MapperTable.Create(procedure, p))];
        _emitter = new ShimEmitter(api, procedure, host, guest, _mappers);
    }

    /// <summary>The IR of the procedure's shim.</summary>
    public static string Emit(MpiApi api, Procedure procedure, HostAbi host, GuestAbi guest)
    {
        if (procedure.ReturnsDouble)
            return EmitTimer(procedure);
        var builder = new ShimBuilder(api, procedure, host, guest);
        builder.Emit();
        return builder._emitter.Function.ToString();
    }

    private void Emit()
    {
        var f = _emitter.Function;
        if (_mappers.Any(m => m.NeedsMemory))
            _emitter.LoadMemory();

        foreach (var mapper in ParameterMapper.InOrder(_mappers.Where(m => m.Phase < MapperPhase.Slots)))
            mapper.Before(_emitter);
        if (EntryAnswers.Of(_procedure).Any())
        {
            EmitAnswer();
            return;
        }

        OwnPart.Emit(_emitter);
        PairedNeighbours.Emit(_emitter);
        OrderedReductions.Emit(_emitter);
        OwnSwap.Emit(_emitter);
        NoTarget.Emit(_emitter);
        PersistentTypes.Emit(_emitter);
        BufferedSpace.Emit(_emitter);
        var function = f.Load("ptr", f.Load("ptr", "%ctx", MpiContext.ProceduresOffset), 8L * _emitter.Target.Index);
        _emitter.FallBackIf(f.Value($"icmp eq ptr {function}, null"));
        foreach (var mapper in ParameterMapper.InOrder(_mappers.Where(m => m.Phase == MapperPhase.Slots)))
            mapper.Before(_emitter);
        foreach (var mapper in _mappers)
            mapper.Claim(_emitter);

        var result = f.Value($"call i32 {function}({string.Join(", ", _mappers.Select(m => m.HostArgument))})");
        var failed = f.Value($"icmp ne i32 {result}, 0");
        f.Line($"br i1 {failed}, label %host.error, label %success, !prof !0");

        f.Block("success");
        foreach (var mapper in _mappers)
            mapper.AfterSuccess(_emitter);
        _emitter.FreeTemporaries();
        f.Line("ret i32 0");

        _emitter.EmitHostError(result);
        _emitter.EmitOwnWaysOut();
    }

    /// <summary>Stores what the datatype's entry says. What does not fit is for the managed procedure to tell.</summary>
    private void EmitAnswer()
    {
        var f = _emitter.Function;
        var entry = _mappers.OfType<DatatypeIn>().Single().Entry;
        var values = new List<(Parameter Result, string Value)>();
        foreach (var (result, offset) in EntryAnswers.Of(_procedure))
        {
            var value = f.Load("i64", entry, offset);
            if (_emitter.ElementType(result) == "i32")
            {
                var narrow = f.Value($"trunc i64 {value} to i32");
                _emitter.FallBackIf(f.Value($"icmp ne i64 {_emitter.SignedWide(narrow)}, {value}"));
                value = narrow;
            }

            values.Add((result, value));
        }

        foreach (var (result, value) in values)
            f.Line(
                $"store {_emitter.ElementType(result)} {value}, ptr {_emitter.HostAddress(ShimEmitter.Argument(result.Index))}, align 1");
        f.Line("ret i32 0");
        _emitter.EmitOwnWaysOut();
    }

    private static string EmitTimer(Procedure procedure)
    {
        if (procedure.Parameters.Length != 0)
            throw new ShimException(procedure, "returns a double and has parameters");
        var f = new IrFunction($"define hidden double @\"{ShimEmitter.Symbol(procedure)}\"(ptr %ctx) #3");
        var function = f.Load("ptr", f.Load("ptr", "%ctx", MpiContext.ProceduresOffset), 8L * procedure.Index);
        f.Line($"ret double {f.Value($"tail call double {function}()")}");
        return f.ToString();
    }
}
