namespace MpiWasm.Mpi.Abi.Native;

/// <summary>The values of the MPI 5.0 standard ABI (Annex A, §20) that shims compare with; on wasm32 addresses are 4 bytes.</summary>
public static class StandardAbi
{
    public const int Bottom = 0;
    public const int InPlace = 1;
    public const int StatusIgnore = 0;

    public const int AnySource = -1;
    public const int AnyTag = -2;
    public const int ProcNull = -3;
    public const int Root = -4;
    public const int Undefined = -32766;

    public const int RequestNull = 384;
    public const int MessageNull = 296;
    public const int MessageNoProc = 297;
    public const int Byte = 583;
    public const int OpSum = 33;
    public const int OpNoOp = 61;

    public const int WinFlavorCreate = 311;
    public const int WinFlavorAllocate = 312;
    public const int WinFlavorDynamic = 313;
    public const int WinFlavorShared = 314;
    public const int LockExclusive = 301;
    public const int LockShared = 302;
    public const int ModeNoCheck = 1024;
    public const int ModeNoPrecede = 2048;
    public const int ModeNoPut = 4096;
    public const int ModeNoStore = 8192;
    public const int ModeNoSucceed = 16384;

    public const int StatusSize = 32;
    public const int StatusSource = 0;
    public const int StatusTag = 4;
    public const int StatusError = 8;
}

/// <summary>Error classes of MPI 5.0 that shims report.</summary>
public static class ErrorClasses
{
    public const int Success = 0;
    public const int Buffer = 1;
    public const int Count = 2;
    public const int Type = 3;
    public const int Tag = 4;
    public const int Comm = 5;
    public const int Rank = 6;
    public const int Request = 7;
    public const int Root = 8;
    public const int Group = 9;
    public const int Op = 10;
    public const int Topology = 11;
    public const int Dims = 12;
    public const int Arg = 13;
    public const int Truncate = 15;
    public const int Unknown = 14;
    public const int Other = 16;
    public const int Intern = 17;
    public const int Pending = 18;
    public const int InStatus = 19;
    public const int Access = 20;
    public const int Amode = 21;
    public const int Assert = 22;
    public const int Conversion = 25;
    public const int DuplicateRepresentation = 27;
    public const int BadFile = 23;
    public const int Displacement = 26;
    public const int FileExists = 28;
    public const int File = 30;
    public const int InfoKey = 31;
    public const int InfoNoKey = 32;
    public const int InfoValue = 33;
    public const int Info = 34;
    public const int Keyval = 36;
    public const int Io = 35;
    public const int LockType = 37;
    public const int Name = 38;
    public const int NoMem = 39;
    public const int NotSame = 40;
    public const int NoSpace = 41;
    public const int NoSuchFile = 42;
    public const int Port = 43;
    public const int Quota = 44;
    public const int ReadOnly = 45;
    public const int RmaRange = 48;
    public const int Base = 24;
    public const int Disp = 26;
    public const int Size = 52;
    public const int RmaAttach = 46;
    public const int RmaShared = 49;
    public const int RmaFlavor = 57;
    public const int Spawn = 53;
    public const int UnsupportedDatarep = 54;
    public const int UnsupportedOperation = 55;
    public const int Win = 56;
    public const int ValueTooLarge = 59;
    public const int Session = 60;
    public const int Errhandler = 61;
    public const int Abi = 62;
}
