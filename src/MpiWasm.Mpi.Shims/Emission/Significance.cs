using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>
/// Which arguments of a collective operation mean something on this process: those <c>at root</c> only there, those
/// <c>unless in place</c> only without MPI_IN_PLACE, counts and types wherever a buffer that uses them does (MPI 5.0 §6.2.2, §6.2.3).
/// Conditions are i1 values; null means always.
/// </summary>
internal sealed class Significance(ShimEmitter emitter)
{
    private readonly Dictionary<int, string?> _buffers = [];
    private string? _inter;
    private string? _isRoot;
    private string? _inPlace;
    private bool _ready;

    /// <summary>Whether the procedure's MPI_IN_PLACE argument is given; null where it has none.</summary>
    public string? InPlace
    {
        get
        {
            Prepare();
            return _inPlace;
        }
    }

    /// <summary>Whether the communicator is an intercommunicator; null where that does not matter.</summary>
    public string? IsInter
    {
        get
        {
            Prepare();
            return _inter;
        }
    }

    /// <summary>The condition under which MPI_IN_PLACE is an error: on intercommunicators and at other processes than the root.</summary>
    public string? InPlaceForbidden
    {
        get
        {
            Prepare();
            if (_inPlace is null)
                return null;
            var f = emitter.Function;
            if (_isRoot is null)
                return f.Value($"and i1 {_inPlace}, {_inter}");
            var misplaced = f.Value($"or i1 {_inter}, {f.Value($"xor i1 {_isRoot}, true")}");
            return f.Value($"and i1 {_inPlace}, {misplaced}");
        }
    }

    /// <summary>Whether an argument is significant.</summary>
    public string? Of(Parameter parameter)
    {
        Prepare();
        if (parameter.Kind == ParameterKind.Buffer)
            return _buffers[parameter.Index];
        var users = Users(parameter);
        if (users.Count == 0)
            return null;
        var conditions = users.ConvertAll(u => _buffers[u.Index]);
        string? result = null;
        if (!conditions.Contains(null))
        {
            result = conditions[0];
            foreach (var condition in conditions.Skip(1))
                result = emitter.Function.Value($"or i1 {result}, {condition}");
        }

        return parameter.UnlessInPlace && _inPlace is not null ? And(result, emitter.Function.Value($"xor i1 {_inPlace}, true")) : result;
    }

    public string? And(string? left, string? right) =>
        left is null ? right : right is null ? left : emitter.Function.Value($"and i1 {left}, {right}");

    /// <summary>A value where the condition holds, else a harmless one.</summary>
    public string Choose(string? condition, string type, string value, string otherwise) =>
        condition is null ? value : emitter.Function.Value($"select i1 {condition}, {type} {value}, {type} {otherwise}");

    private List<Parameter> Users(Parameter parameter)
    {
        var buffers = emitter.Procedure.Parameters.Where(p => p.Kind == ParameterKind.Buffer).ToList();
        if (parameter.Kind == ParameterKind.Op)
            return buffers;
        return buffers.FindAll(p => Uses(p.Buffer, parameter.Index) || Uses(p.BufferInPlace, parameter.Index));
    }

    private static bool Uses(BufferShape? shape, int parameter) =>
        shape is not null && (shape.Count == parameter || shape.Displacements == parameter || shape.Datatype == parameter);

    /// <summary>Runs when the communicator's entry is known, before the first argument that asks.</summary>
    private void Prepare()
    {
        if (_ready)
            return;
        _ready = true;
        var f = emitter.Function;
        var procedure = emitter.Procedure;
        var root = procedure.Root;
        var inPlace = procedure.Parameters.FirstOrDefault(p => p.Sentinel == Sentinel.InPlace);
        if (inPlace is not null)
            _inPlace = f.Value($"icmp eq i64 {ShimEmitter.Argument(inPlace.Index)}, {StandardAbi.InPlace}");
        string? elsewhere = null;
        if (root is not null || inPlace is not null)
        {
            var remote = f.Load("i32", emitter.CommEntry!, CommEntry.RemoteSizeOffset);
            _inter = f.Value($"icmp sge i32 {remote}, 0");
        }

        if (root is not null)
        {
            var argument = ShimEmitter.Argument(root.Index);
            var rank = f.Load("i32", emitter.CommEntry!, CommEntry.RankOffset);
            var isRank = f.Value($"icmp eq i32 {argument}, {rank}");
            var isMarked = f.Value($"icmp eq i32 {argument}, {StandardAbi.Root}");
            _isRoot = f.Value($"select i1 {_inter}, i1 {isMarked}, i1 {isRank}");
            // In an intercommunicator: with arguments of the root's own, the others matter in the other group;
            // else wherever MPI_PROC_NULL is not given.
            var takesPart = procedure.Parameters.Any(p => p.AtRoot)
                ? f.Value($"icmp sge i32 {argument}, 0")
                : f.Value($"icmp ne i32 {argument}, {StandardAbi.ProcNull}");
            elsewhere = f.Value($"select i1 {_inter}, i1 {takesPart}, i1 true");
        }

        foreach (var p in procedure.Parameters.Where(p => p.Kind == ParameterKind.Buffer))
            _buffers[p.Index] = p.AtRoot ? _isRoot
                : Ignoring(p) is { } op ? f.Value($"icmp ne i32 {ShimEmitter.Argument(op.Index)}, {StandardAbi.NoOp}")
                : elsewhere;
    }

    /// <summary>
    /// The operation with which the buffer is ignored if it is MPI_NO_OP: the origin of calls that also fetch (MPI 5.0 §12.3.4).
    /// </summary>
    private Parameter? Ignoring(Parameter buffer) =>
        buffer.Name == "origin_addr" && emitter.Procedure.Parameters.Any(p => p.Name == "result_addr")
            ? emitter.Procedure.Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Op)
            : null;
}
