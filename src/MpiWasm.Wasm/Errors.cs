using System.Text;
using MpiWasm.Wasm;

namespace MpiWasm;

/// <summary>Where in a module an error is.</summary>
/// <param name="Offset">Byte offset from the start of the module.</param>
/// <param name="Section">The section's name, for example <c>code</c>; null in the module's header.</param>
/// <param name="FunctionIndex">The function the error is in, or -1.</param>
/// <param name="FunctionName">That function's name from the name section, if it has one.</param>
public readonly record struct ModulePlace(int Offset, string? Section = null, int FunctionIndex = -1, string? FunctionName = null)
{
    /// <summary>The place as messages show it: <c>offset 0x1a3 (code section, function 12 'jacobi')</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"offset 0x{Offset:x}");
        if (Section is not null)
        {
            text.Append($" ({Section} section");
            if (FunctionIndex >= 0)
                text.Append($", function {FunctionIndex}");
            if (FunctionIndex >= 0 && FunctionName is not null)
                text.Append($" '{GuestText.Of(FunctionName)}'");
            text.Append(')');
        }
        return text.ToString();
    }
}

/// <summary>A module was refused.</summary>
public abstract class WasmModuleException : MpiWasmException
{
    private protected WasmModuleException(string code, string what, ModulePlace place, string reason, string nextStep)
        : base(code, $"{what} at {place}: {reason}", nextStep)
    {
        Place = place;
        Reason = reason;
    }

    /// <summary>Where in the module.</summary>
    public ModulePlace Place { get; }

    /// <summary>Why, without the place.</summary>
    public string Reason { get; }
}

/// <summary>The codes of what is wrong with a module.</summary>
internal static class ModuleErrors
{
    [ErrorText(
        "The file is not a WebAssembly module, or it is damaged.",
        "The bytes do not follow the binary format. The file was cut off or changed on its way, is a native program, a "
            + "text, or something else. Offset and section of the first wrong byte are in the message.",
        "Copy the file again in binary mode and compare its size, or build it again.")]
    public const string Malformed = "MW0101";

    [ErrorText(
        "The module can be read but breaks a rule of WebAssembly.",
        "Its functions do not have the types that they claim, or an index leads nowhere. A compiler or a tool that "
            + "rewrites modules made a mistake, or the file was changed.",
        "Build it again with a current toolchain, and leave out tools that rewrite it. Where mpiwasm-cc made it, please "
            + "report that.")]
    public const string Invalid = "MW0102";

    [ErrorText(
        "The module needs a proposal of WebAssembly that is not supported.",
        "It was compiled with an option for garbage collection, typed function references or another proposal that the "
            + "message names.",
        "Compile it without that option. docs/conformance.md lists what is supported.")]
    public const string Unsupported = "MW0103";

    [ErrorText(
        "The module exceeds a limit.",
        "It is larger than 1 GiB, or a function, a name, a table or the nesting of blocks is beyond its limit. The "
            + "message says which, by how much and where. The limits are those of browsers, or higher.",
        "Split the module or the function. Machine-written code often has one function that can be split.")]
    public const string OverLimit = "MW0104";
}

/// <summary>The bytes are not a module: the binary format (Wasm 2.0 §5) is violated. MW0101.</summary>
public sealed class WasmFormatException(ModulePlace place, string reason, string? nextStep = null) : WasmModuleException(
    ModuleErrors.Malformed, "malformed module", place, reason, nextStep ?? Damaged)
{
    private const string Damaged = "The file is damaged or not a WebAssembly module: build it again, or copy it again in binary mode.";
}

/// <summary>The module is well-formed but breaks a validation rule (Wasm 2.0 §3). MW0102.</summary>
public sealed class WasmValidationException(ModulePlace place, string reason) : WasmModuleException(
    ModuleErrors.Invalid, "invalid module", place, reason,
    "The file was damaged or made by a faulty tool: build it again with a current toolchain.");

/// <summary>The module uses a proposal that is not supported. MW0103.</summary>
public sealed class UnsupportedFeatureException(ModulePlace place, string what, WasmFeatures feature) : WasmModuleException(
    ModuleErrors.Unsupported, "unsupported module", place,
    $"{what} needs proposal {FeatureNames.Name(feature)}, not supported",
    FeatureNames.Advice(feature))
{
    /// <summary>The proposal the module needs.</summary>
    public WasmFeatures Feature { get; } = feature;
}

/// <summary>The module exceeds one of the <see cref="ImplementationLimits"/>. MW0104.</summary>
public sealed class WasmLimitException(ModulePlace place, string reason) : WasmModuleException(
    ModuleErrors.OverLimit, "module exceeds a limit", place, reason,
    "The limits are those that browsers have too: split the module or the function.");
