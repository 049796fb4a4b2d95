namespace MpiWasm.Sandbox.Grants;

/// <summary>A directory of the host that the guest may use, as given with <c>--dir HOST[::GUEST][:ro]</c>.</summary>
/// <param name="HostPath">The directory on the host; symbolic links in it are followed, since the user named it.</param>
/// <param name="GuestPath">The name the guest knows it by.</param>
/// <param name="IsReadOnly">Whether everything that would change a file or directory below it is refused.</param>
public sealed record DirectoryGrant(string HostPath, string GuestPath, bool IsReadOnly)
{
    private const string ReadOnlySuffix = ":ro";
    private const string Separator = "::";

    /// <summary>
    /// Parses the argument of <c>--dir</c>. Without a guest name the guest sees the directory by the host's name as given.
    /// </summary>
    /// <exception cref="SandboxException">MW0601: the argument has not this form.</exception>
    public static DirectoryGrant Parse(string specification)
    {
        var rest = specification;
        var readOnly = rest.EndsWith(ReadOnlySuffix, StringComparison.Ordinal);
        if (readOnly)
            rest = rest[..^ReadOnlySuffix.Length];
        var separator = rest.IndexOf(Separator, StringComparison.Ordinal);
        var host = separator < 0 ? rest : rest[..separator];
        var guest = separator < 0 ? rest : rest[(separator + Separator.Length)..];
        if (host.Length == 0 || guest.Length == 0 || specification.Contains('\0', StringComparison.Ordinal))
        {
            throw new SandboxException(
                SandboxException.BadGrant,
                $"'--dir {specification}' names no directory",
                "write --dir HOST, --dir HOST::GUEST or --dir HOST::GUEST:ro");
        }
        return new DirectoryGrant(host, guest, readOnly);
    }
}
