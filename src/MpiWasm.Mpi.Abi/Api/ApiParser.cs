using System.Collections.Immutable;
using System.Globalization;

namespace MpiWasm.Mpi.Abi.Api;

/// <summary>Reads the text form of the API description: line by line, an indented line belongs to the block above it.</summary>
internal sealed class ApiParser(string text, string source)
{
    private readonly string[] _lines = text.Split('\n');
    private readonly List<Constant> _constants = [];
    private readonly List<Procedure> _procedures = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _line;

    private const string OnlyLarge = " only large";

    public MpiApi Parse()
    {
        while (NextLine() is { } line)
        {
            if (line[0] == ' ')
                throw Error("an indented line must follow a `constants` or procedure line");
            if (line.StartsWith("constants ", StringComparison.Ordinal))
                ParseConstants(line);
            else
                ParseProcedure(line);
        }

        return new MpiApi(text, [.. _constants], [.. _procedures]);
    }

    private void ParseConstants(string line)
    {
        var quote = line.IndexOf('"', StringComparison.Ordinal);
        if (quote < 0 || line[^1] != '"' || quote == line.Length - 1)
            throw Error("expected: constants TYPE \"title\"");
        var type = line["constants ".Length..quote].Trim();
        var title = line[(quote + 1)..^1];
        while (NextIndented() is { } entry)
        {
            var words = Words(entry);
            if (words.Length != 2 || !int.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                throw Error("expected: NAME value");
            Declare(words[0]);
            _constants.Add(new Constant(words[0], type, value, title));
        }
    }

    private void ParseProcedure(string line)
    {
        var words = Words(line);
        var result = new ProcedureResult(ParameterKind.ErrorCode);
        if (words.Length > 2 && words[2] == "via")
        {
            result = words[0] == "double" ? new ProcedureResult(ParameterKind.Int, IsDouble: true)
                : ApiKinds.ByName.TryGetValue(words[0], out var kind) ? new ProcedureResult(kind) : throw Error(
                    $"`{words[0]}` is no kind of result");
            words = words[1..];
        }

        if (words.Length is < 3 or > 4 || words[1] != "via" || Service(words[2]) is not var (service, isPartlyManaged)
            || (words.Length == 4 && words[3] != "large"))
            throw Error("expected: [RESULT] NAME via shim|shim+managed|managed|guest [large]");
        var at = _line;
        var rows = new List<(int Line, string Text)>();
        while (NextIndented() is { } row)
            rows.Add((_line, row));
        var last = _line;
        _line = at;
        var head = new Head(service, isPartlyManaged, result, at);
        AddProcedure(words[0], head, large: false, rows);
        if (words.Length == 4)
            AddProcedure(words[0] + "_c", head, large: true, rows);
        _line = last;
    }

    private static (ProcedureService Service, bool IsPartlyManaged)? Service(string word) => word switch
    {
        "shim" => (ProcedureService.Shim, false),
        "shim+managed" => (ProcedureService.Shim, true),
        "managed" => (ProcedureService.Managed, false),
        "guest" => (ProcedureService.Guest, false),
        _ => null,
    };

    /// <summary>What the first line of a procedure says, but for its name.</summary>
    private readonly record struct Head(ProcedureService Service, bool IsPartlyManaged, ProcedureResult Result, int Line);

    private void AddProcedure(string name, Head head, bool large, List<(int Line, string Text)> rows)
    {
        Declare(name);
        if (!large)
            rows = rows.FindAll(r => !r.Text.EndsWith(OnlyLarge, StringComparison.Ordinal));

        // A parameter may refer to a later one, so the names come first.
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (number, row) in rows)
        {
            _line = number;
            var parts = Words(row);
            if (parts.Length < 3)
                throw Error("expected: DIRECTION NAME KIND");
            if (!names.TryAdd(parts[1], names.Count))
                throw Error($"parameter {parts[1]} is declared twice");
        }

        var parameters = ImmutableArray.CreateBuilder<Parameter>(rows.Count);
        foreach (var (number, row) in rows)
        {
            _line = number;
            parameters.Add(ParseParameter(row, parameters.Count, names, large));
        }

        _line = head.Line;
        Check(parameters);
        _procedures.Add(new Procedure(name, _procedures.Count, head.Service, head.Result, large, parameters.MoveToImmutable(), head.Line)
        {
            IsPartlyManaged = head.IsPartlyManaged,
        });
    }

