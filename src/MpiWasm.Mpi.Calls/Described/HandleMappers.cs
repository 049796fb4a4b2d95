using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>A handle by value, or by address of an argument the procedure only reads.</summary>
internal sealed unsafe class HandleIn(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => HandleKinds.HasErrorHandler(Parameter.Kind) ? MapperPhase.Scope : MapperPhase.Types;

    public override void Before(Call call, GenericFrame frame)
    {
        // Not significant: MPI_INFO_NULL stands in, the only such handle there is.
        if (Parameter.AtRoot && !frame.IsRoot)
        {
            frame.Arguments[Index] = call.Environment.Host.InfoNull;
            return;
        }

        var guest = Parameter.IsByAddress ? call.ReadHandle(Index) : call.Handle(Index);
        var entry = call.HandleIn(Index, guest);
        frame.Handles[Index] = guest;
        if (Parameter.Kind == ParameterKind.Comm && frame.Comm is null)
            frame.Comm = (CommEntry*)entry;
        if (Parameter.IsByAddress)
            *frame.Variable(Index) = entry->Host;
        else
            frame.Arguments[Index] = entry->Host;
    }
}

/// <summary>A datatype; with MPI_BOTTOM its twin with unsigned displacements.</summary>
internal sealed unsafe class DatatypeIn(Procedure procedure, Parameter parameter) : GenericMapper(parameter)
{
    private readonly int[] _buffers = [.. procedure.Parameters.Where(p => p.Buffer?.Datatype == parameter.Index).Select(p => p.Index)];

    public override MapperPhase Phase => MapperPhase.Types;

    public override void Before(Call call, GenericFrame frame)
    {
        var atBottom = false;
        foreach (var buffer in _buffers)
            atBottom |= call[buffer] == StandardAbi.Bottom;
        var entry = call.Datatype(Index, atBottom);
        frame.Datatypes[Index] = (nint)entry;
        frame.Arguments[Index] = entry->Head.Host;
    }
}

/// <summary>An object the host makes. Its slot is taken before: a full table must not lose it.</summary>
internal sealed unsafe class HandleOut(Procedure procedure, Parameter parameter) : GenericMapper(parameter)
{
    private readonly HandleKind _kind = HandleKinds.Of(parameter.Kind);
    private readonly int _parent = procedure.Communicator?.Index ?? -1;

    public override MapperPhase Phase => MapperPhase.Slots;

    public override void Before(Call call, GenericFrame frame)
    {
        _ = call.OutWord(Index);
        // What a program that goes on after an error finds.
        if (_kind == HandleKind.Comm)
            call.WriteWord(Index, (uint)MpiApi.Standard.Value(HandleKinds.NullOf(_kind)));
        frame.Values[Index] = frame.TakeSlot(call.Environment.Table(_kind), Index);
        frame.Variable(Index);
    }

    public override void AfterSuccess(Call call, GenericFrame frame)
    {
        var table = call.Environment.Table(_kind);
        var slot = (uint)frame.Values[Index];
        var host = *(ulong*)frame.HostMemory(Index);
        if (call.Environment.Host.PredefinedOf(_kind, host) is { } known)
        {
            frame.Made = (uint)known;
            call.WriteWord(Index, (uint)known);
            return;
        }

        frame.Made = call.Environment.Publish(_kind, slot, host, _parent >= 0 ? frame.Handles[_parent] : 0);
        frame.Keep(table, slot);
        call.WriteWord(Index, frame.Made);
    }
}

/// <summary>A handle by address that the procedure may set to its null handle. Predefined objects are never freed.</summary>
internal sealed unsafe class HandleInOut(Parameter parameter) : GenericMapper(parameter)
{
    private readonly HandleKind _kind = HandleKinds.Of(parameter.Kind);

    public override MapperPhase Phase => HandleKinds.HasErrorHandler(Parameter.Kind) ? MapperPhase.Scope : MapperPhase.Types;

    public override void Before(Call call, GenericFrame frame)
    {
        var guest = call.ReadHandle(Index);
        var host = call.HandleIn(Index, guest)->Host;
        if (guest < Handle.PredefinedCount && _kind is not (HandleKind.Request or HandleKind.Message))
            throw new ArgumentCheckException(HandleKinds.ErrorClassOf(_kind), Index, guest);
        frame.Handles[Index] = guest;
        if (_kind == HandleKind.Comm)
            frame.Comm = (CommEntry*)call.Environment.Table(_kind).Find(guest);
        *frame.Variable(Index) = host;
    }

    public override void AfterSuccess(Call call, GenericFrame frame)
    {
        if (!call.Environment.Host.IsNull(_kind, *(ulong*)frame.HostMemory(Index)))
            return;
        call.Environment.Retire(_kind, frame.Handles[Index]);
        call.WriteWord(Index, (uint)MpiApi.Standard.Value(HandleKinds.NullOf(_kind)));
    }
}

/// <summary>An array of handles the procedure reads.</summary>
internal sealed unsafe class HandleArrayIn(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Types;

    public override void Before(Call call, GenericFrame frame)
    {
        var count = ArrayLengths.Of(call, frame, Parameter);
        var guests = call.Handles(Index, count);
        var size = call.Environment.Library.Abi.HandleBytes;
        var hosts = frame.Allocate(Index, (long)count * size);
        for (var i = 0; i < count; i++)
        {
            var host = call.HandleIn(Index, guests[i])->Host;
            if (size == 8)
                Unsafe.WriteUnaligned(hosts + (8L * i), host);
            else
                Unsafe.WriteUnaligned(hosts + (4L * i), (uint)host);
        }

        frame.Values[Index] = count;
    }
}
