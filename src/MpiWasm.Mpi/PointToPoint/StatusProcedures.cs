using System.Buffers.Binary;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Statuses (MPI 5.0 §3.2.5, §13.3). Source, tag and error are in the guest's memory; the number of bytes and whether the operation was
/// cancelled are in words that only the host understands. The host is asked for bytes, and elements are counted here: opaque types would be
/// that many elements to the host.
/// </summary>
internal static unsafe class StatusProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        GetElementsCall.ServedBy(GetElements),
        StatusSetElementsCall.ServedBy(SetElements),
        StatusSetCancelledCall.ServedBy(SetCancelled),
        TestCancelledCall.ServedBy(TestCancelled),
        StatusGetSourceCall.ServedBy(call => call.Source.Set(Get(call.Status, StandardAbi.StatusSource))),
        StatusGetTagCall.ServedBy(call => call.Tag.Set(Get(call.Status, StandardAbi.StatusTag))),
        StatusGetErrorCall.ServedBy(call => call.Err.Set(Get(call.Status, StandardAbi.StatusError))),
        StatusSetSourceCall.ServedBy(call => Set(call.Status, StandardAbi.StatusSource, call.Source)),
        StatusSetTagCall.ServedBy(call => Set(call.Status, StandardAbi.StatusTag, call.Tag)),
        StatusSetErrorCall.ServedBy(call => Set(call.Status, StandardAbi.StatusError, call.Err)),
    ];

    private static void GetElements(GetElementsCall call)
    {
        var status = call.Status.Bytes();
        var type = call.Datatype.Hosted().Shadow;
        call.Count.Require();
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call.Environment, status, host);
        long bytes;
        if (call.Environment.Host.Has(Procedures.GetElementsX))
        {
            call.Functions.GetElementsX(host, call.Environment.Host.Byte, &bytes);
        }
        else
        {
            int few;
            call.Functions.GetElements(host, call.Environment.Host.Byte, &few);
            bytes = few;
        }

        call.Count.Set(bytes < 0 ? null : TypeSignature.Elements(type, bytes));
    }

    private static void SetElements(StatusSetElementsCall call)
    {
        var status = call.Status.Bytes();
        var type = call.Datatype.Hosted().Shadow;
        var count = call.Count.NotNegative();
        // MPICH asserts that a status holds less than the largest MPI_Count.
        var bytes = TypeSignature.Bytes(type, count) is { } some and < long.MaxValue ? some : throw call.Count.Error(ErrorClasses.Count);
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call.Environment, status, host);
        if (call.Environment.Host.Has(Procedures.StatusSetElementsX))
            call.Functions.StatusSetElementsX(host, call.Environment.Host.Byte, bytes);
        else if (bytes <= int.MaxValue)
            call.Functions.StatusSetElements(host, call.Environment.Host.Byte, (int)bytes);
        else
            throw call.Count.Error(ErrorClasses.Count);
        PrivateToGuest(call.Environment, host, status);
    }

    private static void SetCancelled(StatusSetCancelledCall call)
    {
        var status = call.Status.Bytes();
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call.Environment, status, host);
        call.Functions.StatusSetCancelled(host, call.Flag != 0 ? 1 : 0);
        PrivateToGuest(call.Environment, host, status);
    }

    private static void TestCancelled(TestCancelledCall call)
    {
        var status = call.Status.Bytes();
        call.Flag.Require();
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call.Environment, status, host);
        int flag;
        call.Functions.TestCancelled(host, &flag);
        call.Flag.Set(flag != 0);
    }

    private static int Get(StatusArgument status, int offset) => BinaryPrimitives.ReadInt32LittleEndian(status.Bytes()[offset..]);

    private static void Set(StatusArgument status, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(status.Bytes()[offset..], value);

    /// <summary>The host's status, in <see cref="StatusTranslation.HostRoom"/> bytes.</summary>
    private static void ToHost(MpiEnvironment environment, ReadOnlySpan<byte> guest, byte* host)
    {
        var room = new Span<byte>(host, StatusTranslation.HostRoom);
        room.Clear();
        StatusTranslation.ToHost(environment.Library.Abi, guest, room);
    }

    private static void PrivateToGuest(MpiEnvironment environment, byte* host, Span<byte> guest) =>
        StatusTranslation.PrivateToGuest(environment.Library.Abi, new ReadOnlySpan<byte>(host, StatusTranslation.HostRoom), guest);
}
