using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Calls;

/// <summary>Body of a managed procedure: does the work and throws on errors.</summary>
internal delegate void ManagedBody(Call call);

/// <summary>
/// The same with the arguments by name: <typeparamref name="TCall"/> is the type of Generated/Calls.g.cs for the procedure.
/// </summary>
internal delegate void Body<TCall>(TCall call)
    where TCall : allows ref struct;

/// <summary>A procedure that has a body: made by <c>ServedBy</c> of its call's type, so that none reads another's arguments.</summary>
/// <param name="Forms">The procedure, and its form with large counts where there is one.</param>
/// <param name="Body">What serves both.</param>
internal sealed record ManagedProcedure(ImmutableArray<Procedure> Forms, ManagedBody Body);
