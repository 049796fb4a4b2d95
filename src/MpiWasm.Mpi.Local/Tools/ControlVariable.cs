using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Tools;

/// <summary>A control variable (MPI 5.0 §15.3.6). There is nothing to set here: they say what this library does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">For people.</param>
/// <param name="Number">Its value, or null where it is a text.</param>
/// <param name="Text">The text.</param>
internal sealed record ControlVariable(string Name, string Description, long? Number, string Text = "")
{
    public static ControlVariable[] All { get; } =
    [
        new("eager_bytes", "Messages up to this length are copied where no receive waits, so that the sender need not.", Mailbox.Eager),
        new("processors", "Processors of the machine; ranks beyond them do not wait busily.", Environment.ProcessorCount),
        new("library_version", "What MPI_Get_library_version says.", null, LibraryVersion.Text),
    ];

    /// <summary>Its value as it is read: a number of 64 bits, or bytes with a zero behind them.</summary>
    public byte[] Value => Number is { } number ? BitConverter.GetBytes(number) : Encoding.UTF8.GetBytes(Text + '\0');

    /// <summary>Elements of the value.</summary>
    public int Count => Number is null ? Value.Length : 1;

    public override string ToString() => $"{Name} = {Number?.ToString(CultureInfo.InvariantCulture) ?? Text}";
}
