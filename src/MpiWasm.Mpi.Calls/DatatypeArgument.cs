using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>A datatype among the arguments of a call.</summary>
internal readonly unsafe ref struct DatatypeArgument(Call call, int index)
{
    private readonly Call _call = call;

    /// <inheritdoc cref="HandleArgument.Guest"/>
    public uint Guest => _call.Handle(index);

    /// <inheritdoc cref="HandleArgument.Host"/>
    public ulong Host => Entry->Head.Host;

    /// <inheritdoc cref="HandleArgument.Entry"/>
    public DatatypeEntry* Entry => _call.Datatype(index);

    /// <summary>
    /// The entry for the elements of a buffer; relative to MPI_BOTTOM its twin, whose displacements are unsigned. What the host is given
    /// and whose hull the buffer is checked with are always the same entry's.
    /// </summary>
    public DatatypeEntry* EntryFor(BufferArgument buffer) => _call.Datatype(index, buffer.IsBottom);

    /// <inheritdoc cref="HandleArgument.Require"/>
    public void Require() => _ = Entry;

    public MpiEnvironment Environment => _call.Environment;

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => _call.Error(errorClass, index);

    public static implicit operator HandleArgument(DatatypeArgument datatype) => datatype.AsHandle();

    private HandleArgument AsHandle() => new(_call, index, HandleKind.Datatype);
}
