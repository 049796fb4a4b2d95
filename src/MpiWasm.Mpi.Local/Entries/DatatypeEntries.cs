using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Datatypes, packing, and what a status tells of elements (MPI 5.0, chapter 5).</summary>
internal static unsafe class DatatypeEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Type_contiguous", (nint)(delegate* unmanaged<int, int, int*, int>)&TypeContiguous),
        ("MPI_Type_create_hvector", (nint)(delegate* unmanaged<int, int, nint, int, int*, int>)&TypeCreateHvector),
        ("MPI_Type_create_hindexed", (nint)(delegate* unmanaged<int, int*, nint*, int, int*, int>)&TypeCreateHindexed),
        ("MPI_Type_create_hindexed_block", (nint)(delegate* unmanaged<int, int, nint*, int, int*, int>)&TypeCreateHindexedBlock),
        ("MPI_Type_create_struct", (nint)(delegate* unmanaged<int, int*, nint*, int*, int*, int>)&TypeCreateStruct),
        ("MPI_Type_create_resized", (nint)(delegate* unmanaged<int, nint, nint, int*, int>)&TypeCreateResized),
        ("MPI_Type_dup", (nint)(delegate* unmanaged<int, int*, int>)&TypeDup),
        ("MPI_Type_commit", (nint)(delegate* unmanaged<int*, int>)&TypeCommit),
        ("MPI_Type_free", (nint)(delegate* unmanaged<int*, int>)&TypeFree),
        ("MPI_Type_get_envelope", (nint)(delegate* unmanaged<int, int*, int*, int*, int*, int>)&TypeGetEnvelope),
        ("MPI_Type_size", (nint)(delegate* unmanaged<int, int*, int>)&TypeSize),
        ("MPI_Type_get_extent", (nint)(delegate* unmanaged<int, nint*, nint*, int>)&TypeGetExtent),
        ("MPI_Type_get_true_extent", (nint)(delegate* unmanaged<int, nint*, nint*, int>)&TypeGetTrueExtent),
        ("MPI_Get_count", (nint)(delegate* unmanaged<Status*, int, int*, int>)&GetCount),
        ("MPI_Get_elements", (nint)(delegate* unmanaged<Status*, int, int*, int>)&GetElements),
        ("MPI_Get_elements_x", (nint)(delegate* unmanaged<Status*, int, long*, int>)&GetElementsX),
        ("MPI_Status_set_elements", (nint)(delegate* unmanaged<Status*, int, int, int>)&StatusSetElements),
        ("MPI_Status_set_elements_x", (nint)(delegate* unmanaged<Status*, int, long, int>)&StatusSetElementsX),
        ("MPI_Pack_size", (nint)(delegate* unmanaged<int, int, int, int*, int>)&PackSize),
        ("MPI_Pack", (nint)(delegate* unmanaged<void*, int, int, void*, int, int*, int, int>)&Pack),
        ("MPI_Unpack", (nint)(delegate* unmanaged<void*, int, int*, void*, int, int, int, int>)&Unpack),
        ("MPI_Op_create", (nint)(delegate* unmanaged<delegate* unmanaged<void*, void*, int*, int*, void>, int, int*, int>)&OpCreate),
        ("MPI_Op_free", (nint)(delegate* unmanaged<int*, int>)&OpFree),
        ("MPI_Op_commutative", (nint)(delegate* unmanaged<int, int*, int>)&OpCommutative),
        ("MPI_Reduce_local", (nint)(delegate* unmanaged<void*, void*, int, int, int, int>)&ReduceLocal),
    ];

    [UnmanagedCallersOnly]
    private static int TypeContiguous(int count, int type, int* made)
    {
        try
        {
            *made = Entry.Objects.Datatypes.Add(Datatype.Struct([new Piece(0, 1, 0, count, Of(type))]));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeCreateHvector(int count, int length, nint stride, int type, int* made)
    {
        try
        {
            *made = Entry.Objects.Datatypes.Add(Datatype.Struct([new Piece(0, count, stride, length, Of(type))]));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeCreateHindexed(int count, int* lengths, nint* offsets, int type, int* made)
    {
        try
        {
            var element = Of(type);
            var pieces = new Piece[count];
            for (var i = 0; i < count; i++)
                pieces[i] = new Piece(offsets[i], 1, 0, lengths[i], element);
            *made = Entry.Objects.Datatypes.Add(Datatype.Struct(pieces));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeCreateHindexedBlock(int count, int length, nint* offsets, int type, int* made)
    {
        try
        {
            var element = Of(type);
            var pieces = new Piece[count];
            for (var i = 0; i < count; i++)
                pieces[i] = new Piece(offsets[i], 1, 0, length, element);
            *made = Entry.Objects.Datatypes.Add(Datatype.Struct(pieces));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeCreateStruct(int count, int* lengths, nint* offsets, int* types, int* made)
    {
        try
        {
            var pieces = new Piece[count];
            for (var i = 0; i < count; i++)
                pieces[i] = new Piece(offsets[i], 1, 0, lengths[i], Of(types[i]));
            *made = Entry.Objects.Datatypes.Add(Datatype.Struct(pieces));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeCreateResized(int type, nint lowerBound, nint extent, int* made)
    {
        try
        {
            *made = Entry.Objects.Datatypes.Add(Of(type).Resized(lowerBound, extent));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeDup(int type, int* made)
    {
        try
        {
            *made = Entry.Objects.Datatypes.Add(Of(type));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeCommit(int* type)
    {
        try
        {
            _ = Of(*type);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeFree(int* type)
    {
        try
        {
            if (!Entry.Objects.Datatypes.TryRemove(*type, out _))
                return StandardAbi.ErrType;
            *type = StandardAbi.DatatypeNull;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    /// <summary>Whether it is predefined: how others were made the layer above knows.</summary>
    [UnmanagedCallersOnly]
    private static int TypeGetEnvelope(int type, int* integers, int* addresses, int* types, int* combiner) => Entry.Run(() =>
    {
        _ = Of(type);
        (*integers, *addresses, *types) = (0, 0, 1);
        *combiner = Entry.Objects.Datatypes.IsPredefined(type) ? StandardAbi.CombinerNamed : StandardAbi.CombinerDup;
    });

    [UnmanagedCallersOnly]
    private static int TypeSize(int type, int* size)
    {
        try
        {
            *size = Of(type).Size is var bytes && bytes <= int.MaxValue ? (int)bytes : StandardAbi.Undefined;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeGetExtent(int type, nint* lowerBound, nint* extent)
    {
        try
        {
            (*lowerBound, *extent) = ((nint)Of(type).LowerBound, (nint)Of(type).Extent);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TypeGetTrueExtent(int type, nint* lowerBound, nint* extent)
    {
        try
        {
            (*lowerBound, *extent) = ((nint)Of(type).TrueLowerBound, (nint)Of(type).TrueExtent);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GetCount(Status* status, int type, int* count)
    {
        try
        {
            var size = Of(type).Size;
            *count = size == 0 ? status->Bytes == 0 ? 0 : StandardAbi.Undefined
                : status->Bytes % size == 0 && status->Bytes / size <= int.MaxValue ? (int)(status->Bytes / size) : StandardAbi.Undefined;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GetElements(Status* status, int type, int* count)
    {
        try
        {
            var elements = Elements(status->Bytes, Of(type));
            *count = elements is >= 0 and <= int.MaxValue ? (int)elements : StandardAbi.Undefined;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GetElementsX(Status* status, int type, long* count)
    {
        try
        {
            var elements = Elements(status->Bytes, Of(type));
            *count = elements >= 0 ? elements : StandardAbi.Undefined;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int StatusSetElements(Status* status, int type, int count)
    {
        try
        {
            status->Bytes = count * (Of(type).Basic?.Size ?? Of(type).Size);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int StatusSetElementsX(Status* status, int type, long count)
    {
        try
        {
            status->Bytes = count * (Of(type).Basic?.Size ?? Of(type).Size);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int PackSize(int count, int type, int comm, int* size)
    {
        try
        {
            *size = checked((int)(count * Of(type).Size));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Pack(void* buffer, int count, int type, void* packed, int room, int* position, int comm)
    {
        try
        {
            if (count * Of(type).Size > room - *position)
                return StandardAbi.ErrTruncate;
            *position += (int)Transfer.Pack(buffer, count, Of(type), (byte*)packed + *position, room - *position);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Unpack(void* packed, int size, int* position, void* buffer, int count, int type, int comm)
    {
        try
        {
            if (count * Of(type).Size > size - *position)
                return StandardAbi.ErrTruncate;
            *position += (int)Transfer.Unpack((byte*)packed + *position, count * Of(type).Size, buffer, count, Of(type));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int OpCreate(delegate* unmanaged<void*, void*, int*, int*, void> function, int isCommutative, int* operation)
    {
        try
        {
            *operation = Entry.Objects.Operations.Add(new UserFunction(function, isCommutative != 0));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int OpFree(int* operation)
    {
        try
        {
            if (!Entry.Objects.Operations.TryRemove(*operation, out _))
                return StandardAbi.ErrOp;
            *operation = StandardAbi.OpNull;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int OpCommutative(int operation, int* isCommutative)
    {
        try
        {
            *isCommutative = Entry.Objects.Operations[operation].IsCommutative ? 1 : 0;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int ReduceLocal(void* left, void* right, int count, int type, int operation)
    {
        try
        {
            var made = Entry.Objects.Operations[operation];
            if (!made.Reduces(Of(type)))
                return StandardAbi.ErrOp;
            made.Apply(left, right, count, Of(type), type);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static Datatype Of(int handle) => Entry.Objects.Datatypes[handle];

    /// <summary>Basic elements in bytes of a type (§5.1.11); -1 where a part of one is left.</summary>
    private static long Elements(long bytes, Datatype type)
    {
        if (type.Basic is not { } basic)
            return bytes == 0 ? 0 : -1;
        var whole = bytes / basic.Size * basic.Scalars.Length;
        return bytes % basic.Size == 0 ? whole : -1;
    }
}
