namespace MpiWasm.Mpi.Hosts.Library;

/// <summary>The families of libraries we know.</summary>
internal static class Families
{
    /// <summary>
    /// All of them, in the order in which their libraries are looked for. A further family is a folder and its line here.
    /// </summary>
    public static IReadOnlyList<HostFamily> All { get; } =
    [
        OpenMpi.OpenMpiFamily.Description,
        Mpich.MpichFamily.Description,
        Standard.StandardFamily.Description,
    ];

    /// <summary>The family of that name, or null.</summary>
    public static HostFamily? OfName(string name, IReadOnlyList<HostFamily>? families = null) =>
        (families ?? All).FirstOrDefault(family => family.Name == name);

    /// <summary>The family of a library, or null.</summary>
    /// <param name="libraryVersion">What its MPI_Get_library_version says.</param>
    /// <param name="abiMajor">
    /// What its MPI_Abi_get_version says (MPI 5.0 §20.2: -1 without the standard ABI), or null where it has none.
    /// </param>
    /// <param name="families">Those to choose from; by default <see cref="All"/>.</param>
    public static HostFamily? Identify(string libraryVersion, int? abiMajor, IReadOnlyList<HostFamily>? families = null) =>
        (families ?? All).FirstOrDefault(family =>
            abiMajor > 0
                ? family.VersionMark is null
                : family.VersionMark is { } mark && libraryVersion.Contains(mark, StringComparison.Ordinal));
}
