using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// The functions of a generalized request of the guest. They are called by the library, within whatever call completes, frees or cancels
/// the request.
/// </summary>
internal sealed unsafe class GeneralizedRequest
{
    public static readonly GuestFunctionType QueryType = new("pp:i");
    public static readonly GuestFunctionType FreeType = new("p:i");
    public static readonly GuestFunctionType CancelType = new("pi:i");

    private const string Name = "a generalized request (MPI_Grequest_start)";

    public required MpiEnvironment Environment { get; init; }

    public required GuestCallback Query { get; init; }

    public required GuestCallback Free { get; init; }

    public required GuestCallback Cancel { get; init; }

    public required ulong ExtraState { get; init; }

    /// <summary>The host's request, and the guest's handle.</summary>
    public ulong Host { get; set; }

    public uint Guest { get; set; }

    public static nint QueryEntry => (nint)(delegate* unmanaged<nint, byte*, int>)&Queried;

    public static nint FreeEntry => (nint)(delegate* unmanaged<nint, int>)&Freed;

    public static nint CancelEntry => (nint)(delegate* unmanaged<nint, int, int>)&Cancelled;

    private static GeneralizedRequest From(nint state) => (GeneralizedRequest)GCHandle.FromIntPtr(state).Target!;

    /// <summary>The guest fills a status in its memory, from an empty one; the library gets that.</summary>
    [UnmanagedCallersOnly]
    private static int Queried(nint state, byte* status)
    {
        var request = From(state);
        try
        {
            using var stay = GuestCode.EnterFromLibrary(request.Environment);
            var abi = request.Environment.Library.Abi;
            using var scratch = HostCallbacks.Guest(request.Environment).Rent(StandardAbi.StatusSize);
            var guestStatus = new Span<byte>(scratch.Memory, StandardAbi.StatusSize);
            guestStatus.Clear();
            StatusTranslation.SetEmpty(guestStatus);
            var code = request.Query.Call(scratch.Instance, request.ExtraState, scratch.Address);
            StatusTranslation.ToHost(abi, guestStatus, new Span<byte>(status, abi.Status.Size));
            return request.ToHost(code);
        }
        catch (Exception e)
        {
            HostCallbacks.End(request.Environment, Name, e);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int Freed(nint state)
    {
        var request = From(state);
        try
        {
            using var stay = GuestCode.EnterFromRequest(request.Environment);
            var code = request.Free.Call(HostCallbacks.Guest(request.Environment).Instance!, request.ExtraState);
            GCHandle.FromIntPtr(state).Free();
            request.Environment.Generalized.Forget(request);
            return request.ToHost(code);
        }
        catch (Exception e)
        {
            HostCallbacks.End(request.Environment, Name, e);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int Cancelled(nint state, int complete)
    {
        var request = From(state);
        try
        {
            using var stay = GuestCode.EnterFromRequest(request.Environment);
            return request.ToHost(
                request.Cancel.Call(HostCallbacks.Guest(request.Environment).Instance!, request.ExtraState, complete != 0 ? 1 : 0));
        }
        catch (Exception e)
        {
            HostCallbacks.End(request.Environment, Name, e);
            return 0;
        }
    }

    /// <summary>The host's code of a class; codes of the guest's own are MPI_ERR_OTHER to it.</summary>
    private int ToHost(int code) =>
        code == ErrorClasses.Success ? 0
        : Environment.Constants.ToHost(ParameterKind.ErrorClass, code)
            ?? Environment.Constants.ToHost(ParameterKind.ErrorClass, ErrorClasses.Other) ?? 1;
}
