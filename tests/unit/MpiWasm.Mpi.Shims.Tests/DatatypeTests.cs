using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>Sizes and extents are answered from the datatype's entry, without the host.</summary>
public sealed unsafe class DatatypeTests : IDisposable
{
    private readonly Guest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void SizesAndExtentsComeFromTheEntry()
    {
        var type = Resized(size: 12, extent: 24, lowerBound: -4);
        var calls = Guest.Calls;
        Succeeds("MPI_Type_size", Guest.Double, 101);
        Assert.Equal(8, _guest[101]);
        Succeeds("MPI_Type_size", type, 100);
        Succeeds("MPI_Type_get_extent", type, 104, 108);
        Assert.Equal((12, -4, 24), (_guest[100], _guest[104], _guest[108]));
        Succeeds("MPI_Type_size_c", type, 120);
        Succeeds("MPI_Type_get_extent_c", type, 128, 136);
        Assert.Equal((12, 0, -4, -1, 24, 0), (_guest[120], _guest[124], _guest[128], _guest[132], _guest[136], _guest[140]));
        Assert.Equal(calls, Guest.Calls);
    }

    [Fact]
    public void WhatDoesNotFitIsForTheManagedProcedureToTell()
    {
        var type = Resized(size: 1L << 31, extent: 1L << 32, lowerBound: 1L << 31);
        _guest.Put(100, 7, 8);
        _guest.FallsBack("MPI_Type_size", type, 100);
        _guest.FallsBack("MPI_Type_get_extent", type, 100, 104);
        Assert.Equal((7, 8), (_guest[100], _guest[104]));
        Succeeds("MPI_Type_size_c", type, 120);
        Assert.Equal((int.MinValue, 0), (_guest[120], _guest[124]));
    }

    [Fact]
    public void ForgedTypesAndResultsOutsideOfMemoryAreRefused()
    {
        _guest.Refuses(ErrorClasses.Type, 0, "MPI_Type_size", 0x12345678, 100);
        _guest.Refuses(ErrorClasses.Type, 0, "MPI_Type_get_extent", 0x12345678, 100, 104);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Type_size", Guest.Double, Guest.MemorySize - 3);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Type_size_c", Guest.Double, Guest.MemorySize - 7);
        _guest.Refuses(ErrorClasses.Arg, 2, "MPI_Type_get_extent", Guest.Double, 100, -4);
    }

    private void Succeeds(string name, params ReadOnlySpan<long> arguments) => Assert.Equal(0, _guest.Call(name, arguments));

    private uint Resized(long size, long extent, long lowerBound)
    {
        var type = _guest.DerivedType(0xD2FF, size, extent, lowerBound, lowerBound + size);
        ((DatatypeEntry*)_guest.Table(HandleKind.Datatype).Find(type))->LowerBound = lowerBound;
        return type;
    }
}
