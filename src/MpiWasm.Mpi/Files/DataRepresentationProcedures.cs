using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// Data representations of the guest's own (MPI 5.0 §14.5.3). ROMIO, which does files in every library we know, calls no conversion
/// functions and refuses them, so they are refused here, in the same way. A representation without is one of names and extents.
/// </summary>
internal static unsafe class DataRepresentationProcedures
{
    private const string What = "a data representation (MPI_Register_datarep)";

    private static readonly GuestFunctionType ExtentType = new("ppp:i");

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        RegisterDatarepCall.ServedBy(Register),
    ];

    private static void Register(RegisterDatarepCall call)
    {
        call.Environment.RequireHost();
        var text = call.Datarep.Read();
        if (text.Length == 0 || text.Length >= StandardAbi.MaxDatarepString)
            throw call.Datarep.Error(ErrorClasses.Arg);
        var name = Encoding.UTF8.GetString(text);
        if (!call.ReadConversionFn.IsNull || !call.WriteConversionFn.IsNull)
            throw new RefusedException(ErrorClasses.Conversion,
                $"{call.Environment.Library.Title} calls no conversion functions; pass MPI_CONVERSION_FN_NULL and convert in the program");
        var registered = call.Environment.Part<DataRepresentations>().Registered;
        var representation = new DataRepresentation(call.Environment, call.DtypeFileExtentFn.Callback(ExtentType), call.ExtraState.Address);
        if (name is "native" or "internal" or "external32" || !registered.TryAdd(name, representation))
            throw new RefusedException(ErrorClasses.DupDatarep, $"the data representation '{GuestText.Of(name)}' exists already");
        var handle = GCHandle.Alloc(representation);
        int code;
        fixed (byte* bytes = Encoding.UTF8.GetBytes(name + "\0"))
        {
            code = call.Functions.Codes.RegisterDatarep(
                bytes, null, null, (delegate* unmanaged<nint, nint*, nint, int>)&Extent, (void*)GCHandle.ToIntPtr(handle));
        }

        if (code == 0)
            return;
        handle.Free();
        registered.TryRemove(name, out _);
        Call.Check(code);
    }

    [UnmanagedCallersOnly]
    private static int Extent(nint datatype, nint* extent, nint state)
    {
        var representation = (DataRepresentation)GCHandle.FromIntPtr(state).Target!;
        var environment = representation.Environment;
        try
        {
            using var stay = GuestCode.EnterFromLibrary(environment);
            var type = environment.Datatypes.OfHost(environment.Library.Abi.HandleBytes == 8 ? (ulong)datatype : (uint)datatype);
            using var scratch = HostCallbacks.Guest(environment).Rent(sizeof(long));
            var code = representation.Extent.Call(scratch.Instance, type, scratch.Address, representation.ExtraState);
            *extent = (nint)environment.GuestAbi.Signed(Unsafe.ReadUnaligned<ulong>(scratch.Memory));
            return code;
        }
        catch (Exception e)
        {
            HostCallbacks.End(environment, What, e);
            return 0;
        }
    }
}

/// <summary>A representation of the guest.</summary>
/// <param name="Environment">Whose it is.</param>
/// <param name="Extent">Tells the extent of a datatype in the file.</param>
/// <param name="ExtraState">What it is called with.</param>
internal sealed record DataRepresentation(MpiEnvironment Environment, GuestCallback Extent, ulong ExtraState);

/// <summary>Those of the guest by name. They cannot be taken back: they live as long as it.</summary>
internal sealed class DataRepresentations
{
    public ConcurrentDictionary<string, DataRepresentation> Registered { get; } = new(StringComparer.Ordinal);
}
