using System.Globalization;
using MpiWasm.Image;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>
/// The shim that is being emitted, as mappers write into it: what of the call is known so far, guest memory, temporaries, and the ways out.
/// An error of ours leaves through one block that frees temporaries and calls the managed reporter; an error of the host through another.
/// </summary>
internal sealed class ShimEmitter
{
    private const int StackElements = 64;

    private readonly Mapper[] _mappers;
    private readonly string _transient;
    private string? _memory;
    private string? _base;
    private string _handlerHandle = "0";
    private bool _fallsBack;
    private bool _usesHeap;
    private bool _keeps;

    private readonly string _errorClass;
    private readonly string _errorArgument;
    private readonly string _errorFirst;
    private readonly string _errorSecond;
    private readonly string _errorHandle;

    public ShimEmitter(MpiApi api, Procedure procedure, HostAbi host, GuestAbi guest, Mapper[] mappers)
    {
        Procedure = procedure;
        Host = host;
        Guest = guest;
        Target = TargetOf(api, procedure, host);
        Function = new IrFunction($"define hidden i32 @\"{Symbol(procedure)}\"{Signature(procedure, guest)} #3");
        _errorClass = Function.Alloca("i32", 4);
        _errorArgument = Function.Alloca("i32", 4);
        _errorFirst = Function.Alloca("i64", 8);
        _errorSecond = Function.Alloca("i64", 8);
        _errorHandle = Function.Alloca("i32", 4);
        _transient = Function.Alloca("ptr", 8, "null");
        Kept = Function.Alloca("ptr", 8, "null");
        _mappers = mappers;
        foreach (var parameter in procedure.Parameters)
            Normalize(parameter);
        Significance = new Significance(this);
        KeepsArrays = _mappers.Any(m => m.StartsRequest);
    }

    /// <summary>
    /// A host without large counts gets the call of the procedure with ordinary ones. One that takes the wrong
    /// number of ordinary counts gets wide ones.
    /// </summary>
    private static Procedure TargetOf(MpiApi api, Procedure procedure, HostAbi host) =>
        procedure.IsLarge && !host.LargeCounts ? api.Find(procedure.BaseName)!
        : procedure.Name is ProcedureNames.NeighborAlltoallw or ProcedureNames.IneighborAlltoallw && host.LargeCounts
            && host.Defects.HasFlag(HostDefects.NeighborAlltoallwMiscounts) ? api.Find(procedure.Name + "_c")!
        : procedure;

    public Procedure Procedure { get; }

    /// <summary>The host's procedure that is called.</summary>
    public Procedure Target { get; }

    public HostAbi Host { get; }

    /// <summary>Whose calls the shim takes.</summary>
    public GuestAbi Guest { get; }

    public IrFunction Function { get; }

    public Significance Significance { get; }

    /// <summary>Address of the communicator's entry, once its mapper has run.</summary>
    public string? CommEntry { get; set; }

    /// <summary>Address of the window's entry, likewise.</summary>
    public string? WinEntry { get; set; }

    /// <summary>
    /// The host may read arrays until the operation completes (MPI 5.0 §6.12), so they outlive the call: see <see cref="Kept"/>.
    /// </summary>
    public bool KeepsArrays { get; }

    /// <summary>Whether there are such arrays.</summary>
    public bool HasKept => _keeps;

    /// <summary>Where the chain of arrays begins that go to the request.</summary>
    public string Kept { get; }

    public string HandleType => Host.HandleBytes == 8 ? "i64" : "i32";

    public bool HasRequests => Procedure.Parameters.Any(p => p is { Kind: ParameterKind.Request, Direction: ParameterDirection.InOut });

    public static string Symbol(Procedure procedure) => "shim." + procedure.Name;

    public static string Argument(int index) => string.Create(CultureInfo.InvariantCulture, $"%a{index}");

    /// <summary>Parameters of a shim as IR.</summary>
    private static string Signature(Procedure procedure, GuestAbi guest) =>
        $"(ptr %ctx{string.Concat(procedure.Parameters.Select(p => $", {(p.IsWide(guest) ? "i64" : "i32")} {Given(p, guest)}"))})";

