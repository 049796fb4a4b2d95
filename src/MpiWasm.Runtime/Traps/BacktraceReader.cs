using System.Collections.Immutable;
using MpiWasm.Runtime.Images;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Traps;

/// <summary>Turns the program counters a trap recorded into guest functions.</summary>
internal static unsafe class BacktraceReader
{
    public static ImmutableArray<GuestFrame> Read(ThreadState* thread)
    {
        var frames = ImmutableArray.CreateBuilder<GuestFrame>();
        var count = (int)Math.Min(thread->FrameCount, ThreadState.MaxFrames);
        for (var i = 0; i < count; i++)
        {
            // All are return addresses; the handler adds 1 to the faulting one to make it look like them.
            var pc = thread->Frames[i] - 1;
            if (NativeImage.Containing(pc) is not { } image)
                continue;
            Add(frames, image, pc);
            // The second entry after a fault is a guess at the return address, for functions without a frame such as libc's memcpy.
            // A guest function always has a frame, so there the guess is a random word of the stack.
            if (i == 0 && thread->FaultAddress != 0)
                i++;
        }
        return frames.ToImmutable();
    }

    /// <summary>The guest functions of return addresses, innermost first.</summary>
    public static ImmutableArray<GuestFrame> Read(List<ulong> addresses)
    {
        var frames = ImmutableArray.CreateBuilder<GuestFrame>();
        foreach (var address in addresses)
        {
            if (NativeImage.Containing(address - 1) is { } image)
                Add(frames, image, address - 1);
        }
        return frames.ToImmutable();
    }

    private static void Add(ImmutableArray<GuestFrame>.Builder frames, NativeImage image, ulong pc)
    {
        if (image.FunctionAt(pc) is not { } function)
            return;
        var module = image.Module;
        if (function < module.ImportedFunctionCount)
        {
            frames.Add(new GuestFrame(image.Name, function, ImportName(module, function), null, false));
            return;
        }
        FunctionBody? body = null;
        var origins = image.OriginsAt(pc);
        for (var i = 0; i < origins.Count && (body = BodyAt(module, origins[i])) is not null; i++)
            AddSources(frames, image, body.FunctionIndex, origins[i], isInlined: body.FunctionIndex != function || i + 1 < origins.Count);
        if (body?.FunctionIndex != function)
            frames.Add(new GuestFrame(image.Name, function, module.Names.Function(function), null, false));
    }

    /// <summary>A function of the module, and before it those that the module's compiler inlined into it.</summary>
    private static void AddSources(ImmutableArray<GuestFrame>.Builder frames, NativeImage image, int function, uint offset, bool isInlined)
    {
        var sources = image.SourcesAt(offset);
        for (var i = 0; i + 1 < sources.Count; i++)
        {
            frames.Add(new GuestFrame(image.Name, function, sources[i].Function ?? "(unnamed)", i == 0 ? offset : null, true)
            {
                Source = sources[i].Place,
            });
        }
        frames.Add(new GuestFrame(image.Name, function, image.Module.Names.Function(function), sources.Count < 2 ? offset : null, isInlined)
        {
            Source = sources is [.., var outermost] ? outermost.Place : null,
        });
    }

    /// <summary>The body that holds an instruction; bodies are in the order of their offsets.</summary>
    private static FunctionBody? BodyAt(WasmModule module, uint offset)
    {
        var next = Bisection.CountBelow(module.Bodies.Length, i => module.Bodies[i].CodeOffset <= offset);
        return next > 0 && module.Bodies[next - 1] is var body && offset < body.CodeOffset + body.CodeLength ? body : null;
    }

    private static string ImportName(WasmModule module, int function)
    {
        var import = module.Imports.Where(i => i.Kind == ExternalKind.Function).ElementAt(function);
        return $"{import.Module}.{import.Name}";
    }
}
