using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Datatypes;
using MpiWasm.Mpi.Core.Info;

namespace MpiWasm.Mpi.Files;

/// <summary>MPI_File_set_view and MPI_File_get_view (MPI 5.0 §14.3).</summary>
internal static unsafe class FileViews
{
    private const int Current = -1;
    private static readonly int MaxRepresentation = MpiApi.Standard.Value("MPI_MAX_DATAREP_STRING");

    /// <summary>A stream of bytes, as a file is opened.</summary>
    public static FileView Initial(MpiEnvironment environment)
    {
        var bytes = environment.Datatypes.Find((uint)MpiApi.Standard.Value("MPI_BYTE"));
        return new FileView(environment.Datatypes, 0, DatatypeRegistry.Borrow(bytes), DatatypeRegistry.Borrow(bytes), FileView.Native);
    }

    public static void Set(Call call)
    {
        var environment = call.Environment;
        environment.RequireHost();
        var file = call.OpenFile(out var host);
        var view = ViewOf(call, file);
        try
        {
            var hints = file.Hints.With(environment.Infos.Find(call[5]));
            // A filetype without data has no copies to count: libraries divide by its size. With one etype for it the process is as good, as it accesses nothing.
            var elementary = environment.Datatypes.ForFiles(view.Elementary) ?? view.Elementary.Host;
            var filetype = view.IsEmpty ? elementary : (environment.Datatypes.ForFiles(view.Filetype) ?? view.Filetype.Host);
            var displacement = view.Displacement ?? environment.Library.Family.Constants["MPI_DISPLACEMENT_CURRENT"];
            var set = (nint)call.Host();
            hints.Use(environment, info =>
            {
                fixed (byte* native = "native\0"u8)
                    Call.Check(((delegate* unmanaged<ulong, long, ulong, ulong, byte*, ulong, int>)set)(host, displacement, elementary, filetype, native, info));
            });
            file.Hints = hints;
        }
        catch
        {
            view.Dispose();
            throw;
        }

        file.View = view;
    }

    public static void Get(Call call)
    {
        call.Environment.RequireHost();
        var file = call.OpenFile(out var host);
        _ = call.Memory(1, call[1], sizeof(long));
        _ = call.OutInt(2);
        _ = call.OutInt(3);
        _ = call.Memory(4, call[4], 1);
        var view = file.View;
        var displacement = view.Displacement ?? Ask(call, host);
        var elementary = call.Environment.Datatypes.NewHandle(view.Elementary);
        var filetype = call.Environment.Datatypes.NewHandle(view.Filetype);
        call.WriteLong(1, displacement);
        call.WriteInt(2, (int)elementary);
        call.WriteInt(3, (int)filetype);
        call.WriteText(4, Encoding.ASCII.GetBytes(view.Representation), MaxRepresentation);
    }

    private static FileView ViewOf(Call call, OpenFile file)
    {
        var displacement = call.Wide(1);
        var isCurrent = displacement == Current && file.IsSequential;
        if (displacement < 0 && !isCurrent)
            throw new ArgumentCheckException(ErrorClasses.Displacement, 1, (ulong)displacement);
        var elementary = DatatypeProcedures.Datatype(call, 2);
        var filetype = DatatypeProcedures.Datatype(call, 3);
        _ = call.Handle(5);
        var representation = Encoding.UTF8.GetString(call.Text(4));
        if (!FileView.IsRepresentation(representation))
            throw new RefusedException(ErrorClasses.UnsupportedDatarep, $"there is no data representation '{representation}' here");
        if (elementary.Shadow.Size == 0)
            throw call.Error(ErrorClasses.Type, 2);
        if (filetype.Shadow.Size % elementary.Shadow.Size != 0)
            throw call.Error(ErrorClasses.Type, 3);
        // Only what is written must not overlap (§14.3).
        var mayOverlap = (file.Mode & AccessModes.ReadOnly) != 0;
        if (!FileView.IsInOrder(elementary.Shadow, mayOverlap) || !FileView.IsInOrder(filetype.Shadow, mayOverlap))
            throw new RefusedException(ErrorClasses.Io, "displacements of etype and filetype must not be negative nor decrease, and what is written must not overlap");
        if (FlattenedPieces.Of(elementary.Shadow) > FlattenedPieces.Most || FlattenedPieces.Of(filetype.Shadow) > FlattenedPieces.Most)
            throw FlattenedPieces.TooMany();
        if (representation == External32.Name && (elementary.Shadow.ExternalSize != elementary.Shadow.Size || filetype.Shadow.ExternalSize != filetype.Shadow.Size))
            throw new RefusedException(ErrorClasses.UnsupportedDatarep, "external32 for datatypes whose size there differs from the one in memory");
        if (file.IsSplitActive)
            throw new RefusedException(ErrorClasses.Other, "a split collective access of the file has not ended");
        DatatypeRegistry.Borrow(elementary);
        try
        {
            var view = new FileView(call.Environment.Datatypes, isCurrent ? null : displacement, elementary, DatatypeRegistry.Borrow(filetype), representation);
            if (view.CanReach(0))
                return view;
            call.Environment.Datatypes.Return(filetype);
            throw new ArgumentCheckException(ErrorClasses.Displacement, 1, (ulong)displacement);
        }
        catch (ArgumentCheckException)
        {
            call.Environment.Datatypes.Return(elementary);
            throw;
        }
    }

    /// <summary>What the library made of MPI_DISPLACEMENT_CURRENT. The types it returns are copies for us, unless they are predefined.</summary>
    private static long Ask(Call call, ulong file)
    {
        long displacement;
        var types = stackalloc ulong[2];
        var representation = (byte*)NativeMemory.AllocZeroed(8192);
        try
        {
            Call.Check(((delegate* unmanaged<ulong, long*, ulong*, ulong*, byte*, int>)call.Host())(file, &displacement, types, types + 1, representation));
            for (var i = 0; i < 2; i++)
            {
                int integers, addresses, datatypes, combiner;
                var envelope = (delegate* unmanaged<ulong, int*, int*, int*, int*, int>)call.Host("MPI_Type_get_envelope");
                if (envelope(types[i], &integers, &addresses, &datatypes, &combiner) == 0 && combiner != call.Environment.Library.Family.Constants["MPI_COMBINER_NAMED"])
                    _ = ((delegate* unmanaged<ulong*, int>)call.Host("MPI_Type_free"))(types + i);
            }

            return displacement;
        }
        finally
        {
            NativeMemory.Free(representation);
        }
    }
}
