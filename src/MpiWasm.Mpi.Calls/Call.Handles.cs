using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <content>Handles among the arguments.</content>
internal readonly unsafe ref partial struct Call
{
    /// <summary>The entry of a handle. Only for calls that run no guest code before they are done with it.</summary>
    public HandleEntry* HandleIn(int argument, uint guest)
    {
        var kind = HandleKinds.Of(Procedure.Parameters[argument].Kind);
        var entry = Environment.Table(kind).Find(guest);
        return entry is not null ? entry : throw new ArgumentCheckException(HandleKinds.ErrorClassOf(kind), argument, guest);
    }

    /// <summary>
    /// The datatype argument; relative to MPI_BOTTOM its twin, whose displacements are unsigned. What the host is given and whose hull the
    /// buffer is checked with are always the same entry's.
    /// </summary>
    public DatatypeEntry* Datatype(int argument, bool atBottom = false)
    {
        var entry = (DatatypeEntry*)HandleIn(argument, Handle(argument));
        if (!atBottom || entry->Bottom == 0)
            return entry;
        var twin = entry->Bottom > 1 ? (DatatypeEntry*)entry->Bottom : Environment.BottomTwin(Handle(argument));
        return twin is not null ? twin : throw Error(ErrorClasses.Type, argument);
    }

    /// <summary>
    /// Whether errors are those of files: without a valid one that of MPI_FILE_NULL, also where a communicator is among the arguments (MPI
    /// 5.0 §14.7).
    /// </summary>
    private bool IsOfFiles => Procedure.IsOfFiles || Procedure.BaseName == ProcedureNames.RegisterDatarep;

    /// <summary>
    /// The communicator, window, file or session among the arguments, where it is valid: its error handler is the one to run. Else 0.
    /// </summary>
    public uint ErrorObject()
    {
        if (IsOfFiles)
            return FileArgument();
        foreach (var parameter in Procedure.Parameters)
        {
            if (parameter.IsArray || !HandleKinds.HasErrorHandler(parameter.Kind) || parameter.Direction == ParameterDirection.Out)
                continue;
            if (!TryHandle(parameter, out var handle))
                return 0;
            return Environment.Table(HandleKinds.Of(parameter.Kind)).Find(handle) is not null ? handle : 0;
        }

        return 0;
    }

    private uint FileArgument()
    {
        foreach (var parameter in Procedure.Parameters)
        {
            if (parameter.Kind != ParameterKind.File || parameter.Direction == ParameterDirection.Out)
                continue;
            _ = TryHandle(parameter, out var handle);
            if (Environment.Table(HandleKind.File).Find(handle) is not null)
                return handle;
        }

        return StandardAbi.FileNull;
    }

    /// <summary>A handle by value, or by an address that is checked first.</summary>
    private bool TryHandle(Parameter parameter, out uint handle)
    {
        handle = Handle(parameter.Index);
        if (!parameter.IsAddress)
            return true;
        var address = this[parameter.Index];
        var isThere = IsMemory(address, Guest.PointerBytes);
        handle = isThere ? HandleTable.FromWord(ReadWord(MemoryBase + address)) : 0;
        return isThere;
    }
}
