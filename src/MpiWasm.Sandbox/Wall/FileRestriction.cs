using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Wall;

/// <summary>
/// Landlock (Linux 5.19): from now on the calling thread and those it starts open, create, rename and remove files only below the granted
/// directories, with their rights, and where the host needs to. What is
/// open stays usable.
/// </summary>
internal static unsafe class FileRestriction
{
    // linux/landlock.h: LANDLOCK_ACCESS_FS_*
    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadDirectory = 1 << 3;
    private const ulong MakeDevices = (1 << 6) | (1 << 11);
    private const ulong Truncate = 1 << 14;
    private const ulong DeviceControl = 1 << 15;

    /// <summary>What a rule for something that is no directory may name.</summary>
    private const ulong OfFiles = Execute | WriteFile | ReadFile | Truncate | DeviceControl;

    private const ulong Reading = ReadFile | ReadDirectory;

    private const uint AskVersion = 1;

    /// <summary>The first version did not let files be renamed from one directory to another, granted ones included.</summary>
    private const int Least = 2;

    private const int BelowPath = 1;

    /// <summary>All rights that a version of Landlock knows; each version can refuse what the ones before could.</summary>
    private static ulong RightsOf(int version) => version switch
    {
        2 => Truncate - 1,
        3 or 4 => DeviceControl - 1,
        _ => (DeviceControl << 1) - 1,
    };

    /// <returns>The version in use; 0 where the kernel has none.</returns>
    public static int Apply(SandboxPolicy policy, WallOptions options)
    {
        var version = (int)Libc.SystemCall(WallCalls.CreateRuleset, 0, 0, (nint)AskVersion, 0);
        if (version < Least)
            return 0;
        var handled = RightsOf(version);
        var attributes = handled;
        var rules = (int)Libc.SystemCall(WallCalls.CreateRuleset, (nint)(&attributes), sizeof(ulong), 0, 0);
        if (rules < 0)
            return 0;
        try
        {
            foreach (var directory in policy.Directories)
                Add(
                    rules,
                    directory.Descriptor,
                    handled & (directory.Grant.IsReadOnly ? Reading : ~(Execute | MakeDevices | DeviceControl)));
            foreach (var path in options.Readable)
                Add(rules, path, handled & (Reading | Execute));
            foreach (var path in options.Writable)
                Add(rules, path, handled & ~Execute);
            return Libc.SystemCall(WallCalls.RestrictSelf, rules, 0, 0, 0) == 0 ? version : 0;
        }
        finally
        {
            _ = Libc.Close(rules);
        }
    }

    private static void Add(int rules, string path, ulong rights)
    {
        int descriptor;
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
            descriptor = Libc.Open(p, OpenFlags.Path | OpenFlags.CloseOnExec, 0);
        if (descriptor < 0)
            return;
        if (FileStatus.Of(descriptor, out var status, FileStatus.TypeMask))
            Add(rules, descriptor, status.IsDirectory ? rights : rights & OfFiles);
        _ = Libc.Close(descriptor);
    }

    private static void Add(int rules, int descriptor, ulong rights)
    {
        // A rule that cannot be added grants nothing: what it was for fails later, and says so.
        var rule = new PathRule { Rights = rights, Parent = descriptor };
        _ = Libc.SystemCall(WallCalls.AddRule, rules, BelowPath, (nint)(&rule), 0);
    }

    /// <summary>struct landlock_path_beneath_attr</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathRule
    {
        public ulong Rights;
        public int Parent;
    }
}
