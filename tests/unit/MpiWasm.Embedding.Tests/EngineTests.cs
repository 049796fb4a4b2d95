using MpiWasm.Embedding.Compilation;
using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>Where modules come from, where their code is kept, who compiles it.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly string _directory = Guest.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string Constant(int value) => $$"""(module (func (export "get") (result i32) (i32.const {{value}})))""";

    private static int Get(Engine engine, Module module)
    {
        using var store = new Store(engine);
        return new Linker(engine).Instantiate(store, module).GetFunction<int>("get")!();
    }

    [Fact]
    public void A_module_comes_from_bytes_a_file_or_a_stream()
    {
        var bytes = Guest.Assemble(Constant(11));
        var path = Path.Combine(_directory, "eleven.wasm");
        File.WriteAllBytes(path, bytes);
        using var fromFile = Module.FromFile(Guest.Engine, path);
        using var fromBytes = Module.FromBytes(Guest.Engine, bytes);
        using var stream = new MemoryStream(bytes);
        using var fromStream = Module.FromStream(Guest.Engine, stream, "stream.wasm");
        Assert.Equal("eleven.wasm", fromFile.Name);
        Assert.Equal("stream.wasm", fromStream.Name);
        Assert.All([fromFile, fromBytes, fromStream], module => Assert.Equal(11, Get(Guest.Engine, module)));
        Assert.Equal("MW0802", Assert.Throws<ModuleFileException>(() => Module.FromFile(Guest.Engine, path + ".no")).Code);
    }

    [Fact]
    public void Bytes_that_change_after_the_call_change_nothing()
    {
        var bytes = Guest.Assemble("""(module (memory (export "memory") 1) (data (i32.const 0) "data"))""");
        using var module = Guest.Engine.Compile(bytes);
        Array.Clear(bytes);
        using var store = new Store(Guest.Engine);
        Assert.Equal("data", new Linker(Guest.Engine).Instantiate(store, module).GetMemory("memory")!.ReadString(0, 4));
    }

    [Fact]
    public void The_second_time_the_code_comes_from_the_cache()
    {
        var bytes = Guest.Assemble(Constant(12));
        var cache = Path.Combine(_directory, "cache");
        using (var engine = new Engine(new EngineOptions { CacheDirectory = cache }))
        using (var module = engine.Compile(bytes))
        {
            Assert.False(module.IsFromCache);
            // Its support image, too, is in the cache then, whatever other tests have done.
            Assert.Equal(12, Get(engine, module));
        }
        Assert.Single(Directory.GetFiles(cache, "guest-*.so"));
        using (var engine = new Engine(new EngineOptions { CacheDirectory = cache, CompilerPath = "/nowhere/mpiwasm" }))
        using (var module = engine.Compile(bytes))
        {
            Assert.True(module.IsFromCache);
            Assert.Equal(12, Get(engine, module));
        }
        // Another kind of traps is other code.
        using var precise = new Engine(new EngineOptions { CacheDirectory = cache, Traps = TrapMode.Precise });
        using var other = precise.Compile(bytes);
        Assert.False(other.IsFromCache);
    }

    [Fact]
    public void The_name_of_an_image_loaded_twice_stays_taken_until_the_last_is_unloaded()
    {
        // The dynamic linker knows an image by its descriptor's path: were the descriptor given to another
        // file, that file's path would get this image.
        var images = new ImageSource(Guest.Engine.Options);
        var program = new GuestProgram("twice.wasm", Guest.Assemble(Constant(17)));
        var first = images.Guest(program);
        var again = images.Guest(program);
        var (path, name) = (first.Path, $"/proc/self/fd/{first.FileDescriptor}");
        Assert.NotEqual(first.FileDescriptor, again.FileDescriptor);
        first.Dispose();
        Assert.Equal(path, new FileInfo(name).LinkTarget);
        again.Dispose();
        Assert.NotEqual(path, new FileInfo(name).LinkTarget);
    }

    [Fact]
    public void A_compiler_that_is_none_or_of_another_build_is_refused()
    {
        using var engine = new Engine(new EngineOptions { CacheDirectory = _directory, CompilerPath = "/bin/false" });
        Assert.Equal("MW0211", Assert.ThrowsAny<MpiWasmException>(() => engine.Compile(Guest.Assemble(Constant(13)))).Code);
    }

    [Fact]
    public void The_command_beside_the_assemblies_compiles()
    {
        var notices = new List<string>();
        using var engine = new Engine(new EngineOptions { CacheDirectory = _directory, OnNotice = notices.Add });
        using var module = engine.Compile(Guest.Assemble(Constant(14)));
        Assert.Equal(14, Get(engine, module));
        Assert.Empty(notices);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "mpiwasm"), WorkerSearch.Find(engine.Options)?.FileName);
    }

    [Fact]
    public void Without_a_compiler_this_process_compiles_and_says_so()
    {
        var notices = new List<string>();
        using var engine = new Engine(new EngineOptions { CacheDirectory = _directory, OnNotice = notices.Add });
        var images = new ImageSource(engine.Options, static _ => null);
        var program = new GuestProgram("inside.wasm", Guest.Assemble(Constant(15)));
        using var image = images.Guest(program);
        Assert.True(image.WasCompiled);
        using var module = engine.Compile(program.Bytes);
        Assert.True(module.IsFromCache);
        Assert.Equal(15, Get(engine, module));
    }

    [Fact]
    public void A_time_limit_ends_a_compilation()
    {
        using var engine = new Engine(new EngineOptions { CacheDirectory = _directory, CompileTimeLimit = TimeSpan.FromMilliseconds(1) });
        Assert.Equal("MW0203", Assert.ThrowsAny<MpiWasmException>(() => engine.Compile(Guest.Assemble(Constant(16)))).Code);
    }
}
