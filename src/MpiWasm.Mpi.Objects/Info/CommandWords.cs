using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Info;

/// <summary>
/// The words of commands that a guest gives, copied. Many pointers may lead to one long string, so that the words together are bounded, not
/// only each: as they are for every native command.
/// </summary>
/// <param name="argument">The argument that points to them.</param>
internal sealed class CommandWords(int argument)
{
    public const int MostWords = 1 << 16;

    /// <summary>Linux takes no more (ARG_MAX).</summary>
    private const int MostBytes = 1 << 21;

    private readonly List<byte[]> _all = [];
    private int _bytes;

    public IReadOnlyList<byte[]> All => _all;

    /// <summary>The word at an address of guest memory.</summary>
    /// <exception cref="ArgumentCheckException">It is none, or there are too many.</exception>
    public byte[] Add(Call call, ulong address)
    {
        var word = call.Text(argument, address);
        _bytes += word.Length + 1;
        if (_all.Count == MostWords || _bytes > MostBytes)
            throw new ArgumentCheckException(ErrorClasses.Arg, argument, address);
        _all.Add(word);
        return word;
    }
}
