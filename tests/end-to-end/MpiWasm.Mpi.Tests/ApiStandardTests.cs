using System.Text.Json;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>mpi.api against the machine-readable form of the standard.</summary>
public class ApiStandardTests
{
    [StandardFact]
    public void Every_constant_of_the_ABI_that_has_a_value_stands_in_the_description_with_that_value()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Places.Standard("mpi-5.0-abi.json")));
        var expected = json.RootElement.GetProperty("constants").EnumerateObject().Select(p => p.Value)
            .Where(c => c.GetProperty("abi_value").ValueKind == JsonValueKind.Number)
            .ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("abi_value").GetInt32());
        Assert.Equal(
            expected.Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal),
            MpiApi.Standard.Constants.Select(c => $"{c.Name} {c.Value}").Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// MPI 5.0 §3.10 (messages), §12.3 (accesses to windows), §7.3.2 (MPI_Group_translate_ranks); §3.2.4 for MPI_ANY_SOURCE.
    /// </summary>
    [Fact]
    public void Ranks_may_be_nobody_where_messages_and_accesses_go_and_nowhere_else()
    {
        foreach (var procedure in MpiApi.Standard.Procedures)
        {
            foreach (var rank in procedure.Parameters.Where(p => p.Kind == ParameterKind.Rank && p.Direction == ParameterDirection.In))
            {
                var expected = (procedure.Name, rank.Name) switch
                {
                    (_, "source") => Sentinel.AnySource,
                    (_, "dest" or "target_rank") or ("MPI_Group_translate_ranks", "ranks1") => Sentinel.ProcNull,
                    // MPI_Win_lock and its like: libraries let nobody be locked, and accesses to nobody need an epoch.
                    ({ } name, "rank") when name.StartsWith("MPI_Win_", StringComparison.Ordinal) => Sentinel.ProcNull,
                    _ => Sentinel.None,
                };
                Assert.True(expected == rank.Sentinel, $"{procedure.Name}: {rank.Name}");
            }
        }
    }

    [StandardFact]
    public void Every_C_procedure_of_the_standard_stands_in_the_description_and_no_other()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Places.Standard("mpi-5.0-apis.json")));
        var expected = Procedures(json).SelectMany(p => IsLarge(p) ? new[] { Text(p, "name"), Text(p, "name") + "_c" } : [Text(p, "name")]);
        Assert.Equal(expected.Order(StringComparer.Ordinal), MpiApi.Standard.Procedures.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(159, MpiApi.Standard.Procedures.Count(p => p.IsLarge));
    }

    [StandardFact]
    public void Every_procedure_has_the_parameters_of_the_standard_with_their_directions_arrays_and_types()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Places.Standard("mpi-5.0-apis.json")));
        foreach (var procedure in MpiApi.Standard.Procedures)
        {
            var reference = json.RootElement.GetProperty(procedure.BaseName.ToLowerInvariant());
            Assert.Equal(Text(reference, "return_kind") is "WALL_TIME" or "TICK_RESOLUTION", procedure.ReturnsDouble);
            var expected = reference.GetProperty("parameters").EnumerateArray()
                .Where(p => !Text(p, "suppress").Contains("c_parameter", StringComparison.Ordinal)
                    && (procedure.IsLarge || !p.GetProperty("large_only").GetBoolean()))
                .Select(p =>
                    Describe(procedure, Text(p, "name"), Text(p, "param_direction"), IsArray(p), p.GetProperty("root_only").GetBoolean(),
                        HandleOf(Text(p, "kind")), TypeOf(Text(p, "kind"), procedure.IsLarge)));
            var actual = procedure.Parameters.Select(p => Describe(
                procedure, p.Name, p.Direction switch { ParameterDirection.In => "in", ParameterDirection.Out => "out", _ => "inout" },
                p.IsArray && p.Kind is not (ParameterKind.String or ParameterKind.Strings), p.AtRoot, HandleName(p), p.Type));
            Assert.Equal(expected.Prepend(procedure.Name), actual.Prepend(procedure.Name));
        }
    }

    [Fact]
    public void No_predefined_callback_can_be_a_function_of_the_guest()
    {
        // Function pointers of a guest are table indices, which start at --table-base.
        var wrapper = File.ReadAllText(Path.Combine(Repository.Root, "toolchain", "mpiwasm-cc"));
        var first = int.Parse(System.Text.RegularExpressions.Regex.Match(wrapper, @"--table-base=(\d+)").Groups[1].ValueSpan,
            System.Globalization.CultureInfo.InvariantCulture);
        var callbacks = MpiApi.Standard.Constants.Where(c => c.Name.EndsWith("_FN", StringComparison.Ordinal)).ToArray();
        Assert.Contains(callbacks, c => c.Name == "MPI_COMM_DUP_FN");
        Assert.All(callbacks, c => Assert.InRange(c.Value, 0, first - 1));
    }

    private static IEnumerable<JsonElement> Procedures(JsonDocument json) => json.RootElement.EnumerateObject()
        .Select(p => p.Value).Where(p =>
    {
        var attributes = p.GetProperty("attributes");
        return attributes.GetProperty("c_expressible").GetBoolean() && !attributes.GetProperty("callback").GetBoolean()
            && attributes.GetProperty("predefined_function").ValueKind == JsonValueKind.Null;
    });

    private static bool IsLarge(JsonElement procedure) => procedure.GetProperty("parameters").EnumerateArray()
        .Any(p => Text(p, "kind").StartsWith("POLY", StringComparison.Ordinal) || p.GetProperty("large_only").GetBoolean());

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static bool IsArray(JsonElement p) => p.GetProperty("length").ValueKind != JsonValueKind.Null
        && Text(p, "kind") is not ("ARGUMENT_LIST" or "STRING" or "STRING_ARRAY" or "F90_STATUS" or "F08_STATUS");

    /// <summary>
    /// C types by kind of the standard's own description (MPI 5.0 Annex A, and the kinds' definitions of the document's sources).
    /// </summary>
    private static IntegerType TypeOf(string kind, bool large) => kind switch
    {
        "OFFSET" => IntegerType.Offset,
        "XFER_NUM_ELEM" or "XFER_NUM_ELEM_NNI" or "NUM_BYTES" or "GENERIC_DTYPE_COUNT" or "TOOLS_TICK_COUNT" => IntegerType.Count,
        "DISPLACEMENT" or "DISPLACEMENT_NNI" or "LOCATION_SMALL" or "RMA_DISPLACEMENT_NNI" or "WINDOW_SIZE" or "WIN_ATTACH_SIZE"
            or "ALLOC_MEM_NUM_BYTES" => IntegerType.Aint,
        "POLYDISPLACEMENT" or "POLYRMA_DISPLACEMENT" => large ? IntegerType.Aint : IntegerType.Int,
        "POLYDISPLACEMENT_AINT_COUNT" or "POLYDISPOFFSET" or "POLYDTYPE_STRIDE_BYTES" or "POLYLOCATION" or "POLYDTYPE_PACK_SIZE" => large
            ? IntegerType.Count
            : IntegerType.Aint,
        "POLYFUNCTION" => IntegerType.Int,
        _ when kind.StartsWith("POLY", StringComparison.Ordinal) && large => IntegerType.Count,
        _ => IntegerType.Int,
    };

    /// <summary>
    /// The standard's description has MPI_Info_create_env change its arguments, which its text does not say, gives no length for the error
    /// codes of a spawn, and has the receive buffer of MPI_Scatterv_init mean something at the root alone, where MPI_Scatterv and
    /// MPI_Scatter_init have it right.
    /// </summary>
    private static string Describe(
        Procedure procedure, string name, string direction, bool array, bool atRoot, string handle, IntegerType type)
    {
        if (procedure.Name == "MPI_Info_create_env" && name != "info")
            direction = "";
        if (procedure.BaseName == "MPI_Scatterv_init" && name == "recvbuf")
            atRoot = false;
        return $"{direction} {name}{(array || name == "array_of_errcodes" ? "[]" : "")}{(atRoot ? " at root" : "")} {handle} {type}";
    }

    private static string HandleOf(string kind) => kind switch
    {
        "COMMUNICATOR" => "Comm",
        "GROUP" => "Group",
        "DATATYPE" => "Datatype",
        "OPERATION" => "Op",
        "REQUEST" => "Request",
        "INFO" => "Info",
        "ERRHANDLER" => "Errhandler",
        "WINDOW" => "Win",
        "FILE" => "File",
        "MESSAGE" => "Message",
        "SESSION" => "Session",
        "STATUS" => "Status",
        "BUFFER" => "Buffer",
        "TAG" => "Tag",
        "KEYVAL" => "Keyval",
        "STRING" => "String",
        "TOOLS_ENUM" => "TEnum",
        "CVAR" => "TCvarHandle",
        "PVAR" => "TPvarHandle",
        "PVAR_SESSION" => "TPvarSession",
        "EVENT_REGISTRATION" => "TEventRegistration",
        "EVENT_INSTANCE" => "TEventInstance",
        _ => "",
    };

    private static string HandleName(Parameter p) => p.IsHandle
        || p.Kind is ParameterKind.Status or ParameterKind.Tag or ParameterKind.Keyval or ParameterKind.String
        || (p.Kind == ParameterKind.Buffer && p.Name != "obj_handle") ? p.Kind.ToString() : "";
}
