using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Objects.Operations;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>An operation of reductions: <c>right = left op right</c>, element by element (§6.9).</summary>
internal abstract unsafe class Operation
{
    /// <summary>The predefined ones, by handle.</summary>
    public static FrozenDictionary<int, Operation> All { get; } = new Dictionary<int, Operation>
    {
        [StandardAbi.Sum] = new PredefinedOperation(ReductionOperation.Sum),
        [StandardAbi.Min] = new PredefinedOperation(ReductionOperation.Min),
        [StandardAbi.Max] = new PredefinedOperation(ReductionOperation.Max),
        [StandardAbi.Prod] = new PredefinedOperation(ReductionOperation.Prod),
        [StandardAbi.Band] = new PredefinedOperation(ReductionOperation.BitAnd),
        [StandardAbi.Bor] = new PredefinedOperation(ReductionOperation.BitOr),
        [StandardAbi.Bxor] = new PredefinedOperation(ReductionOperation.BitXor),
        [StandardAbi.Land] = new PredefinedOperation(ReductionOperation.And),
        [StandardAbi.Lor] = new PredefinedOperation(ReductionOperation.Or),
        [StandardAbi.Lxor] = new PredefinedOperation(ReductionOperation.Xor),
        [StandardAbi.Minloc] = new PredefinedOperation(ReductionOperation.MinLoc),
        [StandardAbi.Maxloc] = new PredefinedOperation(ReductionOperation.MaxLoc),
        [StandardAbi.Replace] = new ReplaceOperation(),
        [StandardAbi.NoOp] = new NoOperation(),
    }.ToFrozenDictionary();

    public abstract bool IsCommutative { get; }

    /// <summary>Whether it is one of the standard's, so that any rank may apply it to any rank's elements.</summary>
    public virtual bool IsPredefined => false;

    /// <summary>Whether it is defined on a datatype; accumulates also take types that are made of one predefined.</summary>
    public abstract bool IsDefinedOn(Datatype type);

    /// <summary>Whether a reduction may use it with a datatype: a predefined one with predefined ones only (§6.9.2).</summary>
    public bool Reduces(Datatype type) => (this is UserFunction || type.IsPredefined) && IsDefinedOn(type);

    /// <param name="left">Elements of the type.</param>
    /// <param name="right">Elements, and the result.</param>
    /// <param name="count">How many.</param>
    /// <param name="type">Their type.</param>
    /// <param name="handle">The handle of the type on the rank that calls.</param>
    public abstract void Apply(void* left, void* right, long count, Datatype type, int handle);

    private sealed class PredefinedOperation(ReductionOperation operation) : Operation
    {
        public override bool IsCommutative => true;

        public override bool IsPredefined => true;

        public override bool IsDefinedOn(Datatype type) => type.Basic is { } basic && (operation is ReductionOperation.MinLoc or
            ReductionOperation.MaxLoc
            ? basic.IsPair
            : !basic.IsPair && basic.Scalars.Length == 1 && ElementOperations.Of(Counted(basic).Scalars[0], operation) is not null);

        public override void Apply(void* left, void* right, long count, Datatype type, int handle)
        {
            // A derived type of one basic type: its runs are elements of that.
            var basic = Counted(type.Basic!);
            if (type.IsContiguous || type.Layout is null && type.Extent == type.Size)
            {
                Run(basic, (byte*)left + type.TrueLowerBound, (byte*)right + type.TrueLowerBound, count * type.Size / basic.Size);
                return;
            }

            if (basic.Extent != basic.Size)
            {
                Run(basic, (byte*)left, (byte*)right, count);
                return;
            }

            var levels = RunCursor.LevelsOf(type);
            var from = new RunCursor(left, count, type, new RunCursor.Level[levels]);
            var to = new RunCursor(right, count, type, new RunCursor.Level[levels]);
            while (to.Length > 0)
            {
                var bytes = to.Length;
                Run(basic, from.Address, to.Address, bytes / basic.Size);
                from.Take(bytes);
                to.Take(bytes);
            }
        }

        /// <summary>Characters are small integers, as with all libraries.</summary>
        private static PredefinedDatatype Counted(PredefinedDatatype basic) =>
            DefinedOperations.AreLibrariesIntegers(basic) ? Predefined.All[StandardAbi.SignedChar].Basic! : basic;

        private void Run(PredefinedDatatype basic, byte* left, byte* right, long count)
        {
            for (; count > 0; count -= int.MaxValue)
            {
                var some = (int)Math.Min(count, int.MaxValue);
                ElementLoop.Run(basic, operation, left, right, some);
                left += (long)some * basic.Extent;
                right += (long)some * basic.Extent;
            }
        }
    }

    /// <summary>MPI_REPLACE: the left.</summary>
    private sealed class ReplaceOperation : Operation
    {
        public override bool IsCommutative => false;

        public override bool IsDefinedOn(Datatype type) => true;

        public override void Apply(void* left, void* right, long count, Datatype type, int handle) =>
            _ = Transfer.Copy(left, count, type, right, count, type);
    }

    /// <summary>MPI_NO_OP: the right.</summary>
    private sealed class NoOperation : Operation
    {
        public override bool IsCommutative => false;

        public override bool IsDefinedOn(Datatype type) => true;

        public override void Apply(void* left, void* right, long count, Datatype type, int handle)
        {
        }
    }
}

/// <summary>A function of the program (MPI_Op_create).</summary>
internal sealed unsafe class UserFunction(delegate* unmanaged<void*, void*, int*, int*, void> function, bool isCommutative) : Operation
{
    public override bool IsCommutative => isCommutative;

    public override bool IsDefinedOn(Datatype type) => true;

    public override void Apply(void* left, void* right, long count, Datatype type, int handle)
    {
        while (count > 0)
        {
            var some = (int)Math.Min(count, int.MaxValue);
            function(left, right, &some, &handle);
            var bytes = some * type.Extent;
            left = (byte*)left + bytes;
            right = (byte*)right + bytes;
            count -= some;
        }
    }
}
