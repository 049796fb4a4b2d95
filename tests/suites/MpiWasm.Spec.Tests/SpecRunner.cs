using System.Text.Json;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Compiler.Support;
using MpiWasm.Image.Cache;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Spec.Tests;

/// <summary>Runs one converted script: every command on our engine, in order, in one store.</summary>
internal sealed class SpecRunner(WasmFeatures features) : IDisposable
{
    private static readonly CompileOptions Options = new()
    {
        PreciseTraps = true,
        Threads = 1,
        BoundsChecks = Environment.GetEnvironmentVariable("MPIWASM_SPEC_BOUNDS_CHECKS") == "1",
        OptimizationLevel = int.Parse(Environment.GetEnvironmentVariable("MPIWASM_SPEC_OPTIMIZATION") is { Length: > 0 } level
            ? level
            : "1"),
    };

    private static readonly Lazy<ImageCache> Cache = new(InstallSupport);

    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-spec-").FullName;
    private readonly Store _store = new();
    private readonly ImportTable _imports = new();
    private readonly Dictionary<string, NativeImage> _images = [];
    private readonly Dictionary<string, Lazy<CachedImage>> _compiled = [];
    private readonly Dictionary<string, Instance> _named = [];
    private readonly List<string> _failures = [];
    private readonly Dictionary<string, string> _definitions = [];
    private readonly Dictionary<string, string> _refused = [];      // named or registered modules that need another proposal
    private readonly SortedDictionary<string, int> _skippedFor = [];
    private readonly Dictionary<string, WasmFeatures> _uses = [];   // by file
    private readonly Dictionary<Instance, WasmFeatures> _usesOf = [];
    private string _script = "";
    private Instance? _current;
    private string? _currentRefused;

