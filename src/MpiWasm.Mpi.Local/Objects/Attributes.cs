using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Predefined attributes of communicators (§9.1.2).</summary>
internal static unsafe class Attributes
{
    private static readonly int* Values = Made();

    /// <summary>Where the attribute's integer is; null for a key that is none.</summary>
    public static void* Find(int key) => key switch
    {
        StandardAbi.TagUb => Values,
        StandardAbi.Host => Values + 1,
        StandardAbi.Io => Values + 2,
        StandardAbi.WtimeIsGlobal => Values + 3,
        _ => null,
    };

    private static int* Made()
    {
        var values = (int*)NativeMemory.Alloc(4, sizeof(int));
        (values[0], values[1], values[2], values[3]) = (int.MaxValue, StandardAbi.ProcNull, StandardAbi.AnySource, 1);
        return values;
    }
}
