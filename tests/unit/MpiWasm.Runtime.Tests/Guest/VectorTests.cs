using System.Globalization;
using System.Runtime.InteropServices;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Driver;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>Vectors as values, and the promise that every processor computes the same bits.</summary>
public sealed class VectorTests
{
    private const ValType V128 = ValType.V128;

    [Fact]
    public void VectorsPassThroughCallsGlobalsLocalsAndBlocks()
    {
        var one = Vector("00112233445566778899aabbccddeeff");
        var two = Vector("0123456789abcdeffedcba9876543210");
        var imports = new ImportTable();
        imports.Define("host", "swap", HostFunction.Managed(new FunctionType(
            [V128, ValType.I32, V128], [V128, ValType.I32, V128]), (_, slots) =>
        {
            (slots[0], slots[2]) = (slots[2], slots[0]);
            slots[1].I32++;
        }));
        imports.Define("host", "id", HostFunction.Managed(new FunctionType([V128], [V128]), (_, _) => { }));
        var hostGlobal = new Global(new GlobalType(V128, true), one);
        imports.Define("host", "g", hostGlobal);
        var constant = new Global(new GlobalType(V128, false), two);
        imports.Define("host", "k", constant);
        var instance = GuestBuilder.Instantiate(GuestBuilder.FromText("""
            (module
              (import "host" "swap" (func $swap (param v128 i32 v128) (result v128 i32 v128)))
              (import "host" "id" (func $id (param v128) (result v128)))
              (import "host" "g" (global $g (mut v128)))
              (import "host" "k" (global $k v128))
              (type $binary (func (param v128 v128) (result v128)))
              (table 2 funcref) (elem (i32.const 0) $sub $first)
              (global $copy (export "copy") v128 (global.get $k))
              (global $own (export "own") (mut v128) (v128.const i32x4 1 2 3 4))
              (func $sub (type $binary) (i32x4.sub (local.get 0) (local.get 1)))
              (func $first (type $binary) local.get 0)
              (func (export "swap") (param v128 i32 v128) (result v128 i32 v128) (call $swap (local.get 0) (local.get 1) (local.get 2)))
              (func (export "id") (param v128) (result v128) (call $id (local.get 0)))
              (func (export "set") (param v128) (result v128) (local v128)
                (local.set 1 (global.get $g)) (global.set $g (local.get 0)) (global.set $own (i32x4.add (global.get $own) (local.get 0))) (local.get 1))
              (func (export "indirect") (param v128 v128 i32) (result v128) (call_indirect (type $binary) (local.get 0) (local.get 1) (local.get 2)))
              (func (export "select") (param v128 v128 i32) (result v128) (select (local.get 0) (local.get 1) (local.get 2)))
              (func (export "times") (param v128 i32) (result v128)
                (v128.const i64x2 0 0)
                (loop $l (param v128) (result v128)
                  (i32x4.add (local.get 0))
                  (br_if $l (local.tee 1 (i32.sub (local.get 1) (i32.const 1))))))
              (func (export "zero") (result v128) (local v128) local.get 0))
            """), imports);

        var swapped = instance.Invoke("swap", one, 41, two);
        Assert.Equal((two, 42, one), (swapped[0].V128, swapped[1].I32, swapped[2].V128));
        Assert.Equal(one, instance.Invoke("id", one)[0].V128);
        Assert.Equal(one, instance.Invoke("set", two)[0].V128);
        Assert.Equal(two, hostGlobal.Value.V128);
        Assert.Equal(two, ((Global)instance.Export("copy")!).Value.V128);
        // Lanes 1 2 3 4, plus those of two: 0x76543210, 0xfedcba98, 0x89abcdef, 0x01234567, the lowest first.
        Assert.Equal(Vector("0123456b89abcdf2fedcba9a76543211"), ((Global)instance.Export("own")!).Value.V128);
        Assert.Equal(UInt128.Zero, instance.Invoke("indirect", two, two, 0)[0].V128);
        Assert.Equal(two, instance.Invoke("indirect", two, one, 1)[0].V128);
        Assert.Equal(one, instance.Invoke("select", one, two, 7)[0].V128);
        Assert.Equal(two, instance.Invoke("select", one, two, 0)[0].V128);
        Assert.Equal(
            Vector("00000005000000000000000f00000014"), instance.Invoke("times", Vector("00000001000000000000000300000004"), 5)[0].V128);
        Assert.Equal(UInt128.Zero, instance.Invoke("zero")[0].V128);
    }

