using System.Text;
using MpiWasm.Wasi.Abi;

namespace MpiWasm.Wasi.Tests.Escapes;

/// <summary>A path that is to lead out of what was granted.</summary>
/// <param name="Group">What kind of way out it is.</param>
/// <param name="Grant">The granted directory; HOST is that of <see cref="EscapeTree"/>.</param>
/// <param name="Name">The path in words, where its bytes are not readable, else the path itself.</param>
/// <param name="Path">What the guest passes.</param>
/// <param name="Expected">What opening it for reading must give.</param>
internal sealed record Attempt(string Group, string Grant, string Name, byte[] Path, Errno Expected);

/// <summary>The list of attempts. docs/security.md shows it, with what came of each.</summary>
internal static class Attempts
{
    private const string Inside = "HOST/inside";

    public static IReadOnlyList<Attempt> All { get; } =
    [
        .. Texts("dot-dot", Errno.Notcapable,
            "..", "../", "../.", "../..", "../../..", "../outside", "../outside/", "../outside/secret",
            "./../outside/secret",
            "././../outside/secret",
            "sub/../../outside/secret", "sub/../..", "sub/../../", "sub/deep/../../../outside/secret", "sub/deep/.././../../outside/secret",
            "..//outside/secret", "..///outside//secret", "sub//..//..//outside/secret",
            ".//..//outside/secret",
            "sub/../sub/../../outside/secret",
            "../inside/file", "../inside/../outside/secret", "sub/deep/../../..", "../../../../../../../../../../etc/passwd",
            "sub/../../../../../../../../../../proc/self/environ", "../.../outside/secret"),
        .. Texts("dot-dot", Errno.Notdir, "file/../../outside/secret", "file/.."),
        .. Texts("dot-dot", Errno.Noent, "none/../../outside/secret", "sub/none/../../../outside/secret"),
        .. Texts("absolute", Errno.Notcapable,
            "/", "//", "///", "/.", "/..", "/etc/passwd", "//etc/passwd", "/./etc/passwd", "/../etc/passwd",
            "HOST/outside/secret",
            "HOST/inside/file",
            "/proc/self/root", "/proc/self/root/etc/passwd", "/proc/self/cwd", "/proc/self/exe", "/proc/self/environ",
            "/proc/self/mem", "/proc/self/fd/0", "/proc/1/root", "/dev/mem", "/dev/tty", "/sys/kernel"),
        .. Texts("links", Errno.Notcapable,
            "up", "up/", "up/.", "up/outside/secret", "up/inside/file", "upup", "upup/x", "absolute", "absolute/", "absolute/secret",
            "absolute/.", "absolute/..", "file-out", "dangling-out", "slash-out", "slash-out/secret", "dots-out",
            "dots-out/secret", "slash", "slash/etc/passwd", "etc",
            "sub/up/outside/secret", "sub/../up/outside/secret", "sub/deep/back/outside/secret",
            "down-up/outside/secret",
            "proc-root/etc/passwd",
            "proc-fd/0"),
        .. Texts(
            "chains of links",
            Errno.Notcapable,
            "chain1",
            "chain1/secret",
            "chain2/secret",
            "sub/chain3/secret",
            "forty1/secret",
            "forty40/secret"),
        .. Texts(
            "chains of links",
            Errno.Loop,
            "loop",
            "loop/../../outside/secret",
            "pair1/secret",
            "pair2/../..",
            "forty0/secret",
            "self/self/self/../../outside/secret"),
        .. Texts("odd names", Errno.Noent,
            @"..\outside\secret", "..%2foutside%2fsecret", "%2e%2e/outside/secret", "．．/outside/secret", "‥/outside/secret",
            "..\u200b/outside/secret",
            ".. /outside/secret", " ../outside/secret", "...", ".../outside/secret", "....//outside/secret", "..;/outside/secret",
            "..\t/outside/secret", "..\n/outside/secret", "~/secret", "~root/secret", "$HOME/secret", "${PWD}/../outside", "C:/secret",
            "file:///etc/passwd", "../inside\u0301/../outside/secret"[3..], "*/../../outside/secret", "sub;../outside"),
        .. Bytes("not UTF-8", Errno.Noent,
            ("C0 AE C0 AE (overlong '..'), /outside/secret", [0xC0, 0xAE, 0xC0, 0xAE, .. "/outside/secret"u8]),
            ("E0 80 AE twice (overlong '..'), /outside/secret", [0xE0, 0x80, 0xAE, 0xE0, 0x80, 0xAE, .. "/outside/secret"u8]),
            ("'..' C0 AF (overlong '/') outside/secret", [.. ".."u8, 0xC0, 0xAF, .. "outside/secret"u8]),
            ("FF FE /../../outside/secret", [0xFF, 0xFE, .. "/../../outside/secret"u8]),
            ("sub FF /../../outside/secret", [.. "sub"u8, 0xFF, .. "/../../outside/secret"u8]),
            ("ED B8 AE (a surrogate) /secret", [0xED, 0xB8, 0xAE, .. "/secret"u8]),
            ("2E 00 2E 00 without the zeros, 80", [0x2E, 0x2E, 0x80])),
        .. Bytes("not UTF-8", Errno.Notcapable, ("../ FF", [.. "../"u8, 0xFF]), ("up/ C0 AE", [.. "up/"u8, 0xC0, 0xAE])),
        .. Bytes("NUL", Errno.Inval,
            ("sub NUL /../../outside/secret", [.. "sub\0/../../outside/secret"u8]), ("NUL", [0]), ("file NUL", [.. "file\0"u8]),
            (".. NUL /outside", [.. "..\0/outside"u8]), ("../outside/secret NUL", [.. "../outside/secret\0"u8]), ("up NUL", [.. "up\0"u8])),
        .. Bytes("empty", Errno.Noent, ("the empty path", [])),
        .. Bytes("long", Errno.Noent, ("255 times a", Repeat("a", 255, ""))),
        .. Bytes("long", Errno.Nametoolong,
            ("256 times a", Repeat("a", 256, "")), ("4096 times a", Repeat("a", 4096, "")), ("2048 times ./", Repeat("./", 2048, "")),
            ("../ 1366 times", Repeat("../", 1366, "")), ("65536 times /", Repeat("/", 65536, "")), ("255 times a, /, "
                + "256 times a below sub",
                [.. "sub/"u8, .. Repeat("a", 256, "")])),
        .. Bytes("long", Errno.Notcapable,
            ("2000 times ./, ../outside/secret", Repeat("./", 2000, "../outside/secret")), ("500 times sub/../, ../outside/secret",
                Repeat("sub/../", 500, "../outside/secret")),
            ("4000 times /, etc", Repeat("/", 4000, "etc")), ("1300 times ../", Repeat("../", 1300, ""))),
        .. Granted(
            "magic links of /proc",
            "/proc/self",
            Errno.Loop,
            "fd/0",
            "fd/1",
            "root",
            "root/etc/passwd",
            "cwd",
            "cwd/..",
            "exe",
            "ns/net",
            "ns/mnt",
            "task/../fd/0",
            "task/../root/etc"),
        .. Granted(
            "magic links of /proc",
            "/",
            Errno.Loop,
            "proc/self/root/etc/passwd",
            "proc/self/fd/0",
            "proc/thread-self/cwd",
            "proc/self/task/../cwd"),
        .. Granted("mount points", "/proc", Errno.Notcapable, "..", "../etc/passwd", "self/../../etc/passwd", "sys/../../etc"),
        .. Granted("mount points", "/dev", Errno.Notcapable, "..", "../etc/passwd", "shm/../..", "shm/../../etc/passwd", "stdin", "fd/0"),
        .. Granted("mount points", "/", Errno.Notcapable, "..", "../etc/passwd", "proc/../..", "dev/shm/../../../etc/passwd"),
    ];

    private static IEnumerable<Attempt> Texts(string group, Errno expected, params string[] paths) =>
        Granted(group, Inside, expected, paths);

    private static IEnumerable<Attempt> Granted(string group, string grant, Errno expected, params string[] paths) =>
        paths.Select(p => new Attempt(group, grant, p, Encoding.UTF8.GetBytes(p), expected));

    private static IEnumerable<Attempt> Bytes(string group, Errno expected, params (string Name, byte[] Path)[] paths) =>
        paths.Select(p => new Attempt(group, Inside, p.Name, p.Path, expected));

    private static byte[] Repeat(string text, int times, string end) =>
        [.. Enumerable.Repeat(Encoding.UTF8.GetBytes(text), times).SelectMany(b => b), .. Encoding.UTF8.GetBytes(end)];
}
