using MpiWasm.Unix;

namespace MpiWasm.Wasi.Abi;

/// <summary>
/// Linux error numbers (asm-generic, the same on x86-64 and aarch64) as WASI's. What WASI has no name for is an input/output error.
/// </summary>
internal static class ErrnoMap
{
    private static readonly (int Host, Errno Wasi)[] Rows =
    [
        (1, Errno.Perm),                 // EPERM
        (2, Errno.Noent),                // ENOENT
        (3, Errno.Srch),                 // ESRCH
        (4, Errno.Intr),                 // EINTR
        (5, Errno.Io),                   // EIO
        (6, Errno.Nxio),                 // ENXIO
        (7, Errno.TooBig),               // E2BIG
        (8, Errno.Noexec),               // ENOEXEC
        (9, Errno.Badf),                 // EBADF
        (10, Errno.Child),               // ECHILD
        (11, Errno.Again),               // EAGAIN
        (12, Errno.Nomem),               // ENOMEM
        (13, Errno.Acces),               // EACCES
        (14, Errno.Fault),               // EFAULT
        (16, Errno.Busy),                // EBUSY
        (17, Errno.Exist),               // EEXIST
        (18, Errno.Xdev),                // EXDEV
        (19, Errno.Nodev),               // ENODEV
        (20, Errno.Notdir),              // ENOTDIR
        (21, Errno.Isdir),               // EISDIR
        (22, Errno.Inval),               // EINVAL
        (23, Errno.Nfile),               // ENFILE
        (24, Errno.Mfile),               // EMFILE
        (25, Errno.Notty),               // ENOTTY
        (26, Errno.Txtbsy),              // ETXTBSY
        (27, Errno.Fbig),                // EFBIG
        (28, Errno.Nospc),               // ENOSPC
        (29, Errno.Spipe),               // ESPIPE
        (30, Errno.Rofs),                // EROFS
        (31, Errno.Mlink),               // EMLINK
        (32, Errno.Pipe),                // EPIPE
        (33, Errno.Dom),                 // EDOM
        (34, Errno.Range),               // ERANGE
        (35, Errno.Deadlk),              // EDEADLOCK
        (36, Errno.Nametoolong),         // ENAMETOOLONG
        (37, Errno.Nolck),               // ENOLCK
        (38, Errno.Nosys),               // ENOSYS
        (39, Errno.Notempty),            // ENOTEMPTY
        (40, Errno.Loop),                // ELOOP
        (42, Errno.Nomsg),               // ENOMSG
        (43, Errno.Idrm),                // EIDRM
        (67, Errno.Nolink),              // ENOLINK
        (71, Errno.Proto),               // EPROTO
        (72, Errno.Multihop),            // EMULTIHOP
        (74, Errno.Badmsg),              // EBADMSG
        (75, Errno.Overflow),            // EOVERFLOW
        (84, Errno.Ilseq),               // EILSEQ
        (88, Errno.Notsock),             // ENOTSOCK
        (89, Errno.Destaddrreq),         // EDESTADDRREQ
        (90, Errno.Msgsize),             // EMSGSIZE
        (91, Errno.Prototype),           // EPROTOTYPE
        (92, Errno.Noprotoopt),          // ENOPROTOOPT
        (93, Errno.Protonosupport),      // EPROTONOSUPPORT
        (95, Errno.Notsup),              // ENOTSUP
        (97, Errno.Afnosupport),         // EAFNOSUPPORT
        (98, Errno.Addrinuse),           // EADDRINUSE
        (99, Errno.Addrnotavail),        // EADDRNOTAVAIL
        (100, Errno.Netdown),            // ENETDOWN
        (101, Errno.Netunreach),         // ENETUNREACH
        (102, Errno.Netreset),           // ENETRESET
        (103, Errno.Connaborted),        // ECONNABORTED
        (104, Errno.Connreset),          // ECONNRESET
        (105, Errno.Nobufs),             // ENOBUFS
        (106, Errno.Isconn),             // EISCONN
        (107, Errno.Notconn),            // ENOTCONN
        (110, Errno.Timedout),           // ETIMEDOUT
        (111, Errno.Connrefused),        // ECONNREFUSED
        (113, Errno.Hostunreach),        // EHOSTUNREACH
        (114, Errno.Already),            // EALREADY
        (115, Errno.Inprogress),         // EINPROGRESS
        (116, Errno.Stale),              // ESTALE
        (122, Errno.Dquot),              // EDQUOT
        (125, Errno.Canceled),           // ECANCELED
        (130, Errno.Ownerdead),          // EOWNERDEAD
        (131, Errno.Notrecoverable),     // ENOTRECOVERABLE
    ];

    private static readonly byte[] Table = Build();

    /// <summary>The WASI error for a host error number.</summary>
    public static Errno FromHost(int errno) => (uint)errno < (uint)Table.Length ? (Errno)Table[errno] : Errno.Io;

    /// <summary>
    /// The WASI error for a resolver's answer. It says EXDEV where a path leads out of its directory; a real EXDEV comes only from rename
    /// and link.
    /// </summary>
    public static Errno FromResolver(int negative) => negative == -HostErrno.EXDEV ? Errno.Notcapable : FromHost(-negative);

    private static byte[] Build()
    {
        var table = new byte[Rows[^1].Host + 1];
        Array.Fill(table, (byte)Errno.Io);
        table[0] = (byte)Errno.Success;
        foreach (var (host, wasi) in Rows)
            table[host] = (byte)wasi;
        return table;
    }
}
