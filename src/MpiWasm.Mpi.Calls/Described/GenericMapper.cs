using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>
/// Translates one argument of a procedure that has no body of its own, in the steps of <see cref="ParameterMapper"/>. A mapper is made once
/// per procedure and holds no state of a call; that is in the <see cref="GenericFrame"/>.
/// </summary>
internal abstract class GenericMapper(Parameter parameter) : ParameterMapper(parameter)
{
    /// <summary>Checks the guest's argument and sets the host's.</summary>
    public abstract void Before(Call call, GenericFrame frame);

    /// <summary>Brings results back after the host succeeded.</summary>
    public virtual void AfterSuccess(Call call, GenericFrame frame)
    {
    }
}