    private Parameter ParseParameter(string row, int index, Dictionary<string, int> names, bool large)
    {
        var words = Words(row);
        var direction = words[0] switch
        {
            "in" => ParameterDirection.In,
            "out" => ParameterDirection.Out,
            "inout" => ParameterDirection.InOut,
            _ => throw Error($"`{words[0]}` is no direction (in, out, inout)"),
        };

        // The kind may hold spaces between its brackets: cut it out of the row.
        var rest = row[(row.IndexOf(words[1], row.IndexOf(words[0], StringComparison.Ordinal) + words[0].Length, StringComparison.Ordinal)
            + words[1].Length)..].Trim();
        var end = EndOfKind(rest);
        var kindText = rest[..end];
        var bracket = kindText.IndexOf('[', StringComparison.Ordinal);
        var kindName = bracket < 0 ? kindText : kindText[..bracket];
        var colon = kindName.IndexOf(':', StringComparison.Ordinal);
        if (!ApiKinds.ByName.TryGetValue(colon < 0 ? kindName : kindName[..colon], out var kind))
            throw Error(
                $"`{kindName}` is no kind of parameter; there are {string.Join(", ", ApiKinds.ByName.Keys.Order(StringComparer.Ordinal))}");
        var parameter = new Parameter(words[1], index, kind, direction);
        ParseType(parameter, colon < 0 ? null : kindName[(colon + 1)..], large);
        if (bracket >= 0)
        {
            var inner = kindText[(bracket + 1)..^1].Trim();
            if (kind == ParameterKind.Buffer)
                ParseShapes(parameter, inner, names);
            else
                parameter.Length = ParseLength(inner, names);
        }

        ParseAttributes(parameter, Words(rest[end..]));
        return parameter;
    }

    private void ParseType(Parameter parameter, string? type, bool large)
    {
        var (small, wide) = ApiKinds.UsualType(parameter.Kind);
        parameter.Type = large ? wide : small;
        if (type is null)
            return;
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        var chosen = slash < 0 ? type : large ? type[(slash + 1)..] : type[..slash];
        if (parameter.Kind == ParameterKind.Function)
            parameter.FunctionType = chosen;
        else
            parameter.Type = ApiKinds.Types.TryGetValue(chosen, out var known)
                ? known
                : throw Error($"`{chosen}` is no type of an integer (int, aint, offset, count)");
    }

