using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public sealed class CallbackRulesTests
{
    /// <summary>
    /// MPI 5.0 §6.9.5: no communication. And no object goes that the library may be using, but for datatypes, which go later.
    /// </summary>
    [Fact]
    public void What_a_callback_of_the_library_may_call_neither_communicates_nor_frees()
    {
        foreach (var procedure in MpiApi.Standard.Procedures.Where(CallbackRules.AllowsInLibrary))
        {
            var kinds = procedure.Parameters.Select(p => p.Kind).ToHashSet();
            var changed = procedure.Parameters.Where(p => p.Direction != ParameterDirection.In).Select(p => p.Kind).ToHashSet();
            Assert.DoesNotContain(kinds, k => k is ParameterKind.Request or ParameterKind.Message or ParameterKind.Win);
            Assert.DoesNotContain(kinds, k => k is ParameterKind.File or ParameterKind.Session);
            Assert.DoesNotContain(changed, k => k is ParameterKind.Comm or ParameterKind.Group or ParameterKind.Info);
            // With a communicator, buffers are packed or unpacked.
            if (kinds.Contains(ParameterKind.Comm) && kinds.Contains(ParameterKind.Buffer))
                Assert.Matches("^MPI_(Pack|Unpack)(_c)?$", procedure.Name);
        }
    }

    [Fact]
    public void Each_name_on_the_list_is_a_procedure_or_one_of_the_guests_own_library() =>
        Assert.All(CallbackRules.AllowedInLibrary, name => Assert.True(MpiApi.Standard.Find(name) is not null || IsGuests(name), name));

    /// <summary>Served in the guest itself, it needs no leave; it is listed so that the list is whole.</summary>
    private static bool IsGuests(string name) =>
        File.ReadLines(Path.Combine(Repository.Root, "api", "mpi.api"))
            .Any(line => line.Contains($"{name} via guest", StringComparison.Ordinal));
}
