using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// A guest's datatype together with the host's type that stands for it. It lives as long as a handle of the guest or another datatype
/// refers to it: MPI_Type_get_contents returns constituents that the guest has freed, and the twin for MPI_BOTTOM is made of them.
/// (Operations in progress are the host's business: its types outlive MPI_Type_free until they end.)
/// </summary>
internal sealed class HostedDatatype(DatatypeShadow shadow, ulong host, bool isOwner, ImmutableArray<HostedDatatype> components)
{
    private int _references = 1;

    public DatatypeShadow Shadow { get; } = shadow;

    public ulong Host { get; } = host;

    /// <summary>Whether the host's type is freed with it: not for the host's predefined ones.</summary>
    public bool IsOwner { get; } = isOwner;

    /// <summary>In the order of <see cref="DatatypeShadow.Types"/>.</summary>
    public ImmutableArray<HostedDatatype> Components { get; } = components;

    /// <summary>
    /// Address of the <see cref="DatatypeEntry"/> for MPI_BOTTOM, 0 until it is asked for. Guarded by this object's lock.
    /// </summary>
    public nint Twin { get; set; }

    /// <summary>The handle of a predefined datatype; derived ones may have several.</summary>
    public uint Handle { get; set; }

    /// <summary>Whether it contains elements that the host knows only as bytes.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Whether it is or contains a predefined pair with a gap between its parts or behind them.</summary>
    public bool HasGappedPair { get; } = shadow.IsPredefined ? shadow.Size != shadow.Extent : components.Any(c => c.HasGappedPair);

    /// <summary>The predefined type that all its elements have; null where there are several, or none.</summary>
    public PredefinedDatatype? Element { get; } =
        shadow.Basic ?? (components.Length > 0
            && components.All(c => c.Element is not null && c.Element == components[0].Element) ? components[0].Element : null);

    /// <summary>
    /// The host's types for accesses to files, made by <see cref="DatatypeRegistry.ForFiles"/>: 0 until they are asked for. Guarded by this
    /// object's lock.
    /// </summary>
    public ulong ForFiles { get; set; }

    /// <summary>The same relative to MPI_BOTTOM.</summary>
    public ulong ForFilesAtBottom { get; set; }

    /// <summary>One more reference; false if the last one is gone already.</summary>
    public bool TryAddReference()
    {
        var seen = Volatile.Read(ref _references);
        while (seen > 0)
        {
            var was = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (was == seen)
                return true;
            seen = was;
        }

        return false;
    }

    /// <summary>One reference less; true if it was the last one.</summary>
    public bool Release() => Interlocked.Decrement(ref _references) == 0;
}
