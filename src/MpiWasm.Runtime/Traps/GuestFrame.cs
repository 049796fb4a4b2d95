using System.Globalization;

namespace MpiWasm;

/// <summary>One line of a guest's backtrace.</summary>
/// <param name="Module">The module's display name, for example <c>heat2d.wasm</c>.</param>
/// <param name="FunctionIndex">Index in the module's function index space.</param>
/// <param name="Name">The function's name, or <c>func[12]</c>.</param>
/// <param name="Offset">Byte offset of the instruction in the module, null where it is not known.</param>
/// <param name="IsInlined">The function was inlined into the one of the next frame.</param>
public sealed record GuestFrame(string Module, int FunctionIndex, string Name, uint? Offset, bool IsInlined)
{
    /// <summary>Where in the source the instruction is; null in a module without debug information.</summary>
    public SourcePlace? Source { get; init; }

    public override string ToString()
    {
        var module = GuestText.Of(Module);
        var place = Offset is { } offset ? $"{module}+0x{offset.ToString("x", CultureInfo.InvariantCulture)}" : module;
        if (Source is not null)
            place = Offset is null ? $"{Source}" : $"{Source}, {place}";
        return $"{GuestText.Of(Name)} ({place}){(IsInlined ? ", inlined into" : "")}";
    }
}
