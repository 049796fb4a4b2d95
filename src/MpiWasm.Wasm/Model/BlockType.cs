namespace MpiWasm.Wasm.Model;

/// <summary>A block's type: nothing, one result, or a function type of the module.</summary>
public readonly struct BlockType : IEquatable<BlockType>
{
    // Value types are stored as such, 0 (no type's code) is the empty type, a type index n is ~n.
    private readonly long _encoded;

    private BlockType(long encoded) => _encoded = encoded;

    /// <summary>Neither parameters nor results.</summary>
    public static BlockType Empty => default;

    public bool IsEmpty => _encoded == 0;

    public bool IsTypeIndex => _encoded < 0;

    /// <summary>Index of the function type, where <see cref="IsTypeIndex"/>.</summary>
    public uint TypeIndex => (uint)~_encoded;

    /// <summary>The single result, where neither empty nor a type index.</summary>
    public ValType Result => (ValType)_encoded;

    public static bool operator ==(BlockType left, BlockType right) => left.Equals(right);

    public static bool operator !=(BlockType left, BlockType right) => !left.Equals(right);

    public static BlockType OfResult(ValType type) => new((byte)type);

    public static BlockType OfTypeIndex(uint index) => new(~(long)index);

    /// <summary>Parameters and results of a block with this type in a valid module.</summary>
    public FunctionType Resolve(WasmModule module) => IsTypeIndex ? module.Types[(int)TypeIndex] : WellKnownTypes.Producing(this);

    public bool Equals(BlockType other) => _encoded == other._encoded;

    public override bool Equals(object? obj) => obj is BlockType other && Equals(other);

    public override int GetHashCode() => _encoded.GetHashCode();

    internal static BlockType FromBits(ulong bits) => new((long)bits);

    internal ulong ToBits() => (ulong)_encoded;

    private static class WellKnownTypes
    {
        private static readonly FunctionType?[] ByCode = Build();

        public static FunctionType Producing(BlockType type) => ByCode[type._encoded]!;

        private static FunctionType?[] Build()
        {
            var types = new FunctionType?[256];
            types[0] = new([], []);
            foreach (var type in Enum.GetValues<ValType>())
            {
                if (type != ValType.Bottom)
                    types[(byte)type] = new([], [type]);
            }
            return types;
        }
    }
}
