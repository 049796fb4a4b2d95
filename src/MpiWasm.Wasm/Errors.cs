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

/// <summary>The bytes are not a module: the binary format (Wasm 2.0 §5) is violated. MW0101.</summary>
public sealed class WasmFormatException(ModulePlace place, string reason, string? nextStep = null) : WasmModuleException(
    "MW0101", "malformed module", place, reason, nextStep ?? Damaged)
{
    private const string Damaged = "The file is damaged or not a WebAssembly module: build it again, or copy it again in binary mode.";
}

/// <summary>The module is well-formed but breaks a validation rule (Wasm 2.0 §3). MW0102.</summary>
public sealed class WasmValidationException(ModulePlace place, string reason) : WasmModuleException(
    "MW0102", "invalid module", place, reason, "The file was damaged or made by a faulty tool: build it again with a current toolchain.");

/// <summary>The module uses a proposal that is not supported. MW0103.</summary>
public sealed class UnsupportedFeatureException(ModulePlace place, string what, WasmFeatures feature) : WasmModuleException(
    "MW0103", "unsupported module", place, $"{what} needs proposal {FeatureNames.Name(feature)}, not supported", FeatureNames.Advice(feature))
{
    /// <summary>The proposal the module needs.</summary>
    public WasmFeatures Feature { get; } = feature;
}

/// <summary>The module exceeds one of the <see cref="ImplementationLimits"/>. MW0104.</summary>
public sealed class WasmLimitException(ModulePlace place, string reason) : WasmModuleException(
    "MW0104", "module exceeds a limit", place, reason, "The limits are those that browsers have too: split the module or the function.");