    [Fact]
    public void AMultiplicationByOneQuietsASignallingNaN()
    {
        var instance = GuestBuilder.Instantiate(GuestBuilder.FromText("""
            (module
              (func (export "one") (param v128) (result v128) (f32x4.mul (local.get 0) (v128.const f32x4 2 1 1 1)))
              (func (export "splat") (param v128) (result v128) (f32x4.div (local.get 0) (f32x4.splat (f32.const 1))))
              (func (export "zero") (param v128) (result v128) (f64x2.sub (local.get 0) (v128.const f64x2 0 0))))
            """), options: new CompileOptions());
        // Bit 22 of a float and bit 51 of a double say that a NaN is quiet.
        Assert.Equal(
            Vector("7fc000017fc000013f80000040000000"), instance.Invoke("one", Vector("7f8000017f8000013f8000003f800000"))[0].V128);
        Assert.Equal(
            Vector("ffc000017fc000013f8000003f800000"), instance.Invoke("splat", Vector("ff8000017f8000013f8000003f800000"))[0].V128);
        Assert.Equal(
            Vector("7ff8000000000001fff8000000000001"), instance.Invoke("zero", Vector("7ff0000000000001fff0000000000001"))[0].V128);
    }

    /// <summary>
    /// Processors from the first x86-64 (no byte shuffle, no rounding, no fused multiply-add) to this one, and both levels of optimisation:
    /// payloads of NaN results aside, all agree. What is right, the official scripts say.
    /// </summary>
    [X64Fact]
    public void EveryVectorInstructionComputesTheSameBitsOnEveryProcessor()
    {
        var module = VectorModule.Bytes();
        CompileOptions[] targets =
        [
            new() { OptimizationLevel = 0 }, new(), new() { Cpu = "x86-64" }, new() { Cpu = "x86-64-v2" }, new()
            {
                Cpu = "x86-64-v2",
                Features = "+ssse3",
            },
        ];
        var instances = targets.Select(options => GuestBuilder.Instantiate(module, options: options with { PreciseTraps = true }))
            .ToArray();
        var random = new Random(7);
        var differences = new List<string>();
        foreach (var row in VectorModule.Instructions)
        {
            for (var round = 0; round < 60; round++)
            {
                var arguments = row.Operands.Select((type, k) => Argument(random, type, isAddress: k == 0 && row.Signature![0] == 'a'))
                    .ToArray();
                var expected = Run(instances[0], row, arguments);
                for (var k = 1; k < instances.Length; k++)
                {
                    var actual = Run(instances[k], row, arguments);
                    if (actual != expected)
                    {
                        var given = string.Join(", ", arguments.Select(a => a.V128.ToString("x32", CultureInfo.InvariantCulture)));
                        differences.Add($"{row.Name}({given}) on {targets[k].Cpu}: {actual:x32}, on the first {expected:x32}");
                    }
                }
            }
        }
        Assert.Empty(differences);
        Assert.Equal(256, VectorModule.Instructions.Count);
    }

    [Fact]
    public void EveryVectorInstructionCompilesForAarch64()
    {
        var module = ModuleDecoder.Decode(VectorModule.Bytes());
        using var directory = new TemporaryDirectory();
        var image = Path.Combine(directory.Path, "image.so");
        GuestCompiler.Compile(module, new CompileOptions { Triple = "aarch64-unknown-linux-gnu", Cpu = "generic", Features = "" }, image);
        Assert.Equal(183, BitConverter.ToUInt16(File.ReadAllBytes(image), 18));    // EM_AARCH64
    }

