using System.Text.Json;
using MpiWasm.Mpi.Api;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>mpi.api against the machine-readable form of the standard.</summary>
public class ApiStandardTests
{
    [StandardFact]
    public void Every_constant_of_the_ABI_that_has_a_value_stands_in_the_description_with_that_value()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Places.Standard("mpi-5.0-abi.json")!));
        var expected = json.RootElement.GetProperty("constants").EnumerateObject().Select(p => p.Value)
            .Where(c => c.GetProperty("abi_value").ValueKind == JsonValueKind.Number)
            .ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("abi_value").GetInt32());
        Assert.Equal(
            expected.Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal),
            MpiApi.Standard.Constants.Select(c => $"{c.Name} {c.Value}").Order(StringComparer.Ordinal));
    }

    [StandardFact]
    public void Every_procedure_has_the_parameters_of_the_standard_with_their_directions_and_arrays()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Places.Standard("mpi-5.0-apis.json")!));
        foreach (var procedure in MpiApi.Standard.Procedures)
        {
            var reference = json.RootElement.GetProperty(procedure.Name.ToLowerInvariant());
            Assert.Equal(reference.GetProperty("name").GetString(), procedure.Name);
            Assert.Equal(reference.GetProperty("return_kind").GetString() != "ERROR_CODE", procedure.ReturnsDouble);
            var expected = reference.GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("name").GetString() != "ierror")
                .Select(p => Describe(
                    p.GetProperty("name").GetString()!,
                    p.GetProperty("param_direction").GetString()!,
                    p.GetProperty("length").ValueKind != JsonValueKind.Null && p.GetProperty("kind").GetString() != "ARGUMENT_LIST",
                    p.GetProperty("root_only").GetBoolean(),
                    IsHandleOf(p.GetProperty("kind").GetString()!)));
            var actual = procedure.Parameters.Select(p => Describe(
                p.Name, p.Direction switch { ParameterDirection.In => "in", ParameterDirection.Out => "out", _ => "inout" }, p.IsArray, p.AtRoot, HandleName(p)));
            Assert.Equal(expected.Prepend(procedure.Name), actual.Prepend(procedure.Name));
        }
    }

    [Fact]
    public void No_predefined_callback_can_be_a_function_of_the_guest()
    {
        // Function pointers of a guest are table indices, which start at --table-base.
        var wrapper = File.ReadAllText(Path.Combine(Places.Repository, "toolchain", "mpiwasm-cc"));
        var first = int.Parse(System.Text.RegularExpressions.Regex.Match(wrapper, @"--table-base=(\d+)").Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        var callbacks = MpiApi.Standard.Constants.Where(c => c.Name.EndsWith("_FN", StringComparison.Ordinal)).ToArray();
        Assert.Contains(callbacks, c => c.Name == "MPI_COMM_DUP_FN");
        Assert.All(callbacks, c => Assert.InRange(c.Value, 0, first - 1));
    }

    private static string Describe(string name, string direction, bool array, bool atRoot, string handle) =>
        $"{direction} {name}{(array ? "[]" : "")}{(atRoot ? " at root" : "")} {handle}";

    private static string IsHandleOf(string kind) => kind switch
    {
        "COMMUNICATOR" => "Comm",
        "GROUP" => "Group",
        "DATATYPE" => "Datatype",
        "OPERATION" => "Op",
        "REQUEST" => "Request",
        "INFO" => "Info",
        "ERRHANDLER" => "Errhandler",
        "STATUS" => "Status",
        "BUFFER" => "Buffer",
        "TAG" => "Tag",
        _ => "",
    };

    private static string HandleName(Parameter p) =>
        p.IsHandle || p.Kind is ParameterKind.Status or ParameterKind.Buffer or ParameterKind.Tag ? p.Kind.ToString() : "";
}
