using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>The assembler of these tests itself: it knows every instruction of the table.</summary>
public sealed class TinyAssemblerTests
{
    [Fact]
    public void OpcodesBehindAPrefixAreWhole()
    {
        var module = new TinyAssembler()
            .Function("truncate", "f64", "i32", "", "local.get 0 i32.trunc_sat_f64_s")
            .Function("lanes", "i32", "i32", "", "local.get 0 i8x16.splat i16x8.bitmask")
            .Module();
        var instance = GuestBuilder.Instantiate(module);
        Assert.Equal(int.MaxValue, instance.Invoke("truncate", 1e10)[0].I32);
        // Each half of a lane is 0x80: the sign bits of all eight.
        Assert.Equal(0xFF, instance.Invoke("lanes", 0x80)[0].I32);
    }
}
