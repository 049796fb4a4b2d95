using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>What serves each procedure, and docs/mpi.md, whose table comes from the libraries themselves.</summary>
public class ServiceTests
{
    private const string Begin = "<!-- what the libraries lack: begin -->";
    private const string End = "<!-- what the libraries lack: end -->";

    private static string Page { get; } = Path.Combine(Repository.Root, "docs", "mpi.md");

    [TableFact]
    public void The_table_in_docs_mpi_says_what_the_installed_libraries_lack()
    {
        var text = File.ReadAllText(Page);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var table = Table();
        if (Repository.Renew)
            File.WriteAllText(Page, text[..from] + table + text[to..]);
        else
            Assert.Equal(table, text[from..to]);
    }

    [Fact]
    public void Procedures_of_groups_communicators_topologies_infos_sessions_and_tools_are_all_served()
    {
        string[] families = [
            "MPI_Group_", "MPI_Info_", "MPI_Cart_", "MPI_Graph", "MPI_Dist_graph_", "MPI_Topo_", "MPI_Dims_", "MPI_Session_get_info",
            "MPI_Session_get_n", "MPI_Session_get_pset_info", "MPI_Session_init", "MPI_Session_finalize", "MPI_T_", "MPI_Abi_",
            "MPI_Buffer_", "MPI_Intercomm_", "MPI_Comm_create_from_group", "MPI_Comm_create_group", "MPI_Comm_dup", "MPI_Comm_idup",
            "MPI_Comm_split", "MPI_Open_port", "MPI_Close_port", "MPI_Publish_name", "MPI_Lookup_name", "MPI_Unpublish_name"];
        var unserved = MpiApi.Standard.Procedures.Where(
            p => p.Service == ProcedureService.Managed && Array.Exists(families, f => p.Name.StartsWith(f, StringComparison.Ordinal)))
            .Where(p => ManagedProcedures.Find(p) is null).Select(p => p.Name);
        Assert.Equal([], unserved);
    }

    [Fact]
    public void What_reaches_beyond_the_process_is_never_served_from_its_description_alone()
    {
        string[] names = [
            "MPI_File_open", "MPI_File_delete", "MPI_Comm_spawn", "MPI_Comm_spawn_multiple", "MPI_Comm_join", "MPI_Win_create",
            "MPI_Win_attach", "MPI_Put", "MPI_Get", "MPI_Accumulate", "MPI_Comm_connect", "MPI_Comm_accept", "MPI_Op_create",
            "MPI_Alloc_mem", "MPI_Buffer_attach"];
        Assert.All(names, n => Assert.Null(GenericProcedure.Find(MpiApi.Standard.Find(n)!)));
    }

    private static string Table()
    {
        (string Title, string File)[] libraries = [("Open MPI 4.1.4", "libmpi.so.40"), ("MPICH 4.0.2", "libmpich.so.12")];
        var handles = libraries.Select(l => NativeLibrary.Load(l.File)).ToArray();
        var own = ManagedProcedures.Names.ToHashSet();
        var text = new StringBuilder("\n\n");
        var imports = MpiApi.Standard.Procedures.Where(p => p.Service != ProcedureService.Guest).ToArray();
        foreach (var (library, handle) in libraries.Zip(handles))
        {
            var lacking = imports.Where(p => !Has(handle, p.Name)).ToArray();
            var wide = lacking.Where(p => p.IsLarge && Has(handle, p.BaseName)).ToArray();
            var rest = lacking.Except(wide).ToArray();
            text.Append(CultureInfo.InvariantCulture,
                $"**{library.Title}** has {imports.Length - lacking.Length} of the {imports.Length} procedures that guests import.\n");
            if (wide.Length > 0)
                text.Append(Wrapped.Item($"{wide.Length} with large counts are served by those with narrow ones: "
                    + "a count beyond 2^31 - 1 is MPI_ERR_VALUE_TOO_LARGE.")).Append('\n');
            text.Append(Wrapped.Item($"Provided by mpiwasm: {List(rest.Where(p => own.Contains(p.Name)))}.")).Append('\n');
            text.Append(Wrapped.Item($"Refused with MPI_ERR_UNSUPPORTED_OPERATION: {List(rest.Where(p => !own.Contains(p.Name)))}."))
                .Append("\n\n");
        }

        return text.ToString();
    }

    /// <summary>Without MPI_; an extension of a library has its whole name.</summary>
    private static string List(IEnumerable<Procedure> procedures) =>
        procedures.Select(p => p.Name.StartsWith("MPI_", StringComparison.Ordinal) ? p.Name["MPI_".Length..] : p.Name)
            .Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } names ? string.Join(", ", names) : "none";

    private static bool Has(nint library, string name) =>
        NativeLibrary.TryGetExport(library, name, out _)
            || (name.EndsWith("_init", StringComparison.Ordinal) && NativeLibrary.TryGetExport(library, "MPIX" + name[3..], out _));
}

/// <summary>Runs where the libraries are of the versions the page names; skipped, visibly, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TableFactAttribute : FactAttribute
{
    public TableFactAttribute()
    {
        if (!Says("ompi_info", "v4.1.4") || !Says("mpichversion", "4.0.2"))
            Skip = "Open MPI 4.1.4 and MPICH 4.0.2, which docs/mpi.md tells of, are not both installed";
    }

    private static bool Says(string program, string version)
    {
        if (ProgramFactAttribute.Find(program) is null)
            return false;
        string[] arguments = program == "ompi_info" ? ["--version"] : [];
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        return process.StandardOutput.ReadToEnd().Contains(version, StringComparison.Ordinal);
    }
}
