using System.Runtime.InteropServices;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Wall;

/// <summary>
/// The second wall around a guest, the kernel's: should a defect of ours let a guest make us call what it must not, the call fails. A
/// filter of system calls (seccomp) holds for all threads of the
/// process, restricted files (Landlock) for the calling thread and those it starts: the guest's. Neither can be taken down again. A kernel
/// that has not one of them is no error.
/// </summary>
public static class GuestWall
{
    /// <summary>Raises the wall.</summary>
    /// <param name="policy">What the guest may reach.</param>
    /// <param name="options">What the host needs beside it.</param>
    /// <returns>What stands now.</returns>
    public static WallReport Raise(SandboxPolicy policy, WallOptions options)
    {
        // The kernel takes neither from a process that could gain rights by starting a program.
        if (Libc.ProcessControl(WallCalls.SetNoNewPrivileges, 1, 0, 0, 0) != 0)
            return new WallReport(Files: 0, SystemCalls: false);
        var files = options.Files ? FileRestriction.Apply(policy, options) : 0;
        return new WallReport(files, SystemCallFilter.Apply(options));
    }
}

/// <summary>What stands of the wall.</summary>
/// <param name="Files">The version of Landlock in use; 0 where files are not restricted.</param>
/// <param name="SystemCalls">Whether system calls are filtered.</param>
public sealed record WallReport(int Files, bool SystemCalls);

/// <summary>The calls of the kernel that the wall is made of.</summary>
internal static class WallCalls
{
    public const int SetNoNewPrivileges = 38;

    // The same numbers on x86-64 and aarch64.
    public const nint CreateRuleset = 444;
    public const nint AddRule = 445;
    public const nint RestrictSelf = 446;

    public static nint Seccomp => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 317 : 277;
}
