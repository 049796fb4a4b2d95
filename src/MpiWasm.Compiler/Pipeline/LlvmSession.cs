using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Compiler.Optimize;
using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>
/// One LLVM context with one module, used by one thread: made from text or filled by an emitter, then verified, optimised and written
/// as an object. Errors LLVM would print and exit for arrive as exceptions.
/// </summary>
internal sealed unsafe class LlvmSession : IDisposable
{
    /// <summary>What follows the name of an object that is being written.</summary>
    public const string Growing = ".new";

    // LLVM reports errors through a C callback with a number; the number finds the session.
    private static readonly ConcurrentDictionary<nint, LlvmSession> Sessions = new();
    private static long _next;

    private readonly StringBuilder _errors = new();
    private readonly nint _number;
    private readonly Target _target;
    private readonly CompileOptions _options;
    private LlvmTargetMachine _machine;

    private LlvmSession(Target target, CompileOptions options)
    {
        _target = target;
        _options = options;
        _machine = target.CreateMachine();
        Context = LLVM.ContextCreate();
        _number = (nint)Interlocked.Increment(ref _next);
        Sessions[_number] = this;
        LLVM.ContextSetDiagnosticHandler(Context, &OnDiagnostic, (void*)_number);
    }

    public LlvmContext Context { get; private set; }

    public LlvmModule Module { get; private set; }

    /// <summary>A session with an empty module.</summary>
    public static LlvmSession Create(Target target, CompileOptions options, string name)
    {
        var session = new LlvmSession(target, options);
        LLVM.ContextSetDiscardValueNames(session.Context, options.KeepIr is null ? 1 : 0);
        session.Module = LLVM.ModuleCreateWithNameInContext(name, session.Context);
        session.SetTarget();
        return session;
    }

    /// <summary>A session with the module that the text describes.</summary>
    /// <exception cref="LlvmException">MW0208: the text is not valid IR; the message is LLVM's.</exception>
    public static LlvmSession Parse(Target target, CompileOptions options, string text)
    {
        var session = new LlvmSession(target, options);
        var bytes = Encoding.UTF8.GetBytes(text);
        LlvmBuffer buffer;
        fixed (byte* data = bytes)
        fixed (byte* name = "ir\0"u8)
            buffer = LLVM.CreateMemoryBufferWithMemoryRangeCopy(data, (nuint)bytes.Length, name);
        if (LLVM.ParseIRInContext(session.Context, buffer, out var module, out var message) != 0)
        {
            var error = LLVM.TakeMessage(message);
            session.Dispose();
            throw new LlvmException(LlvmException.Refused, $"LLVM refused the IR: {error}");
        }
        session.Module = module;
        session.SetTarget();
        return session;
    }

    public void Verify()
    {
        var failed = LLVM.VerifyModule(Module, 2 /* return status */, out var message) != 0;
        var text = LLVM.TakeMessage(message);
        if (failed)
            throw new LlvmException(LlvmException.Refused, $"LLVM's verifier refused the IR: {text}");
    }

    /// <summary>Runs a pass pipeline in the syntax of <c>opt -passes=</c>.</summary>
    public void Run(string passes)
    {
        var options = LLVM.CreatePassBuilderOptions();
        try
        {
            LLVM.PassBuilderOptionsSetLoopInterleaving(options, 1);
            LLVM.PassBuilderOptionsSetLoopVectorization(options, 1);
            LLVM.PassBuilderOptionsSetSLPVectorization(options, 1);
            LLVM.PassBuilderOptionsSetLoopUnrolling(options, 1);
            // A merged function would make one guest function's trap appear in another's frame.
            LLVM.PassBuilderOptionsSetMergeFunctions(options, 0);
            LLVM.Check(LLVM.RunPasses(Module, passes, _machine, options));
        }
        finally
        {
            LLVM.DisposePassBuilderOptions(options);
        }
        ThrowPending();
    }

    /// <summary>Optimises at the level of the options.</summary>
    public void Optimize()
    {
        // The widening knows unchecked addresses only.
        if (_options.OptimizationLevel >= 2 && !_options.BoundsChecks)
        {
            Run(AddressWidening.Preparation);
            AddressWidening.Run(Context, Module);
        }
        Run($"default<O{_options.OptimizationLevel}>");
    }

    /// <summary>Writes the object; it has its name only when it is complete.</summary>
    public void EmitObject(string path)
    {
        var growing = path + Growing;
        if (LLVM.TargetMachineEmitToFile(_machine, Module, growing, CodeGenFile.Object, out var message) != 0)
            throw new LlvmException(LlvmException.Refused, $"LLVM could not write {path}: {LLVM.TakeMessage(message)}");
        ThrowPending();
        File.Move(growing, path, overwrite: true);
    }

    public string Print() => LLVM.TakeMessage(LLVM.PrintModuleToString(Module));

    /// <summary>Writes the IR to the directory that keeps it, if there is one.</summary>
    public void Keep(string name)
    {
        if (_options.KeepIr is not { } directory)
            return;
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, name), Print());
    }

    public void Dispose()
    {
        if (Context.Handle == 0)
            return;
        if (Module.Handle != 0)
            LLVM.DisposeModule(Module);
        LLVM.ContextDispose(Context);
        LLVM.DisposeTargetMachine(_machine);
        Sessions.TryRemove(_number, out _);
        Context = default;
        Module = default;
        _machine = default;
    }

    private void SetTarget()
    {
        LLVM.SetTarget(Module, _target.Triple);
        var layout = LLVM.CreateTargetDataLayout(_machine);
        LLVM.SetModuleDataLayout(Module, layout);
        LLVM.DisposeTargetData(layout);
    }

    private void ThrowPending()
    {
        if (_errors.Length == 0)
            return;
        var text = _errors.ToString();
        _errors.Clear();
        throw new LlvmException(LlvmException.Refused, $"LLVM: {text}");
    }

    [UnmanagedCallersOnly]
    private static void OnDiagnostic(nint info, void* number)
    {
        if (LLVM.GetDiagInfoSeverity(info) != DiagnosticSeverity.Error || !Sessions.TryGetValue((nint)number, out var session))
            return;
        var text = LLVM.TakeMessage(LLVM.GetDiagInfoDescription(info));
        session._errors.Append(session._errors.Length == 0 ? "" : "; ").Append(text);
    }
}
