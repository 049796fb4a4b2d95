using Xunit;

namespace MpiWasm.Embedding.Tests;

public sealed class MemoryTests : IDisposable
{
    private const string Module = """
        (module
          (memory (export "memory") 1 3)
          (data (i32.const 16) "gr\c3\bc\c3\9fe\00")
          (func (export "peek") (param i32) (result i32) (i32.load (local.get 0)))
          (func (export "poke") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
          (func (export "pages") (result i32) (memory.size)))
        """;

    private readonly Store _store = new(Guest.Engine);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Host_and_guest_see_the_same_bytes()
    {
        var instance = Guest.Instantiate(_store, Module);
        var memory = instance.GetMemory("memory")!;
        memory.Write(100, 0x01020304);
        Assert.Equal(0x01020304, instance.GetFunction<int, int>("peek")!(100));
        Assert.Equal([4, 3, 2, 1], memory.GetSpan(100, 4).ToArray());
        instance.GetAction<int, int>("poke")!(104, -1);
        Assert.Equal(uint.MaxValue, memory.Read<uint>(104));
        Assert.Equal(0xFFFF0102u, memory.Read<uint>(102));
        memory.Write<(short, double)>(201, (7, 0.5));
        Assert.Equal((7, 0.5), memory.Read<(short, double)>(201));
    }

    [Fact]
    public void Text_is_UTF_8()
    {
        var memory = Guest.Instantiate(_store, Module).GetMemory("memory")!;
        Assert.Equal("grüße", memory.ReadZeroTerminatedString(16));
        Assert.Equal("grü", memory.ReadString(16, 4));
        Assert.Equal(5, memory.WriteString(300, "a€b"));
        Assert.Equal("a€b", memory.ReadString(300, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.ReadZeroTerminatedString(16, 3));
    }

    [Theory]
    [InlineData(65533u, 4)]
    [InlineData(65536u, 1)]
    [InlineData(uint.MaxValue, 4)]
    public void What_lies_beyond_the_end_is_out_of_reach(uint address, int length)
    {
        var memory = Guest.Instantiate(_store, Module).GetMemory("memory")!;
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(address, length).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read(address, new byte[length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write(address, new byte[length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read<int>(address));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write(address, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.ReadString(address, length));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.ReadZeroTerminatedString(65536));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(ulong.MaxValue, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(0, -1).Length);
        Assert.Equal(0, memory.GetSpan(65536, 0).Length);
    }

    [Fact]
    public void A_span_stays_valid_when_the_memory_grows()
    {
        var instance = Guest.Instantiate(_store, Module);
        var memory = instance.GetMemory("memory")!;
        var span = memory.GetSpan(0, 65536);
        Assert.Equal(1, memory.Grow(2));
        span[1000] = 42;
        Assert.Equal(42, instance.GetFunction<int, int>("peek")!(1000));
        Assert.Equal(3, instance.GetFunction<int>("pages")!());
        Assert.Equal(3ul * 65536, memory.Length);
        Assert.Equal(0, memory.Read<int>((3 * 65536) - 4));
        Assert.Equal(-1, memory.Grow(1));
        Assert.Equal(new MemoryType(3, 3, IsShared: false, Is64: false), memory.Type);
    }

    [Fact]
    public void A_memory_of_the_host_can_be_imported()
    {
        var memory = new Memory(_store, 1, 2);
        memory.Write(0, 5);
        const string Importer = """(module (import "env" "memory" (memory 1 2)) (func (export "next") (result i32) (i32.add (i32.load (i32.const 0)) (i32.const 1))))""";
        Assert.Equal(6, Guest.Instantiate(_store, Importer, l => l.Define("env", "memory", memory)).Invoke("next")[0].AsInt32());
        using var other = new Store(Guest.Engine);
        Assert.Equal(
            "MW0402", Assert.Throws<LinkException>(() => Guest.Instantiate(other, Importer, l => l.Define("env", "memory", memory))).Code);
    }
}
