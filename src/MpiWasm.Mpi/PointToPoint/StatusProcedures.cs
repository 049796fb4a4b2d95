using System.Buffers.Binary;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Datatypes;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Statuses (MPI 5.0 §3.2.5, §13.3). Source, tag and error are in the guest's memory; the number of bytes and whether the operation was cancelled are in words that only the
/// host understands. The host is asked for bytes, and elements are counted here: opaque types would be that many elements to the host.
/// </summary>
internal static unsafe class StatusProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. DatatypeProcedures.Both("MPI_Get_elements", GetElements),
        .. DatatypeProcedures.Both("MPI_Status_set_elements", SetElements),
        ("MPI_Status_set_cancelled", SetCancelled),
        ("MPI_Test_cancelled", TestCancelled),
        ("MPI_Status_get_source", call => Get(call, StandardAbi.StatusSource)),
        ("MPI_Status_get_tag", call => Get(call, StandardAbi.StatusTag)),
        ("MPI_Status_get_error", call => Get(call, StandardAbi.StatusError)),
        ("MPI_Status_set_source", call => Set(call, StandardAbi.StatusSource)),
        ("MPI_Status_set_tag", call => Set(call, StandardAbi.StatusTag)),
        ("MPI_Status_set_error", call => Set(call, StandardAbi.StatusError)),
    ];

    private static void GetElements(Call call)
    {
        var status = Status(call);
        var type = DatatypeProcedures.Datatype(call, 1).Shadow;
        var result = call.Result(2);
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call, status, host);
        long bytes;
        if (call.Environment.Library.Symbol("MPI_Get_elements_x") is var wide and not 0)
        {
            Call.Check(((delegate* unmanaged<byte*, ulong, long*, int>)wide)(host, Byte(call), &bytes));
        }
        else
        {
            int few;
            Call.Check(((delegate* unmanaged<byte*, ulong, int*, int>)call.Host("MPI_Get_elements"))(host, Byte(call), &few));
            bytes = few;
        }

        result.Set(bytes < 0 ? null : TypeSignature.Elements(type, bytes));
    }

    private static void SetElements(Call call)
    {
        var status = Status(call);
        var type = DatatypeProcedures.Datatype(call, 1).Shadow;
        var count = call.NumberOf(2);
        // MPICH asserts that a status holds less than the largest MPI_Count.
        var bytes = TypeSignature.Bytes(type, count) is { } some and < long.MaxValue ? some : throw call.Error(ErrorClasses.Count, 2);
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call, status, host);
        if (call.Environment.Library.Symbol("MPI_Status_set_elements_x") is var wide and not 0)
            Call.Check(((delegate* unmanaged<byte*, ulong, long, int>)wide)(host, Byte(call), bytes));
        else if (bytes <= int.MaxValue)
            Call.Check(((delegate* unmanaged<byte*, ulong, int, int>)call.Host("MPI_Status_set_elements"))(host, Byte(call), (int)bytes));
        else
            throw call.Error(ErrorClasses.Count, 2);
        PrivateToGuest(call, host, status);
    }

    private static void SetCancelled(Call call)
    {
        var status = Status(call);
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call, status, host);
        Call.Check(((delegate* unmanaged<byte*, int, int>)call.Host())(host, call.Int(1) != 0 ? 1 : 0));
        PrivateToGuest(call, host, status);
    }

    private static void TestCancelled(Call call)
    {
        var status = Status(call);
        var result = call.OutInt(1);
        var host = stackalloc byte[StatusTranslation.HostRoom];
        ToHost(call, status, host);
        int flag;
        Call.Check(((delegate* unmanaged<byte*, int*, int>)call.Host())(host, &flag));
        *result = flag != 0 ? 1 : 0;
    }

    private static void Get(Call call, int offset)
    {
        var status = Status(call);
        *call.OutInt(1) = BinaryPrimitives.ReadInt32LittleEndian(status[offset..]);
    }

    private static void Set(Call call, int offset) => BinaryPrimitives.WriteInt32LittleEndian(Status(call)[offset..], call.Int(1));

    private static Span<byte> Status(Call call) => call.OutBytes(0, StandardAbi.StatusSize);

    private static ulong Byte(Call call) => call.Environment.Library.Predefined("MPI_BYTE")!.Value;

    /// <summary>The host's status, in <see cref="StatusTranslation.HostRoom"/> bytes.</summary>
    private static void ToHost(Call call, ReadOnlySpan<byte> guest, byte* host)
    {
        var room = new Span<byte>(host, StatusTranslation.HostRoom);
        room.Clear();
        StatusTranslation.ToHost(call.Environment.Library.Abi, guest, room);
    }

    private static void PrivateToGuest(Call call, byte* host, Span<byte> guest) =>
        StatusTranslation.PrivateToGuest(call.Environment.Library.Abi, new ReadOnlySpan<byte>(host, StatusTranslation.HostRoom), guest);
}
