namespace MpiWasm.Mpi.Core.Calls;

/// <summary>Body of a managed procedure: does the work and throws on errors.</summary>
internal delegate void ManagedBody(Call call);
