using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Objects.Info;

namespace MpiWasm.Mpi.Files;

/// <summary>MPI_File_set_view and MPI_File_get_view (MPI 5.0 §14.3).</summary>
internal static unsafe class FileViews
{
    private const int Current = -1;

    /// <summary>A stream of bytes, as a file is opened.</summary>
    public static FileView Initial(MpiEnvironment environment)
    {
        var bytes = environment.Datatypes.Find(StandardAbi.Byte);
        return new FileView(environment.Datatypes, 0, DatatypeRegistry.Borrow(bytes), DatatypeRegistry.Borrow(bytes), FileView.Native);
    }

    public static void Set(FileSetViewCall call)
    {
        var environment = call.Environment;
        var file = FileProcedures.OpenFile(environment, call.Fh);
        var view = ViewOf(call, file);
        try
        {
            var hints = file.Hints.With(environment.Infos.Find(call.Info.Guest));
            // A filetype without data has no copies to count: libraries divide by its size. With one etype for it the process is as good,
            // as it accesses nothing.
            var elementary = environment.Datatypes.ForFiles(view.Elementary) ?? view.Elementary.Host;
            var filetype = view.IsEmpty ? elementary : (environment.Datatypes.ForFiles(view.Filetype) ?? view.Filetype.Host);
            var displacement = view.Displacement ?? environment.Library.Family.Constants[ConstantNames.DisplacementCurrent];
            var host = call.Fh.Host;
            hints.Use(environment, info =>
            {
                fixed (byte* native = "native\0"u8)
                    environment.Functions.FileSetView(host, displacement, elementary, filetype, native, info);
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

    public static void Get(FileGetViewCall call)
    {
        var file = FileProcedures.OpenFile(call.Environment, call.Fh);
        call.Disp.Require();
        call.Etype.Require();
        call.Filetype.Require();
        call.Datarep.Require();
        var view = file.View;
        var displacement = view.Displacement ?? Ask(call.Environment, call.Fh.Host);
        var elementary = call.Environment.Datatypes.NewHandle(view.Elementary);
        var filetype = call.Environment.Datatypes.NewHandle(view.Filetype);
        call.Disp.Set(displacement);
        call.Etype.Set(elementary);
        call.Filetype.Set(filetype);
        call.Datarep.Write(Encoding.ASCII.GetBytes(view.Representation));
    }

    private static FileView ViewOf(FileSetViewCall call, OpenFile file)
    {
        var displacement = call.Disp.Value;
        var isCurrent = displacement == Current && file.IsSequential;
        if (displacement < 0 && !isCurrent)
            throw call.Disp.Error(ErrorClasses.Disp);
        var elementary = call.Etype.Hosted();
        var filetype = call.Filetype.Hosted();
        call.Info.Require();
        var representation = Encoding.UTF8.GetString(call.Datarep.Read());
        if (!FileView.IsRepresentation(representation))
            throw new RefusedException(ErrorClasses.UnsupportedDatarep, $"there is no data representation '{representation}' here");
        if (elementary.Shadow.Size == 0)
            throw call.Etype.Error(ErrorClasses.Type);
        if (filetype.Shadow.Size % elementary.Shadow.Size != 0)
            throw call.Filetype.Error(ErrorClasses.Type);
        // Only what is written must not overlap (§14.3).
        var mayOverlap = (file.Mode & AccessModes.ReadOnly) != 0;
        if (!FileView.IsInOrder(elementary.Shadow, mayOverlap) || !FileView.IsInOrder(filetype.Shadow, mayOverlap))
            throw new RefusedException(ErrorClasses.Io,
                "displacements of etype and filetype must not be negative nor decrease, and what is written must not overlap");
        if (FlattenedPieces.Of(elementary.Shadow) > FlattenedPieces.Most || FlattenedPieces.Of(filetype.Shadow) > FlattenedPieces.Most)
            throw FlattenedPieces.TooMany();
        if (representation == External32.Name
            && (elementary.Shadow.ExternalSize != elementary.Shadow.Size || filetype.Shadow.ExternalSize != filetype.Shadow.Size))
            throw new RefusedException(
                ErrorClasses.UnsupportedDatarep, "external32 for datatypes whose size there differs from the one in memory");
        if (file.IsSplitActive)
            throw new RefusedException(ErrorClasses.Other, "a split collective access of the file has not ended");
        DatatypeRegistry.Borrow(elementary);
        try
        {
            var view = new FileView(
                call.Environment.Datatypes, isCurrent ? null : displacement, elementary, DatatypeRegistry.Borrow(filetype), representation);
            if (view.CanReach(0))
                return view;
            call.Environment.Datatypes.Return(filetype);
            throw call.Disp.Error(ErrorClasses.Disp);
        }
        catch (ArgumentCheckException)
        {
            call.Environment.Datatypes.Return(elementary);
            throw;
        }
    }

    /// <summary>
    /// What the library made of MPI_DISPLACEMENT_CURRENT. The types it returns are copies for us, unless they are predefined.
    /// </summary>
    private static long Ask(MpiEnvironment environment, ulong file)
    {
        long displacement;
        var types = stackalloc ulong[2];
        var representation = (byte*)NativeMemory.AllocZeroed(8192);
        try
        {
            var functions = environment.Functions;
            functions.FileGetView(file, &displacement, types, types + 1, representation);
            for (var i = 0; i < 2; i++)
            {
                int integers, addresses, datatypes, combiner;
                if (functions.Codes.TypeGetEnvelope(types[i], &integers, &addresses, &datatypes, &combiner) == 0
                    && combiner != environment.Library.Family.Constants[ConstantNames.CombinerNamed])
                    _ = functions.Codes.TypeFree(types + i);
            }

            return displacement;
        }
        finally
        {
            NativeMemory.Free(representation);
        }
    }
}
