using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Ports and names (MPI 5.0 §11.9), within the job: there is no other that could be reached.</summary>
internal static unsafe class PortEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Open_port", (nint)(delegate* unmanaged<int, byte*, int>)&OpenPort),
        ("MPI_Close_port", (nint)(delegate* unmanaged<byte*, int>)&ClosePort),
        ("MPI_Publish_name", (nint)(delegate* unmanaged<byte*, int, byte*, int>)&PublishName),
        ("MPI_Unpublish_name", (nint)(delegate* unmanaged<byte*, int, byte*, int>)&UnpublishName),
        ("MPI_Lookup_name", (nint)(delegate* unmanaged<byte*, int, byte*, int>)&LookupName),
        ("MPI_Comm_accept", (nint)(delegate* unmanaged<byte*, int, int, int, int*, int>)&CommAccept),
        ("MPI_Comm_connect", (nint)(delegate* unmanaged<byte*, int, int, int, int*, int>)&CommConnect),
    ];

    [UnmanagedCallersOnly]
    private static int OpenPort(int info, byte* port) => Entry.Run(() => Write(Ports.Open(), port));

    [UnmanagedCallersOnly]
    private static int ClosePort(byte* port) => Entry.Run(() => Ports.Close(Text(port)));

    [UnmanagedCallersOnly]
    private static int PublishName(byte* service, int info, byte* port) => Entry.Run(() => Ports.Publish(Text(service), Text(port)));

    [UnmanagedCallersOnly]
    private static int UnpublishName(byte* service, int info, byte* port) => Entry.Run(() => Ports.Unpublish(Text(service)));

    [UnmanagedCallersOnly]
    private static int LookupName(byte* service, int info, byte* port) => Entry.Run(() => Write(Ports.Find(Text(service)), port));

    [UnmanagedCallersOnly]
    private static int CommAccept(byte* port, int info, int root, int comm, int* made) => Entry.RunToCode(() =>
        Parts.Finish(Communicators.CreateWithRoot(comm, root, made, group => (Ports.Accept(Text(port), group), 0))));

    [UnmanagedCallersOnly]
    private static int CommConnect(byte* port, int info, int root, int comm, int* made) => Entry.RunToCode(() =>
        Parts.Finish(Communicators.CreateWithRoot(comm, root, made, group => (Ports.Connect(Text(port), group), 1))));

    private static Ports Ports => Entry.Rank.Job.Ports;

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text)!;

    private static void Write(string text, byte* to)
    {
        var length = Encoding.UTF8.GetBytes(text, new Span<byte>(to, StandardAbi.MaxPortName - 1));
        to[length] = 0;
    }
}
