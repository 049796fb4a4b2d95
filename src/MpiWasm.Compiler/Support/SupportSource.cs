using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Image;

namespace MpiWasm.Compiler;

/// <summary>The LLVM IR of the support image: entry trampoline, trap, signal handler, wrappers of the builtins.</summary>
public static class SupportSource
{
    /// <summary>What the image may take from the process besides <see cref="ImagePipeline.LibrarySymbols"/>.</summary>
    public static ImmutableHashSet<string> AllowedSymbols { get; } =
        ImagePipeline.LibrarySymbols.Union(["pthread_getspecific", "pthread_sigmask", "sigaction", "raise"]);

    /// <summary>Result and parameters after the context of every builtin, in the order of <see cref="Builtin"/>, as its documentation gives them.</summary>
    private static readonly (Builtin Builtin, string Result, string[] Parameters)[] Builtins =
    [
        (Builtin.MemoryGrow, "i64", ["i32", "i64"]),
        (Builtin.MemoryInit, "void", ["i32", "i32", "i64", "i32", "i32"]),
        (Builtin.DataDrop, "void", ["i32"]),
        (Builtin.TableGrow, "i64", ["i32", "i64", "i64"]),
        (Builtin.TableFill, "void", ["i32", "i64", "i64", "i64"]),
        (Builtin.TableCopy, "void", ["i32", "i32", "i64", "i64", "i64"]),
        (Builtin.TableInit, "void", ["i32", "i32", "i64", "i32", "i32"]),
        (Builtin.ElementDrop, "void", ["i32"]),
        (Builtin.AtomicWait32, "i32", ["i32", "i64", "i32", "i64"]),
        (Builtin.AtomicWait64, "i32", ["i32", "i64", "i64", "i64"]),
        (Builtin.AtomicNotify, "i32", ["i32", "i64", "i32"]),
    ];

    /// <summary>The IR for this machine.</summary>
    public static string Text() => Text(RuntimeInformation.ProcessArchitecture);

    /// <summary>The IR for an architecture.</summary>
    /// <exception cref="PlatformNotSupportedException">Neither x86-64 nor aarch64.</exception>
    public static string Text(Architecture architecture)
    {
        var machine = architecture switch
        {
            Architecture.X64 => "support.x86_64.ll",
            Architecture.Arm64 => "support.aarch64.ll",
            _ => throw new PlatformNotSupportedException($"no support image for {architecture}"),
        };
        return Resource("support.ll") + Resource(machine) + Wrappers();
    }

    private static string Wrappers()
    {
        var text = new StringBuilder();
        foreach (var (builtin, result, parameters) in Builtins)
        {
            var list = string.Join(", ", parameters.Select((type, i) => $"{type} %a{i}"));
            var assign = result == "void" ? "" : "%r = ";
            var give = result == "void" ? "ret void" : $"ret {result} %r";
            var target = SupportState.BuiltinsOffset + (8 * (int)builtin);
            text.Append(CultureInfo.InvariantCulture, $$"""

                define internal {{result}} @builtin_{{builtin}}(ptr %context, {{list}}) nounwind "frame-pointer"="all" {
                  call void @builtin_before(ptr %context)
                  %target = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 {{target}})
                  {{assign}}call {{result}} %target(ptr %context, {{list}})
                  call void @builtin_after(ptr %context)
                  {{give}}
                }

                """);
        }
        var names = string.Join(", ", Builtins.Select(b => $"ptr @builtin_{b.Builtin}"));
        return text.Append(CultureInfo.InvariantCulture, $"\n@{SupportSymbols.Builtins} = constant [{Builtins.Length} x ptr] [{names}]\n").ToString();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(SupportSource).Assembly.GetManifestResourceStream("MpiWasm.Compiler.Support." + name)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
