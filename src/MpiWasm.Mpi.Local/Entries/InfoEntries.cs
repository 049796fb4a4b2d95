using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Info objects (MPI 5.0, chapter 10).</summary>
internal static unsafe class InfoEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Info_create", (nint)(delegate* unmanaged<int*, int>)&InfoCreate),
        ("MPI_Info_dup", (nint)(delegate* unmanaged<int, int*, int>)&InfoDup),
        ("MPI_Info_free", (nint)(delegate* unmanaged<int*, int>)&InfoFree),
        ("MPI_Info_set", (nint)(delegate* unmanaged<int, byte*, byte*, int>)&InfoSet),
        ("MPI_Info_delete", (nint)(delegate* unmanaged<int, byte*, int>)&InfoDelete),
        ("MPI_Info_get_nkeys", (nint)(delegate* unmanaged<int, int*, int>)&InfoGetNkeys),
        ("MPI_Info_get_nthkey", (nint)(delegate* unmanaged<int, int, byte*, int>)&InfoGetNthkey),
        ("MPI_Info_get", (nint)(delegate* unmanaged<int, byte*, int, byte*, int*, int>)&InfoGet),
        ("MPI_Info_get_valuelen", (nint)(delegate* unmanaged<int, byte*, int*, int*, int>)&InfoGetValuelen),
    ];

    [UnmanagedCallersOnly]
    private static int InfoCreate(int* info)
    {
        try
        {
            *info = Entry.Objects.Infos.Add(new InfoList());
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoDup(int info, int* made)
    {
        try
        {
            *made = Entry.Objects.Infos.Add(new InfoList(Entry.Objects.Infos[info]));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoFree(int* info)
    {
        try
        {
            if (!Entry.Objects.Infos.TryRemove(*info, out _))
                return StandardAbi.ErrInfo;
            *info = StandardAbi.InfoNull;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoSet(int info, byte* key, byte* value)
    {
        try
        {
            Entry.Objects.Infos[info].Set(Text(key), Text(value));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoDelete(int info, byte* key)
    {
        try
        {
            if (!Entry.Objects.Infos[info].Remove(Text(key)))
                return StandardAbi.ErrInfoNokey;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoGetNkeys(int info, int* count)
    {
        try
        {
            *count = Entry.Objects.Infos[info].Count;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoGetNthkey(int info, int which, byte* key)
    {
        try
        {
            if ((uint)which >= (uint)Entry.Objects.Infos[info].Count)
                return StandardAbi.ErrArg;
            Write(Entry.Objects.Infos[info][which].Key, key, StandardAbi.MaxInfoKey);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoGet(int info, byte* key, int length, byte* value, int* flag)
    {
        try
        {
            var found = Entry.Objects.Infos[info].Find(Text(key));
            *flag = found is null ? 0 : 1;
            if (found is not null)
                Write(found, value, length + 1);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int InfoGetValuelen(int info, byte* key, int* length, int* flag)
    {
        try
        {
            var found = Entry.Objects.Infos[info].Find(Text(key));
            *flag = found is null ? 0 : 1;
            if (found is not null)
                *length = Encoding.UTF8.GetByteCount(found);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text)!;

    /// <summary>Writes what fits, with a zero behind it.</summary>
    private static void Write(string text, byte* to, int room)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = Math.Min(bytes.Length, room - 1);
        bytes.AsSpan(0, length).CopyTo(new Span<byte>(to, length));
        to[length] = 0;
    }
}
