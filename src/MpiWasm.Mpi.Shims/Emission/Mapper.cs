using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>
/// Emits what translates one argument, in the steps of <see cref="ParameterMapper"/>. A mapper is made for one shim and
/// keeps the names of the values it has emitted.
/// </summary>
internal abstract class Mapper(Parameter parameter) : ParameterMapper(parameter)
{
    public string Argument => ShimEmitter.Argument(Parameter.Index);

    /// <summary>Whether guest memory is touched.</summary>
    public virtual bool NeedsMemory => false;

    /// <summary>Whether <see cref="AfterError"/> wants to know the error's class.</summary>
    public virtual bool NeedsErrorClass => false;

    /// <summary>Whether the call starts an operation that goes on after it: its arrays then outlive the call.</summary>
    public virtual bool StartsRequest => false;

    /// <summary>Type and value that the host's function receives, once <see cref="Before"/> has run.</summary>
    public string HostArgument { get; protected set; } = "";

    /// <summary>Checks the guest's argument and sets the host's.</summary>
    public abstract void Before(ShimEmitter e);

    /// <summary>The very last before the call: what cannot be undone.</summary>
    public virtual void Claim(ShimEmitter e)
    {
    }

    /// <summary>Brings results back after the host succeeded.</summary>
    public virtual void AfterSuccess(ShimEmitter e)
    {
    }

    /// <summary>Gives back what was taken, and brings back the results that there are in spite of an error.</summary>
    public virtual void AfterError(ShimEmitter e, string? errorClass)
    {
    }

    /// <summary>Gives back a slot of a handle table that <see cref="Before"/> has taken.</summary>
    public virtual void GiveBackSlot(ShimEmitter e)
    {
    }
}