    /// <summary>The types of those parameters.</summary>
    public static string Types(Procedure procedure, GuestAbi guest) =>
        $"(ptr{string.Concat(procedure.Parameters.Select(p => p.IsWide(guest) ? ", i64" : ", i32"))})";

    /// <summary>What the guest passed: the argument itself, or what it is made of.</summary>
    private static string Given(Parameter parameter, GuestAbi guest) =>
        parameter.IsAddress || (guest.Is64 && parameter.IsHandle)
            ? string.Create(CultureInfo.InvariantCulture, $"%g{parameter.Index}")
            : Argument(parameter.Index);

    /// <summary>
    /// From here on addresses have 64 bits and handles 32, whatever the guest's width. An address that lies behind every memory is a
    /// certain one, with which sums do not leave 64 bits; a handle of more than 32 bits is one that there is not.
    /// </summary>
    private void Normalize(Parameter parameter)
    {
        var (given, argument) = (Given(parameter, Guest), Argument(parameter.Index));
        if (given == argument)
            return;
        if (!parameter.IsAddress)
            Function.Line($"{argument} = call i32 @narrow_handle(i64 {given})");
        else if (Guest.Is64)
            Function.Line($"{argument} = call i64 @llvm.umin.i64(i64 {given}, i64 {DatatypeEntry.MostAddress})");
        else
            Function.Line($"{argument} = zext i32 {given} to i64");
    }

    /// <summary>The handle at a place of guest memory, read once.</summary>
    public string LoadHandle(string place) => Function.Value($"call i32 @load_handle(ptr {place}, i64 0)");

    public void StoreHandle(string place, string handle) => Function.Line($"call void @store_handle(ptr {place}, i64 0, i32 {handle})");

    /// <summary>An argument, or one of its elements, as the guest's memory has it.</summary>
    public string ElementType(Parameter parameter) => parameter.ElementSize(Guest) == 8 ? "i64" : "i32";

    public Mapper Mapper(int parameter) => _mappers[parameter];

    public T Mapper<T>(int parameter)
        where T : Mapper => (T)_mappers[parameter];

    /// <summary>From now on the handle's error handler is the one that concerns errors.</summary>
    public void UseErrorHandlerOf(string handle) => _handlerHandle = handle;

    public string MemoryBase => _base ??= LoadBase();

    /// <summary>Length of guest memory in bytes, loaded where it is used. It only grows, so each value is a safe bound.</summary>
    public string MemoryBytes => Function.Load("i64", MemoryAddress, MemoryRecord.BytesOffset);

    /// <summary>What lies below this address is inaccessible: 0, or the end of the null page. Never changes once the guest runs.</summary>
    public string MemoryLowest => Function.Load("i64", MemoryAddress, MemoryRecord.LowestOffset);

    private string MemoryAddress =>
        _memory ?? throw new InvalidOperationException("the record is loaded at the start of a shim that needs memory");

    public string Table(HandleKind kind) => Function.Load("ptr", "%ctx", MpiContext.TableOffset(kind));

    /// <summary>The slots of a table that the context keeps for itself: of requests or messages.</summary>
    public string Spare(HandleKind kind) =>
        Function.Offset("%ctx", kind == HandleKind.Request ? MpiContext.SpareRequestsOffset : MpiContext.SpareMessagesOffset);

    /// <summary>Address in the host of a guest address that was or will be checked.</summary>
    public string HostAddress(string guestAddress) => Function.Value($"getelementptr i8, ptr {MemoryBase}, i64 {guestAddress}");

    /// <summary>C type that an integer of this parameter, or of its elements, has on the host.</summary>
    public IntegerType HostTypeOf(Parameter parameter) =>
        Target == Procedure ? parameter.Type : Target.Parameters.First(p => p.Name == parameter.Name).Type;

    /// <summary>IR type of <see cref="HostTypeOf"/>: the host's MPI_Aint, MPI_Offset and MPI_Count have 64 bits.</summary>
    public string HostInteger(Parameter parameter) => HostTypeOf(parameter) == IntegerType.Int ? "i32" : "i64";

    /// <summary>Has the managed procedure of this name serve the call if the condition holds. Not after a slot was taken.</summary>
    public void FallBackIf(string condition)
    {
        var go = Function.FreshBlock("go");
        Function.Line($"br i1 {condition}, label %fallback, label %{go}, !prof !0");
        Function.Block(go);
        _fallsBack = true;
    }