    public int Passed { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>What held, by proposal.</summary>
    public FeatureCounts Features { get; } = new();

    /// <summary>Commands that were left out because their module needs a proposal that is not supported, by proposal.</summary>
    public IReadOnlyDictionary<string, int> SkippedFor => _skippedFor;

    public IReadOnlyList<string> Failures => _failures;

    public void Run(string script, Func<string, string, string> convert)
    {
        _ = Cache.Value;
        _script = script;
        SpecTestModule.Define(_imports, _store);
        using var json = JsonDocument.Parse(File.ReadAllText(convert(script, _directory)));
        var commands = json.RootElement.GetProperty("commands").EnumerateArray().ToList();
        CompileAhead(commands);
        foreach (var command in commands)
        {
            try
            {
                Execute(command);
            }
            catch (RefusedException e)
            {
                _skippedFor[e.Message] = _skippedFor.GetValueOrDefault(e.Message) + 1;
            }
            catch (Exception e)
            {
                _failures.Add($"{script}:{command.GetProperty("line").GetInt32()} {command.GetProperty("type").GetString()}: "
                    + $"{e.Message.ReplaceLineEndings(" | ")}");
            }
        }
    }

    public void Dispose()
    {
        _store.Dispose();
        foreach (var image in _images.Values)
            image.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static ImageCache InstallSupport()
    {
        var cache = new ImageCache(Directory.CreateTempSubdirectory("mpiwasm-spec-cache-").FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(cache.Directory, recursive: true);
        SupportImage.Install(cache.GetOrCreate(
            ImageKind.Support,
            "support",
            path => ImagePipeline.CompileText(SupportSource.Text(), new CompileOptions(), path, SupportSource.AllowedSymbols)));
        return cache;
    }

    /// <summary>Compiles all modules of the script that are valid, on all cores: execution then waits for none.</summary>
    private void CompileAhead(List<JsonElement> commands)
    {
        var files = commands
            .Where(c => c.GetProperty("type").GetString() is "module" or "module_definition" or "assert_unlinkable"
                or "assert_uninstantiable"
                && IsBinary(c))
            .Select(c => c.GetProperty("filename").GetString()!)
            .Distinct()
            .ToList();
        foreach (var file in files)
            _compiled[file] = new Lazy<CachedImage>(() => Compile(file));
        Parallel.ForEach(files, file =>
        {
            try
            {
                _ = _compiled[file].Value;
            }
            catch (MpiWasmException)
            {
                // Reported by the command that needs the module.
            }
        });
    }

    private CachedImage Compile(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(_directory, file));
        var module = Decode(bytes);
        return Cache.Value.GetOrCreate(ImageKind.Guest, Guid.NewGuid().ToString("N"), path => GuestCompiler.Compile(module, Options, path));
    }

    private static bool IsBinary(JsonElement command) =>
        !command.TryGetProperty("module_type", out var type) || type.GetString() == "binary";

    private WasmModule Decode(byte[] bytes)
    {
        var module = ModuleDecoder.Decode(bytes, features);
        ModuleValidator.Validate(module);
        return module;
    }

    private void Execute(JsonElement command)
    {
        switch (command.GetProperty("type").GetString())
        {
            case "module":
                DefineModule(command, command.GetProperty("filename").GetString()!);
                break;
            case "module_definition":
                if (command.TryGetProperty("name", out var definition))
                    _definitions[definition.GetString()!] = command.GetProperty("filename").GetString()!;
                CompileDefinition(command.GetProperty("filename").GetString()!);
                break;
            case "module_instance":
                DefineModule(command, _definitions[command.GetProperty("module").GetString()!]);
                break;
            case "register":
                Register(command);
                break;
            case "action":
                _ = Act(command.GetProperty("action"));
                break;
            case "assert_return":
                CheckResults(Act(command.GetProperty("action")), command);
                break;
            case "assert_trap" or "assert_exhaustion":
                CheckTrap(command, () => Act(command.GetProperty("action")));
                break;
            case "assert_exception":
                CheckException(() => Act(command.GetProperty("action")));
                break;
            case "assert_uninstantiable":
                CheckTrap(command, () => Instantiate(command.GetProperty("filename").GetString()!));
                break;
            case "assert_unlinkable":
                CheckUnlinkable(command);
                break;
            case "assert_invalid" or "assert_malformed":
                if (!IsBinary(command))
                {
                    // Text that the text format refuses: wabt's business.
                    Skipped++;
                    return;
                }
                CheckRefused(command.GetProperty("filename").GetString()!);
                break;
            case var other:
                throw new NotSupportedException($"command {other}");
        }
        Passed++;
        Count(command);
    }

    /// <summary>A command that held, for the proposals of its module.</summary>
    private void Count(JsonElement command)
    {
        var type = command.GetProperty("type").GetString();
        if (type is "assert_invalid" or "assert_malformed")
        {
            var file = command.GetProperty("filename").GetString()!;
            Features.Add(Uses(file), type == "assert_invalid" ? FeatureCounts.Stage.Validate : FeatureCounts.Stage.Decode);
        }
        else if (command.TryGetProperty("filename", out var file))
        {
            var uses = Uses(file.GetString()!);
            Features.Add(uses, FeatureCounts.Stage.Decode);
            Features.Add(uses, FeatureCounts.Stage.Validate);
            Features.Add(uses, FeatureCounts.Stage.Run);
        }
        else if (command.TryGetProperty("action", out var action))
        {
            Features.Add(_usesOf[Target(action)], FeatureCounts.Stage.Run);
        }
    }

    private WasmFeatures Uses(string file)
    {
        if (_uses.TryGetValue(file, out var known))
            return known;
        WasmModule? module = null;
        try
        {
            module = ModuleDecoder.Decode(File.ReadAllBytes(Path.Combine(_directory, file)), features);
        }
        catch (MpiWasmException)
        {
            // Malformed.
        }
        return _uses[file] = FeatureCounts.Of(_script, module);
    }

    private void CompileDefinition(string file)
    {
        try
        {
            _ = Compiled(file);
        }
        catch (WasmLimitException)
        {
            // The largest tables and memories of the specification.
            throw new RefusedException("more than our limits");
        }
    }

    private void DefineModule(JsonElement command, string file)
    {
        _current = null;
        _currentRefused = null;
        var name = command.TryGetProperty("name", out var given) ? given.GetString() : null;
        try
        {
            _current = Instantiate(file);
            if (name is not null)
                _named[name] = _current;
        }
        catch (RefusedException e)
        {
            _currentRefused = e.Message;
            if (name is not null)
                _refused[name] = e.Message;
            throw;
        }
    }

    private void Register(JsonElement command)
    {
        var name = command.GetProperty("as").GetString()!;
        try
        {
            _imports.Define(name, Target(command));
        }
        catch (RefusedException e)
        {
            _refused[name] = e.Message;
            throw;
        }
    }

    private CachedImage Compiled(string file)
    {
        try
        {
            return _compiled[file].Value;
        }
        catch (UnsupportedFeatureException e) when ((e.Feature & WasmFeatures.Supported) == 0)
        {
            throw new RefusedException($"proposal {e.Feature}");
        }
    }

    private Instance Instantiate(string file)
    {
        var compiled = Compiled(file);
        if (!_images.TryGetValue(file, out var image))
            _images.Add(
                file,
                image = new NativeImage(compiled, ModuleDecoder.Decode(File.ReadAllBytes(Path.Combine(_directory, file)), features), file));
        if (image.Module.Imports.FirstOrDefault(i => _refused.ContainsKey(i.Module)) is { } import)
            throw new RefusedException(_refused[import.Module]);
        var instance = Instance.Create(_store, image, _imports);
        _usesOf[instance] = Uses(file);
        return instance;
    }

    private Instance Target(JsonElement element)
    {
        if (element.TryGetProperty("name", out var name) || element.TryGetProperty("module", out name))
            return _refused.TryGetValue(name.GetString()!, out var proposal)
                ? throw new RefusedException(proposal)
                : _named[name.GetString()!];
        return _currentRefused is { } refused
            ? throw new RefusedException(refused)
            : _current ?? throw new InvalidOperationException("there is no current module");
    }

    private Slot[] Act(JsonElement action)
    {
        var instance = Target(action);
        var field = action.GetProperty("field").GetString()!;
        if (action.GetProperty("type").GetString() == "get")
            return [((Global)instance.Export(field)!).Value];
        return instance.Invoke(field, action.GetProperty("args").EnumerateArray().Select(SpecValue.Parse).ToArray());
    }

    private static void CheckResults(Slot[] actual, JsonElement command)
    {
        if (command.TryGetProperty("either", out var either))
        {
            var allowed = either.EnumerateArray().ToList();
            if (actual.Length != 1 || !allowed.Exists(value => SpecValue.Matches(actual[0], value)))
                throw new InvalidOperationException($"the result is {SpecValue.Show(actual[0], allowed[0])}, none of {either}");
            return;
        }
        var expected = command.GetProperty("expected").EnumerateArray().ToList();
        if (actual.Length != expected.Count)
            throw new InvalidOperationException($"{actual.Length} results instead of {expected.Count}");
        for (var i = 0; i < actual.Length; i++)
        {
            if (!SpecValue.Matches(actual[i], expected[i]))
                throw new InvalidOperationException($"result {i} is {SpecValue.Show(actual[i], expected[i])} instead of {expected[i]}");
        }
    }

    private static void CheckException(Action action)
    {
        try
        {
            action();
        }
        catch (WasmException)
        {
            return;
        }
        throw new InvalidOperationException("threw no exception");
    }

    private static void CheckTrap(JsonElement command, Action action)
    {
        var text = command.GetProperty("text").GetString()!;
        try
        {
            action();
        }
        catch (WasmTrapException trap)
        {
            // Some scripts add a number, others shorten.
            var ours = WasmTrapException.Describe(trap.Kind);
            if (!text.StartsWith(ours, StringComparison.Ordinal) && !ours.StartsWith(text, StringComparison.Ordinal))
                throw new InvalidOperationException($"trapped with '{ours}' instead of '{text}'");
            return;
        }
        throw new InvalidOperationException($"did not trap with '{text}'");
    }

    private void CheckUnlinkable(JsonElement command)
    {
        var text = command.GetProperty("text").GetString()!;
        try
        {
            Instantiate(command.GetProperty("filename").GetString()!);
        }
        catch (LinkException e)
        {
            var expected = text == "unknown import" ? LinkException.MissingImport : LinkException.IncompatibleImport;
            if (e.Code != expected)
                throw new InvalidOperationException($"{e.Code} {e.Message} instead of '{text}'");
            return;
        }
        throw new InvalidOperationException($"was linked, though '{text}'");
    }

    private void CheckRefused(string file)
    {
        try
        {
            Decode(File.ReadAllBytes(Path.Combine(_directory, file)));
        }
        catch (UnsupportedFeatureException e) when ((e.Feature & WasmFeatures.Supported) == 0 && features == WasmFeatures.Supported)
        {
            throw new RefusedException($"proposal {e.Feature}");
        }
        catch (MpiWasmException)
        {
            return;
        }
        throw new InvalidOperationException("was accepted");
    }

    /// <summary>The command is about a module that needs a proposal we do not support.</summary>
    private sealed class RefusedException(string proposal) : Exception(proposal);
}
