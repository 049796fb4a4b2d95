using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Calls;

/// <summary>A call of one procedure, with its arguments by name: the types of Generated/Calls.g.cs.</summary>
internal interface ITypedCall<TCall>
    where TCall : ITypedCall<TCall>, allows ref struct
{
    /// <summary>The procedure, and its form with large counts where there is one.</summary>
    static abstract ImmutableArray<Procedure> Forms { get; }

    static abstract TCall Of(Call call);

    /// <summary>The call with its arguments by number.</summary>
    Call Call { get; }
}

/// <summary>What all calls with named arguments have in common.</summary>
internal static class TypedCall
{
    extension<TCall>(TCall call)
        where TCall : ITypedCall<TCall>, allows ref struct
    {
        public MpiEnvironment Environment => call.Call.Environment;

        /// <summary>The functions of the host's library.</summary>
        public HostFunctions Functions => call.Call.Functions;

        /// <summary>Whether it is the form with large counts.</summary>
        public bool IsLarge => call.Call.Procedure.IsLarge;

        /// <inheritdoc cref="Call.Copy"/>
        public TCall Copy(Span<ulong> room) => TCall.Of(call.Call.Copy(room));

        /// <summary>The procedure with what serves it.</summary>
        public static ManagedProcedure ServedBy(Body<TCall> body) => new(TCall.Forms, body.Enter);
    }

    /// <summary>From a call as it arrives to the body that takes it with its arguments by name.</summary>
    private static void Enter<TCall>(this Body<TCall> body, Call call)
        where TCall : ITypedCall<TCall>, allows ref struct => body(TCall.Of(call));
}