    /// <summary>The result, or where there is none what was written; a NaN in float lanes as one number.</summary>
    private static UInt128 Run(Instance instance, InstructionInfo row, Slot[] arguments)
    {
        Assert.True(((GuestMemory)instance.Export("memory")!).TrySpan(0, 256, out var memory));
        for (var k = 0; k < memory.Length; k++)
            memory[k] = (byte)((k * 37) + (k >> 3));
        var results = instance.Invoke(row.Name, arguments);
        if (results.Length == 0)
            return MemoryMarshal.Read<UInt128>(memory[(arguments[0].I32 + 4)..]);
        var bits = row.Results[0] switch
        {
            V128 => results[0].V128,
            ValType.I32 or ValType.F32 => results[0].U32,
            _ => results[0].U64,
        };
        return row.Name[0] == 'f' ? WithOneNaN(bits, row.Name.StartsWith("f32x4", StringComparison.Ordinal)) : bits;
    }

    private static UInt128 WithOneNaN(UInt128 bits, bool single)
    {
        UInt128 result = 0;
        for (var at = 0; at < 128; at += single ? 32 : 64)
        {
            var lane = unchecked((ulong)(bits >> at));
            if (single)
                lane = float.IsNaN(BitConverter.UInt32BitsToSingle(unchecked((uint)lane))) ? 0x7FC00000 : lane & uint.MaxValue;
            else if (double.IsNaN(BitConverter.UInt64BitsToDouble(lane)))
                lane = 0x7FF8000000000000;
            result |= (UInt128)lane << at;
        }
        return result;
    }

    private static Slot Argument(Random random, ValType type, bool isAddress)
    {
        if (isAddress)
            return random.Next(200);
        var bytes = new byte[16];
        random.NextBytes(bytes);
        uint[] interesting =
        [
            0, 0x80000000, 0x3F800000, 0xBF800000, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7FA00000, 0x4F000000, 0xCF000000, 0x4F800000,
            0x80008000, 0x7FFF8000, 0xFFFFFFFF, 0x00000001, 0x80808080, 0x0F0E0D10,
        ];
        ulong[] interestingLong =
        [
            0, 1ul << 63, 0x3FF0000000000000, 0x7FF0000000000000, 0xFFF8000000000000, 0x41DFFFFFFFC00000, 0x41E0000000000000,
            0xC1E0000000200000, 0x41EFFFFFFFE00000, 0x7FF4000000000000, 0x3FE0000000000000,
        ];
        switch (random.Next(5))
        {
            case 0:
                for (var k = 0; k < 16; k += 4)
                    BitConverter.TryWriteBytes(bytes.AsSpan(k), interesting[random.Next(interesting.Length)]);
                break;
            case 1:
                for (var k = 0; k < 16; k += 8)
                    BitConverter.TryWriteBytes(bytes.AsSpan(k), interestingLong[random.Next(interestingLong.Length)]);
                break;
            case 2:
                for (var k = 0; k < 16; k += 4)
                    BitConverter.TryWriteBytes(bytes.AsSpan(k), (float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(40))));
                break;
            case 3:
                for (var k = 0; k < 16; k += 8)
                    BitConverter.TryWriteBytes(bytes.AsSpan(k), (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(70)));
                break;
        }
        var value = MemoryMarshal.Read<UInt128>(bytes);
        return type == V128 ? value : unchecked((ulong)value);
    }

    private static UInt128 Vector(string hex) => UInt128.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

/// <summary>A test of code for x86-64, which only such a machine can run.</summary>
public sealed class X64FactAttribute : FactAttribute
{
    public X64FactAttribute()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Skip = "needs an x86-64 processor";
    }
}
