namespace MpiWasm.Image.Cache;

/// <summary>What an image holds. The lower-case name begins the file's name in the cache.</summary>
public enum ImageKind
{
    /// <summary>A guest's functions, stubs and thunks.</summary>
    Guest,

    /// <summary>Entry trampoline, trap landing and signal handler.</summary>
    Support,

    /// <summary>MPI shims for one kind of host library.</summary>
    Shims,
}
