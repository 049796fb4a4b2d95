using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>
/// A reduction function of the guest, as an operation of the host. The host's callback does not say which operation it is for, so each has
/// an entry of its own: a delegate's, which .NET makes a native function for.
/// </summary>
/// <remarks>
/// The library calls it with its own buffers. What lies in the guest's memory already is passed on as it is; the rest is copied there, a
/// piece of the vector at a time: the standard allows any division of a vector into calls.
/// </remarks>
internal sealed unsafe class UserOperation
{
    /// <summary>void f(void* invec, void* inoutvec, int* or MPI_Count* len, MPI_Datatype*)</summary>
    public static readonly GuestFunctionType FunctionType = new("pppp:");

    /// <summary>Bytes of a vector that are staged at once.</summary>
    private const long StagedBytes = 64 << 10;

    /// <summary>Before the vectors: the length and the datatype, passed by address.</summary>
    private const int Header = 16;

    private const int Alignment = 16;

    private readonly MpiEnvironment _environment;
    private readonly GuestCallback _function;
    private readonly bool _hasWideLengths;
    private readonly bool _hostHasWideLengths;
    private readonly ConcurrentDictionary<ulong, ElementLayout> _layouts = new();
    private readonly HostFunction _entry;

    /// <param name="environment">The process' MPI.</param>
    /// <param name="function">The guest's function.</param>
    /// <param name="commutes">Whether it is commutative.</param>
    /// <param name="hasWideLengths">Whether it was given to MPI_Op_create_c.</param>
    public UserOperation(MpiEnvironment environment, GuestCallback function, bool commutes, bool hasWideLengths)
    {
        _environment = environment;
        _function = function;
        _hasWideLengths = hasWideLengths;
        _entry = Called;
        _hostHasWideLengths = hasWideLengths && environment.Host.Has(Procedures.OpCreateC);
        var entry = (void*)Marshal.GetFunctionPointerForDelegate(_entry);
        ulong made = 0;
        if (_hostHasWideLengths)
            environment.Functions.OpCreateC(entry, commutes ? 1 : 0, &made);
        else
            environment.Functions.OpCreate(entry, commutes ? 1 : 0, &made);
        Host = made;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void HostFunction(byte* left, byte* right, void* length, void* type);

    /// <summary>The host's operation.</summary>
    public ulong Host { get; private set; }

    /// <summary>Before MPI_Finalize.</summary>
    public void Free()
    {
        var host = Host;
        _ = _environment.Functions.Codes.OpFree(&host);
        Host = host;
    }

    /// <summary>
    /// A reduction with this datatype begins: the library will name it by its own handle, which several datatypes of the guest may share.
    /// </summary>
    public void Uses(uint guest, HostedDatatype type)
    {
        if (!_layouts.TryGetValue(type.Host, out var known) || !known.IsOf(guest, type.Shadow))
            _layouts[type.Host] = new ElementLayout(guest, type.Shadow, isAbsolute: false, type.Shadow.HullLow, type.Shadow.HullHigh);
        lock (type)
        {
            if (type.Twin == 0)
                return;
            var twin = (DatatypeEntry*)type.Twin;
            if (!_layouts.TryGetValue(twin->Head.Host, out known) || !known.IsOf(guest, type.Shadow))
                _layouts[twin->Head.Host] = new ElementLayout(guest, type.Shadow, isAbsolute: true, twin->HullLow, twin->HullHigh);
        }
    }

    /// <summary>What the library calls. Its frames are below: nothing may leave.</summary>
    private void Called(byte* left, byte* right, void* length, void* type)
    {
        try
        {
            using var stay = GuestCode.EnterFromLibrary(_environment);
            var handle = _environment.Library.Abi.HandleBytes == 8 ? *(ulong*)type : *(uint*)type;
            if (!_layouts.TryGetValue(handle, out var layout))
                throw new InvalidOperationException("the library asks for a reduction of a datatype that was never given to it");
            Apply(HostCallbacks.Guest(_environment), layout, left, right, _hostHasWideLengths ? *(long*)length : *(int*)length);
        }
        catch (Exception e)
        {
            HostCallbacks.End(_environment, "a reduction (MPI_Op_create)", e);
        }
    }

    private void Apply(CallingGuest guest, ElementLayout layout, byte* left, byte* right, long count)
    {
        if (count <= 0)
            return;
        var memory = guest.Instance!.Memory;
        var (a, b) = (Inside(memory, layout, left, count), Inside(memory, layout, right, count));
        var piece = a is not null && b is not null ? count : Math.Clamp(StagedBytes / Math.Max(1, Math.Abs(layout.Extent)), 1, count);
        var room = layout.SpanOf(piece) + (2 * Alignment);
        var staged = (a is null ? room : 0) + (b is null ? room : 0);
        using var scratch = guest.Rent((ulong)(Header + staged));
        var firstRoom = scratch.Address + Header;
        for (long done = 0; done < count; done += piece)
        {
            var n = Math.Min(piece, count - done);
            var skip = done * layout.Extent;
            var invec = a is { } insideA ? Wrap(insideA + (ulong)skip) : Place(firstRoom, layout, n);
            var inout = b is { } insideB ? Wrap(insideB + (ulong)skip) : Place(a is null ? firstRoom + (ulong)room : firstRoom, layout, n);
            if (a is null)
                layout.Copy(left + skip, Address(memory, layout, invec), n);
            if (b is null)
                layout.Copy(right + skip, Address(memory, layout, inout), n);
            Call(scratch, layout, invec, inout, n);
            if (b is null)
                layout.Copy(Address(memory, layout, inout), right + skip, n);
        }
    }

    private void Call(ScratchLease scratch, ElementLayout layout, ulong invec, ulong inout, long count)
    {
        var header = scratch.Memory;
        if (_hasWideLengths)
            Unsafe.WriteUnaligned(header, count);
        else
            Unsafe.WriteUnaligned(header, (int)count);
        Unsafe.WriteUnaligned(header + 8, (ulong)layout.Handle);
        Span<Slot> slots = [invec, inout, scratch.Address, scratch.Address + 8];
        _function.Invoke(scratch.Instance, slots);
    }

    /// <summary>
    /// The guest address of elements that lie in guest memory, as they do in MPI_Reduce_local and where the library works in the receive
    /// buffer; null for the library's own.
    /// </summary>
    private static ulong? Inside(GuestMemory memory, ElementLayout layout, byte* elements, long count)
    {
        var offset = (Int128)((nint)elements - (nint)memory.Base);
        var low = offset + layout.LowOf(count);
        return low >= 0 && low + layout.SpanOf(count) <= memory.Bytes ? (ulong)(long)offset : null;
    }

    /// <summary>
    /// The guest address of the first element so that all lie in the room from <paramref name="room"/> on. Relative to MPI_BOTTOM the
    /// elements are far from it: then it is as C has it, a sum that wraps around.
    /// </summary>
    private ulong Place(ulong room, ElementLayout layout, long count) =>
        Wrap((ulong)(((long)room - layout.LowOf(count) + Alignment - 1) & ~(long)(Alignment - 1)));

    private ulong Wrap(ulong sum) => _environment.GuestAbi.Wrap(sum);

    /// <summary>The host address of what <see cref="Place"/> returned.</summary>
    private byte* Address(GuestMemory memory, ElementLayout layout, ulong first)
    {
        // The address may have wrapped around: the hull, not the element's address, lies in memory. With 64 bits it wraps here as it does
        // in the guest.
        var wrapped = _environment.GuestAbi.Is64 ? 0 : ((long)first + layout.Low) & ~(AbsoluteLayout.AddressSpace - 1);
        return memory.Base + first - wrapped;
    }
}
