using System.Globalization;
using System.Text;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>Writes the body of one function as textual LLVM IR: fresh names, blocks, allocas gathered in the entry block.</summary>
internal sealed class IrFunction(string header)
{
    private readonly StringBuilder _entry = new();
    private readonly StringBuilder _body = new();
    private int _next;

    /// <summary>Name of the block that is being written: what a phi refers to.</summary>
    public string CurrentBlock { get; private set; } = "body";

    public string Fresh() => string.Create(CultureInfo.InvariantCulture, $"%v{_next++}");

    public string FreshBlock(string hint) => string.Create(CultureInfo.InvariantCulture, $"{hint}.{_next++}");

    /// <summary>An instruction with a result; returns the result's name.</summary>
    public string Value(string instruction)
    {
        var name = Fresh();
        _body.Append("  ").Append(name).Append(" = ").Append(instruction).Append('\n');
        return name;
    }

    public void Line(string instruction) => _body.Append("  ").Append(instruction).Append('\n');

    public void Block(string name)
    {
        _body.Append(name).Append(":\n");
        CurrentBlock = name;
    }

    /// <summary>Ends the current block with a jump and starts the next.</summary>
    public void JumpAndStart(string name)
    {
        Line($"br label %{name}");
        Block(name);
    }

    public string Alloca(string type, int alignment, string? initialValue = null)
    {
        var name = Fresh();
        _entry.Append(CultureInfo.InvariantCulture, $"  {name} = alloca {type}, align {alignment}\n");
        if (initialValue is not null)
            _entry.Append(CultureInfo.InvariantCulture, $"  store {type} {initialValue}, ptr {name}, align {alignment}\n");
        return name;
    }

    /// <summary>A field of a native structure.</summary>
    public string Load(string type, string pointer, long offset = 0) => Value($"load {type}, ptr {Offset(pointer, offset)}");

    public string Offset(string pointer, long offset) =>
        offset == 0 ? pointer : Value(string.Create(CultureInfo.InvariantCulture, $"getelementptr i8, ptr {pointer}, i64 {offset}"));

    public override string ToString() => $"{header} {{\nentry:\n{_entry}  br label %body\nbody:\n{_body}}}\n";
}