    /// <summary>Leaves without an error, and without calling the host, if the condition holds; nothing may be held then.</summary>
    public void SucceedIf(string condition)
    {
        var done = Function.FreshBlock("done");
        var go = Function.FreshBlock("go");
        Function.Line($"br i1 {condition}, label %{done}, label %{go}, !prof !0");
        Function.Block(done);
        Function.Line("ret i32 0");
        Function.Block(go);
    }

    /// <summary>Leaves with an error of ours if the condition holds, having undone something.</summary>
    public void FailIf(string condition, int errorClass, int argument, string first, string second = "0", Action? undo = null)
    {
        var fail = Function.FreshBlock("fail");
        var go = Function.FreshBlock("go");
        Function.Line($"br i1 {condition}, label %{fail}, label %{go}, !prof !0");
        Function.Block(fail);
        undo?.Invoke();
        Function.Line($"store i32 {errorClass}, ptr {_errorClass}");
        Function.Line($"store i32 {argument}, ptr {_errorArgument}");
        Function.Line($"store i64 {first}, ptr {_errorFirst}");
        Function.Line($"store i64 {second}, ptr {_errorSecond}");
        Function.Line($"store i32 {_handlerHandle}, ptr {_errorHandle}");
        Function.Line("br label %own.error");
        Function.Block(go);
    }

    /// <summary>Undoes what mappers of <see cref="MapperPhase.Slots"/> have done.</summary>
    public void GiveBackSlots()
    {
        foreach (var mapper in _mappers)
            mapper.GiveBackSlot(this);
    }

    /// <summary>Leaves with an error unless [address, address + length) is guest memory. The length is an i64 below 2^62.</summary>
    public void CheckMemory(string address, string length, int argument, string? onlyIf = null)
    {
        var inside = Function.Value($"call i1 @in_memory(i64 {address}, i64 {length}, i64 {MemoryBytes})");
        var bad = Function.Value($"xor i1 {inside}, true");
        if (onlyIf is not null)
            bad = Function.Value($"and i1 {bad}, {onlyIf}");
        FailIf(bad, ErrorClasses.Arg, argument, address, Function.Value($"add i64 {address}, {length}"));
    }

    /// <summary>
    /// The same for the address of one result, which is not null: there is memory at 0, but who passes it has made a mistake.
    /// </summary>
    public void CheckResult(string address, int bytes, int argument)
    {
        FailIf(Function.Value($"icmp eq i64 {address}, 0"), ErrorClasses.Arg, argument, "0", $"{bytes}");
        CheckMemory(address, $"{bytes}", argument);
    }

    public string Wide(string value) => Function.Value($"zext i32 {value} to i64");

    public string SignedWide(string value) => Function.Value($"sext i32 {value} to i64");

    /// <summary>
    /// A temporary array: on the stack when small, else from the heap, freed on every way out. The count is an i64 that is not negative.
    /// One that is kept comes from the heap and goes to the request that the call starts.
    /// </summary>
    public string Temporary(string count, int elementBytes, int argument, bool kept = false)
    {
        _usesHeap |= !kept;
        _keeps |= kept;
        var stack = kept ? "null" : Function.Alloca($"[{StackElements * elementBytes} x i8]", 16);
        var isBig = Function.Value($"icmp ugt i64 {count}, {(kept ? 0 : StackElements)}");
        return Unless(isBig, "ptr", stack, () =>
        {
            var size = Function.Value($"mul i64 {count}, {elementBytes}");
            var heap = Function.Value($"call ptr @chain_add(ptr {(kept ? Kept : _transient)}, i64 {size})");
            FailIf(Function.Value($"icmp eq ptr {heap}, null"), ErrorClasses.NoMem, argument, size);
            return heap;
        });
    }

    public void Copy(string destination, string source, string bytes, bool fromGuest) =>
        Function.Line($"call void @llvm.memcpy.p0.p0.i64(ptr align 1 {destination}, ptr align 1 {source}, i64 {bytes}, "
            + $"i1 {(fromGuest ? "true" : "false")})");

