using System.Collections.Immutable;
using System.Globalization;

namespace MpiWasm.Mpi.Api;

/// <summary>Reads the text form of the API description: line by line, an indented line belongs to the block above it.</summary>
internal sealed class ApiParser(string text, string source)
{
    private static readonly Dictionary<string, ParameterKind> Kinds = new(StringComparer.Ordinal)
    {
        ["int"] = ParameterKind.Int,
        ["buffer"] = ParameterKind.Buffer,
        ["count"] = ParameterKind.Count,
        ["length"] = ParameterKind.Length,
        ["displacement"] = ParameterKind.Displacement,
        ["aint"] = ParameterKind.Aint,
        ["rank"] = ParameterKind.Rank,
        ["root"] = ParameterKind.Root,
        ["tag"] = ParameterKind.Tag,
        ["index"] = ParameterKind.Index,
        ["color"] = ParameterKind.Color,
        ["flag"] = ParameterKind.Flag,
        ["thread_level"] = ParameterKind.ThreadLevel,
        ["comparison"] = ParameterKind.Comparison,
        ["topology"] = ParameterKind.Topology,
        ["order"] = ParameterKind.Order,
        ["split_type"] = ParameterKind.SplitType,
        ["error_code"] = ParameterKind.ErrorCode,
        ["error_class"] = ParameterKind.ErrorClass,
        ["range"] = ParameterKind.Range,
        ["comm"] = ParameterKind.Comm,
        ["group"] = ParameterKind.Group,
        ["datatype"] = ParameterKind.Datatype,
        ["op"] = ParameterKind.Op,
        ["request"] = ParameterKind.Request,
        ["info"] = ParameterKind.Info,
        ["errhandler"] = ParameterKind.Errhandler,
        ["status"] = ParameterKind.Status,
        ["string"] = ParameterKind.String,
        ["argc"] = ParameterKind.Argc,
        ["argv"] = ParameterKind.Argv,
    };

    private readonly string[] _lines = text.Split('\n');
    private readonly List<Constant> _constants = [];
    private readonly List<Procedure> _procedures = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _line;

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
        var returnsDouble = words[0] == "double";
        if (returnsDouble)
            words = words[1..];
        if (words.Length != 3 || words[1] != "via" || words[2] is not ("shim" or "managed"))
            throw Error("expected: [double] NAME via shim|managed");
        Declare(words[0]);
        var service = words[2] == "shim" ? ProcedureService.Shim : ProcedureService.Managed;
        var at = _line;

        // A parameter may refer to a later one, so the names come first.
        var rows = new List<(int Line, string Text)>();
        while (NextIndented() is { } row)
            rows.Add((_line, row));
        var last = _line;
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
            parameters.Add(ParseParameter(row, parameters.Count, names));
        }

        _line = at;
        Check(parameters);
        _line = last;
        _procedures.Add(new Procedure(words[0], _procedures.Count, service, returnsDouble, parameters.MoveToImmutable(), at));
    }

    private Parameter ParseParameter(string row, int index, Dictionary<string, int> names)
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
        if (!Kinds.TryGetValue(kindName, out var kind))
            throw Error($"`{kindName}` is no kind of parameter");
        var parameter = new Parameter(words[1], index, kind, direction);
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
            _ => _constants.Find(c => c.Name == inner) is { } constant
                ? new ArrayLength(LengthKind.Constant, -1, constant.Value)
                : throw Error($"`{inner}` is neither a parameter nor a constant declared above, nor `group` or `dims`"),
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
        var factors = shape.Split('*', StringSplitOptions.TrimEntries);
        if (factors.Length == 3 && factors[0] == "group")
            return new BufferShape(BufferExtent.GroupTimesCount, Reference(factors[1], names), -1, Reference(factors[2], names));
        if (factors.Length != 2)
            throw Error($"`{shape}` is no shape of a buffer");
        var count = factors[0];
        var type = Reference(factors[1], names);
        if (count.Split('@', StringSplitOptions.TrimEntries) is [var counts, var displacements])
            return new BufferShape(BufferExtent.CountsAtDisplacements, Reference(counts, names), Reference(displacements, names), type);
        if (count.StartsWith("sum(", StringComparison.Ordinal) && count[^1] == ')')
            return new BufferShape(BufferExtent.SumOfCounts, Reference(count[4..^1], names), -1, type);
        return count.EndsWith("[rank]", StringComparison.Ordinal)
            ? new BufferShape(BufferExtent.OwnCount, Reference(count[..^"[rank]".Length], names), -1, type)
            : new BufferShape(BufferExtent.Count, Reference(count, names), -1, type);
    }

    private int Reference(string name, Dictionary<string, int> names) =>
        names.TryGetValue(name, out var index) ? index : throw Error($"there is no parameter `{name}`");

    /// <summary>The kinds of the parameters that others refer to.</summary>
    private void Check(ImmutableArray<Parameter>.Builder parameters)
    {
        var hasCommunicator = parameters.Any(p => p is { Kind: ParameterKind.Comm, Direction: ParameterDirection.In });
        foreach (var p in parameters)
        {
            if (p.Length.Kind == LengthKind.Parameter
                && (parameters[p.Length.Parameter] is not { Direction: ParameterDirection.In, IsArray: false } length
                    || length.Kind is not (ParameterKind.Length or ParameterKind.Count or ParameterKind.Int)))
                throw Error($"the length of {p.Name} is not an integer the caller gives");
            foreach (var shape in new[] { p.Buffer, p.BufferInPlace })
                CheckShape(p, shape, parameters);
            var groupSized = p.Length.Kind is LengthKind.Group or LengthKind.Dims
                || p.Buffer is { Extent: not BufferExtent.Count };
            if (groupSized && !hasCommunicator)
                throw Error($"{p.Name} depends on a communicator, and there is none");
        }
    }

    private void CheckShape(Parameter p, BufferShape? shape, ImmutableArray<Parameter>.Builder parameters)
    {
        if (shape is null)
            return;
        var wantsArray = shape.Extent is BufferExtent.CountsAtDisplacements or BufferExtent.SumOfCounts or BufferExtent.OwnCount;
        var count = parameters[shape.Count];
        if (count.Kind != ParameterKind.Count || count.IsArray != wantsArray)
            throw Error($"{p.Name}: {count.Name} is not {(wantsArray ? "an array of counts" : "a count")}");
        if (parameters[shape.Datatype].Kind != ParameterKind.Datatype)
            throw Error($"{p.Name}: {parameters[shape.Datatype].Name} is not a datatype");
        if (shape.Displacements >= 0 && parameters[shape.Displacements] is not { Kind: ParameterKind.Displacement, IsArray: true })
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
