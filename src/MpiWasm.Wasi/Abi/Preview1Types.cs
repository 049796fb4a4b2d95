namespace MpiWasm.Wasi.Abi;

// Constants and in-memory layouts of WASI preview 1.

internal enum FileType : byte
{
    Unknown = 0,
    BlockDevice = 1,
    CharacterDevice = 2,
    Directory = 3,
    RegularFile = 4,
    SocketDatagram = 5,
    SocketStream = 6,
    SymbolicLink = 7,
}

[Flags]
internal enum Rights : ulong
{
    None = 0,
    FdDataSync = 1 << 0,
    FdRead = 1 << 1,
    FdSeek = 1 << 2,
    FdFdstatSetFlags = 1 << 3,
    FdSync = 1 << 4,
    FdTell = 1 << 5,
    FdWrite = 1 << 6,
    FdAdvise = 1 << 7,
    FdAllocate = 1 << 8,
    PathCreateDirectory = 1 << 9,
    PathCreateFile = 1 << 10,
    PathLinkSource = 1 << 11,
    PathLinkTarget = 1 << 12,
    PathOpen = 1 << 13,
    FdReadDirectory = 1 << 14,
    PathReadLink = 1 << 15,
    PathRenameSource = 1 << 16,
    PathRenameTarget = 1 << 17,
    PathFilestatGet = 1 << 18,
    PathFilestatSetSize = 1 << 19,
    PathFilestatSetTimes = 1 << 20,
    FdFilestatGet = 1 << 21,
    FdFilestatSetSize = 1 << 22,
    FdFilestatSetTimes = 1 << 23,
    PathSymlink = 1 << 24,
    PathRemoveDirectory = 1 << 25,
    PathUnlinkFile = 1 << 26,
    PollFdReadWrite = 1 << 27,
    SockShutdown = 1 << 28,
    SockAccept = 1 << 29,

    All = (1 << 30) - 1,

    AllPath = PathCreateDirectory | PathCreateFile | PathLinkSource | PathLinkTarget | PathOpen | PathReadLink | PathRenameSource
        | PathRenameTarget | PathFilestatGet | PathFilestatSetSize | PathFilestatSetTimes | PathSymlink
        | PathRemoveDirectory | PathUnlinkFile,

    Directory = AllPath | FdReadDirectory | FdFdstatSetFlags | FdSync | FdDataSync | FdAdvise | FdFilestatGet | FdFilestatSetTimes
        | PollFdReadWrite,

    /// <summary>A file, pipe or device; less what its access mode excludes.</summary>
    File = FdDataSync | FdRead | FdSeek | FdFdstatSetFlags | FdSync | FdTell | FdWrite | FdAdvise | FdAllocate | FdFilestatGet
        | FdFilestatSetSize | FdFilestatSetTimes | PollFdReadWrite,

    /// <summary>What a socket can do beside being accepted from.</summary>
    Socket = FdRead | FdWrite | FdFdstatSetFlags | FdFilestatGet | PollFdReadWrite | SockShutdown | SockAccept,

    Writing = FdWrite | FdAllocate | FdFilestatSetSize,
}

[Flags]
internal enum OpenMode
{
    Create = 1,
    Directory = 2,
    Exclusive = 4,
    Truncate = 8,
    All = 15,
}

[Flags]
internal enum FdFlags
{
    Append = 1,
    DataSync = 2,
    NonBlocking = 4,
    ReadSync = 8,
    Sync = 16,
    All = 31,
}

[Flags]
internal enum LookupFlags
{
    SymlinkFollow = 1,
}

[Flags]
internal enum TimeFlags
{
    Access = 1,
    AccessNow = 2,
    Modification = 4,
    ModificationNow = 8,
    All = 15,
}

internal static class EventType
{
    public const byte Clock = 0;
    public const byte FdRead = 1;
    public const byte FdWrite = 2;
}

/// <summary>Sizes and field offsets of the structures WASI reads and writes in guest memory.</summary>
internal static class Layout
{
    public const int Dirent = 24;
    public const int DirentInode = 8;
    public const int DirentNameLength = 16;
    public const int DirentType = 20;

    public const int Fdstat = 24;
    public const int FdstatFlags = 2;
    public const int FdstatRightsBase = 8;
    public const int FdstatRightsInheriting = 16;

    public const int Filestat = 64;

    /// <summary>In the first snapshot (wasi_unstable) the number of links has 32 bits, and all that follows is 8 bytes earlier.</summary>
    public const int UnstableFilestat = 56;
    public const int UnstableFilestatLinks = 20;

    public const int FilestatInode = 8;
    public const int FilestatType = 16;
    public const int FilestatLinks = 24;
    public const int FilestatSize = 32;
    public const int FilestatAccess = 40;
    public const int FilestatModification = 48;
    public const int FilestatChange = 56;

    public const int Subscription = 48;
    public const int SubscriptionTag = 8;
    public const int SubscriptionClock = 16;
    public const int SubscriptionFd = 16;
    public const int SubscriptionTimeout = 24;
    public const int SubscriptionClockFlags = 40;
    public const int SubscriptionAbsolute = 1;

    /// <summary>In the first snapshot a clock has an identifier in front, which moves all that follows by 8 bytes.</summary>
    public const int UnstableSubscription = 56;
    public const int UnstableClockShift = 8;

    public const int Event = 32;
    public const int EventError = 8;
    public const int EventTypeOffset = 10;
    public const int EventBytes = 16;
    public const int EventFlags = 24;
    public const int EventHangUp = 1;
}
