using System.Runtime.InteropServices;
using MpiWasm.Unix;

namespace MpiWasm.Runtime.Images;

/// <summary>Where the dynamic linker has put the shared object that holds an address.</summary>
/// <param name="Bias">What to subtract from an address to get the one in the ELF file.</param>
/// <param name="CodeLow">Start of the executable segment.</param>
/// <param name="CodeHigh">End of the executable segment.</param>
internal readonly record struct LoadedObject(ulong Bias, ulong CodeLow, ulong CodeHigh)
{
    private const uint LoadSegment = 1;
    private const uint Executable = 1;

    /// <summary><c>struct dl_phdr_info</c>, its first fields.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct ObjectInfo
    {
        public ulong Bias;
        public byte* Name;
        public ProgramHeader* Headers;
        public ushort HeaderCount;
    }

    /// <summary><c>Elf64_Phdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ProgramHeader
    {
        public uint Type;
        public uint Flags;
        public ulong FileOffset;
        public ulong Address;
        public ulong PhysicalAddress;
        public ulong FileSize;
        public ulong MemorySize;
        public ulong Alignment;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Search
    {
        public ulong Address;
        public LoadedObject Found;
    }

    public static unsafe LoadedObject Containing(nint address)
    {
        var search = new Search { Address = (ulong)address };
        return Libc.IterateProgramHeaders(&Visit, &search) != 0
            ? search.Found
            : throw new InvalidOperationException("the image is not among the loaded objects");
    }

    [UnmanagedCallersOnly]
    private static unsafe int Visit(void* info, nuint size, void* data)
    {
        var loaded = (ObjectInfo*)info;
        var search = (Search*)data;
        var holds = false;
        ulong low = ulong.MaxValue, high = 0;
        for (var i = 0; i < loaded->HeaderCount; i++)
        {
            var header = loaded->Headers[i];
            if (header.Type != LoadSegment)
                continue;
            var start = loaded->Bias + header.Address;
            var end = start + header.MemorySize;
            holds |= start <= search->Address && search->Address < end;
            if ((header.Flags & Executable) != 0)
            {
                low = Math.Min(low, start);
                high = Math.Max(high, end);
            }
        }
        if (!holds)
            return 0;
        search->Found = new LoadedObject(loaded->Bias, low, high);
        return 1;
    }
}