    private int EndOfKind(string rest)
    {
        var depth = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '[')
                depth++;
            else if (rest[i] == ']')
                depth--;
            else if (rest[i] == ' ' && depth == 0)
                return i;
        }

        return depth == 0 ? rest.Length : throw Error("a bracket is not closed");
    }

    private void ParseAttributes(Parameter parameter, string[] words)
    {
        for (var i = 0; i < words.Length;)
        {
            switch (words[i..])
            {
                case ["or", "IN_PLACE", ..]:
                    parameter.Sentinel = Sentinel.InPlace;
                    i += 2;
                    break;
                case ["or", "STATUS_IGNORE", ..]:
                    parameter.Sentinel = Sentinel.StatusIgnore;
                    i += 2;
                    break;
                case ["or", "STATUSES_IGNORE", ..]:
                    parameter.Sentinel = Sentinel.StatusesIgnore;
                    i += 2;
                    break;
                case ["or", "ERRCODES_IGNORE", ..]:
                    parameter.Sentinel = Sentinel.ErrcodesIgnore;
                    i += 2;
                    break;
                case ["or", "UNWEIGHTED", ..]:
                    parameter.Sentinel = Sentinel.Unweighted;
                    i += 2;
                    break;
                case ["or", "PROC_NULL", ..] when parameter.Kind == ParameterKind.Rank:
                    parameter.Sentinel = Sentinel.ProcNull;
                    i += 2;
                    break;
                case ["or", "ANY_SOURCE", ..] when parameter.Kind == ParameterKind.Rank:
                    parameter.Sentinel = Sentinel.AnySource;
                    i += 2;
                    break;
                case ["by", "address", ..]:
                    parameter.IsByAddress = true;
                    i += 2;
                    break;
                case ["only", "large"]:
                    i += 2;
                    break;
                case ["at", "root", ..]:
                    parameter.AtRoot = true;
                    i += 2;
                    break;
                case ["unless", "in", "place", ..]:
                    parameter.UnlessInPlace = true;
                    i += 3;
                    break;
                case ["mutable", ..]:
                    parameter.IsMutable = true;
                    i++;
                    break;
                default:
                    throw Error($"`{string.Join(' ', words[i..])}` is no attribute of a parameter");
            }
        }
    }

    private ArrayLength ParseLength(string inner, Dictionary<string, int> names)
    {
        if (names.TryGetValue(inner, out var index))
            return new ArrayLength(LengthKind.Parameter, index, 0);
        return inner switch
        {
            "group" => new ArrayLength(LengthKind.Group, -1, 0),
            "dims" => new ArrayLength(LengthKind.Dims, -1, 0),
            "sources" => new ArrayLength(LengthKind.Sources, -1, 0),
            "destinations" => new ArrayLength(LengthKind.Destinations, -1, 0),
            _ when Function(inner, "sum") is { } summed => new ArrayLength(LengthKind.Sum, Reference(summed, names), 0),
            _ when Function(inner, "last") is { } array => new ArrayLength(LengthKind.Last, Reference(array, names), 0),
            _ => _constants.Find(c => c.Name == inner) is { } constant
                ? new ArrayLength(LengthKind.Constant, -1, constant.Value)
                : throw Error(
                    $"`{inner}` is neither a parameter nor a constant declared above, nor `group`, `dims`, `sources` or `destinations`"),
        };
    }

    private void ParseShapes(Parameter parameter, string inner, Dictionary<string, int> names)
    {
        var parts = inner.Split(';', StringSplitOptions.TrimEntries);
        if (parts.Length > 2)
            throw Error("a buffer has at most two shapes");
        parameter.Buffer = ParseShape(parts[0], names);
        if (parts.Length == 2)
            parameter.BufferInPlace = ParseShape(parts[1], names);
    }

    private BufferShape ParseShape(string shape, Dictionary<string, int> names)
    {
        if (shape.EndsWith(" bytes", StringComparison.Ordinal))
            return new BufferShape(BufferExtent.Bytes, Reference(shape[..^" bytes".Length].Trim(), names), -1, -1);
        var factors = shape.Split('*', StringSplitOptions.TrimEntries);
        if (factors.Length == 3)
        {
            var (count, datatype) = (Reference(factors[1], names), Reference(factors[2], names));
            return factors[0] switch
            {
                "group" => new BufferShape(BufferExtent.GroupTimesCount, count, -1, datatype),
                "sources" => new BufferShape(BufferExtent.SourcesTimesCount, count, -1, datatype),
                "destinations" => new BufferShape(BufferExtent.DestinationsTimesCount, count, -1, datatype),
                var factor => new BufferShape(BufferExtent.FactorTimesCount, count, -1, datatype, Reference(factor, names)),
            };
        }

        return factors.Length == 2
            ? ParseShape(factors[0], Reference(factors[1], names), names)
            : throw Error($"`{shape}` is no shape of a buffer");
    }

    private BufferShape ParseShape(string count, int type, Dictionary<string, int> names)
    {
        if (count == "1")
            return new BufferShape(BufferExtent.One, -1, -1, type);
        if (count.Split('@', StringSplitOptions.TrimEntries) is [var counts, var displacements])
        {
            return Words(displacements) is [var offsets, "bytes"]
                ? new BufferShape(BufferExtent.CountsAtBytes, Reference(counts, names), Reference(offsets, names), type)
                : new BufferShape(BufferExtent.CountsAtDisplacements, Reference(counts, names), Reference(displacements, names), type);
        }

        if (Function(count, "sum") is { } summed)
            return new BufferShape(BufferExtent.SumOfCounts, Reference(summed, names), -1, type);
        return count.EndsWith("[rank]", StringComparison.Ordinal)
            ? new BufferShape(BufferExtent.OwnCount, Reference(count[..^"[rank]".Length], names), -1, type)
            : new BufferShape(BufferExtent.Count, Reference(count, names), -1, type);
    }

    /// <summary>The x of <c>name(x)</c>, or null.</summary>
    private static string? Function(string text, string name) =>
        text.StartsWith(name + "(", StringComparison.Ordinal) && text[^1] == ')' ? text[(name.Length + 1)..^1] : null;

    private int Reference(string name, Dictionary<string, int> names) =>
        names.TryGetValue(name, out var index) ? index : throw Error($"there is no parameter `{name}`");

    /// <summary>The kinds of the parameters that others refer to.</summary>
    private void Check(ImmutableArray<Parameter>.Builder parameters)
    {
        var hasCommunicator = parameters.Any(p => p is { Kind: ParameterKind.Comm, Direction: ParameterDirection.In });
        foreach (var p in parameters)
        {
            if (p.Length.Kind == LengthKind.Parameter && !IsLength(parameters[p.Length.Parameter]))
                throw Error($"the length of {p.Name} is not an integer the caller gives");
            if (p.Length.Kind is LengthKind.Sum or LengthKind.Last && !parameters[p.Length.Parameter].IsArray)
                throw Error($"the length of {p.Name} depends on what is no array");
            foreach (var shape in new[] { p.Buffer, p.BufferInPlace })
                CheckShape(p, shape, parameters);
            if (DependsOnCommunicator(p) && !hasCommunicator)
                throw Error($"{p.Name} depends on a communicator, and there is none");
        }
    }

    private static bool IsLength(Parameter length) =>
        length is { IsArray: false, Direction: not ParameterDirection.Out }
            && length.Kind is ParameterKind.Length or ParameterKind.Count or ParameterKind.Int;

    private static bool DependsOnCommunicator(Parameter p) =>
        p.Length.Kind is LengthKind.Group or LengthKind.Dims or LengthKind.Sources or LengthKind.Destinations
            || p.Buffer is { Extent: not (BufferExtent.Count or BufferExtent.One or BufferExtent.Bytes or BufferExtent.FactorTimesCount) };

    private void CheckShape(Parameter p, BufferShape? shape, ImmutableArray<Parameter>.Builder parameters)
    {
        if (shape is null)
            return;
        if (shape.Count >= 0)
        {
            var wantsArray = shape.Extent is BufferExtent.CountsAtDisplacements or BufferExtent.CountsAtBytes or BufferExtent.SumOfCounts
                or BufferExtent.OwnCount;
            var count = parameters[shape.Count];
            if (count.Kind != (shape.Extent == BufferExtent.Bytes ? ParameterKind.Bytes : ParameterKind.Count)
                || count.IsArray != wantsArray)
                throw Error($"{p.Name}: {count.Name} is not {(wantsArray ? "an array of counts" : "a count")}");
        }

        if (shape.Datatype >= 0 && parameters[shape.Datatype].Kind != ParameterKind.Datatype)
            throw Error($"{p.Name}: {parameters[shape.Datatype].Name} is not a datatype");
        if (shape.Displacements >= 0
            && parameters[shape.Displacements] is not { Kind: ParameterKind.Displacement or ParameterKind.Aint, IsArray: true })
            throw Error($"{p.Name}: {parameters[shape.Displacements].Name} is not an array of displacements");
    }

    private void Declare(string name)
    {
        if (!_names.Add(name))
            throw Error($"{name} is declared twice");
    }

    private string? NextLine()
    {
        while (_line < _lines.Length)
        {
            var line = _lines[_line++].TrimEnd();
            if (line.Length > 0 && line[0] != '#')
                return line;
        }

        return null;
    }

    private string? NextIndented()
    {
        if (_line >= _lines.Length || _lines[_line].Length == 0 || _lines[_line][0] != ' ' || _lines[_line].Trim().Length == 0)
            return null;
        return _lines[_line++].Trim();
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private ApiFormatException Error(string message) => new(source, _line, message);
}