    /// <summary>Emits what the callback writes only for when the condition holds; null means always.</summary>
    public void When(string? condition, Action body, bool isRare = false)
    {
        if (condition is null)
        {
            body();
            return;
        }

        var yes = Function.FreshBlock("when");
        var end = Function.FreshBlock("end");
        Function.Line($"br i1 {condition}, label %{yes}, label %{end}{(isRare ? ", !prof !0" : "")}");
        Function.Block(yes);
        body();
        Function.JumpAndStart(end);
    }

    /// <summary>A value, unless the condition holds: then what the callback makes of it.</summary>
    public string Unless(string condition, string type, string value, Func<string> otherwise, bool isRare = false)
    {
        var before = Function.CurrentBlock;
        var (other, after) = ("", "");
        When(condition, () => (other, after) = (otherwise(), Function.CurrentBlock), isRare);
        return Function.Value($"phi {type} [ {value}, %{before} ], [ {other}, %{after} ]");
    }

    /// <summary>Loads what shims that touch guest memory need, at the top, so that it reaches every block.</summary>
    public void LoadMemory()
    {
        _base = LoadBase();
        _memory = Function.Load("ptr", Function.Load("ptr", "%ctx"), InstanceContext.Memory0RecordOffset);
    }

    /// <summary>The block in which an error of the host leaves.</summary>
    public void EmitHostError(string result)
    {
        var f = Function;
        f.Block("host.error");
        string? errorClass = null;
        if (_mappers.Any(m => m.NeedsErrorClass))
            errorClass = f.Value($"call i32 {f.Load("ptr", "%ctx", MpiContext.ErrorClassOffset)}(ptr %ctx, i32 {result})");
        foreach (var mapper in _mappers)
            mapper.AfterError(this, errorClass);
        FreeTemporaries();
        var code = f.Value($"call i32 {f.Load("ptr", "%ctx", MpiContext.HostErrorOffset)}(ptr %ctx, i32 {Procedure.Index}, "
            + $"i32 {result}, i32 {_handlerHandle})");
        f.Line($"ret i32 {code}");
    }

    private void EmitFallback()
    {
        var f = Function;
        f.Block("fallback");
        FreeTemporaries();
        var arguments = f.Alloca($"[{Math.Max(1, _mappers.Length)} x i64]", 8);
        foreach (var p in Procedure.Parameters)
        {
            var isWide = p.IsAddress || (p.IsWide(Guest) && !p.IsHandle);
            f.Line($"store i64 {(isWide ? Argument(p.Index) : Wide(Argument(p.Index)))}, ptr {f.Offset(arguments, 8L * p.Index)}");
        }

        var fallback = f.Load("ptr", "%ctx", MpiContext.FallbackOffset);
        f.Line($"ret i32 {f.Value($"call i32 {fallback}(ptr %ctx, i32 {Procedure.Index}, ptr {arguments})")}");
    }

    /// <summary>The blocks in which errors of ours leave, and calls that managed code serves.</summary>
    public void EmitOwnWaysOut()
    {
        EmitOwnError();
        if (_fallsBack)
            EmitFallback();
    }

    private void EmitOwnError()
    {
        var f = Function;
        f.Block("own.error");
        FreeTemporaries();
        var values = $"i32 {f.Load("i32", _errorArgument)}, i32 {f.Load("i32", _errorClass)}, i32 {f.Load("i32", _errorHandle)}, "
            + $"i64 {f.Load("i64", _errorFirst)}, i64 {f.Load("i64", _errorSecond)}";
        var code = f.Value($"call i32 {f.Load("ptr", "%ctx", MpiContext.OwnErrorOffset)}(ptr %ctx, i32 {Procedure.Index}, {values})");
        f.Line($"ret i32 {code}");
    }

    /// <summary>Frees all that is chained; what a request has taken over is so no more.</summary>
    public void FreeTemporaries()
    {
        if (_usesHeap)
            Free(_transient);
        if (_keeps)
            Free(Kept);
    }

    private void Free(string chain)
    {
        var first = Function.Load("ptr", chain);
        When(Function.Value($"icmp ne ptr {first}, null"), () => Function.Line($"call void @chain_free(ptr {first})"));
    }

    private string LoadBase() => Function.Load("ptr", Function.Load("ptr", "%ctx"), InstanceContext.Memory0BaseOffset);
}
