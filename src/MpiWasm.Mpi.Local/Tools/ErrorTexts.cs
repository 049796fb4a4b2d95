using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Local.Tools;

/// <summary>What MPI_Error_string says: the names of classes.</summary>
internal static class ErrorTexts
{
    private static readonly FrozenDictionary<int, string> Texts = MpiApi.Standard.Constants
        .Where(constant => constant.Name.StartsWith("MPI_ERR_", StringComparison.Ordinal)
            || constant.Name.StartsWith("MPI_T_ERR_", StringComparison.Ordinal))
        .GroupBy(constant => constant.Value)
        .ToFrozenDictionary(same => same.Key, same => Text(same.First().Name));

    public static string Of(int code) => code == 0 ? "MPI_SUCCESS: no error" : Texts.GetValueOrDefault(code, "an unknown error");

    /// <summary>MPI_ERR_INFO_KEY: info key.</summary>
    private static string Text(string name) =>
        $"{name}: {name[(name.IndexOf("ERR_", StringComparison.Ordinal) + 4)..].Replace('_', ' ').ToLowerInvariant()}";
}
