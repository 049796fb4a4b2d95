using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>Sockets, and waiting for descriptors.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport(Library, EntryPoint = "eventfd")]
    public static partial int EventDescriptor(uint value, int flags);

    [LibraryImport(Library, EntryPoint = "ppoll")]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, TimeSpec* timeout, void* signalMask);

    [LibraryImport(Library, EntryPoint = "accept4")]
    public static partial int Accept(int descriptor, void* address, void* length, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg")]
    public static partial nint Receive(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg")]
    public static partial nint Send(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "shutdown")]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "getsockopt")]
    public static partial int SocketOption(int descriptor, int level, int option, void* value, int* length);
}
