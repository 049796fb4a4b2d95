using System.Text;

namespace MpiWasm.Llvm;

// Names and words, which LLVM-C takes as bytes with their number; lists, which it gives element by element.
internal static unsafe partial class LLVM
{
    /// <summary>What uses a value, as often as it does. Who changes uses on the way makes a list first.</summary>
    public static IEnumerable<LlvmValue> Users(LlvmValue value)
    {
        for (var use = GetFirstUse(value); use.Handle != 0; use = GetNextUse(use))
            yield return GetUser(use);
    }

    /// <summary>The number of an attribute that is no text.</summary>
    public static uint AttributeKind(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        fixed (byte* first = bytes)
            return GetEnumAttributeKindForName(first, (nuint)bytes.Length);
    }

    /// <summary>Such an attribute.</summary>
    public static LlvmAttribute EnumAttribute(LlvmContext context, string name, ulong value = 0) =>
        CreateEnumAttribute(context, AttributeKind(name), value);

    /// <summary>The number of a kind of metadata.</summary>
    public static uint MetadataKind(LlvmContext context, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        fixed (byte* first = bytes)
            return GetMDKindIDInContext(context, first, (uint)bytes.Length);
    }

    /// <summary>A word of metadata.</summary>
    public static LlvmMetadata MetadataString(LlvmContext context, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = bytes)
            return MDStringInContext2(context, first, (nuint)bytes.Length);
    }

    /// <summary>The name of a global or function; empty for one without.</summary>
    public static string NameOf(LlvmValue value)
    {
        var name = GetValueName2(value, out var length);
        return Encoding.UTF8.GetString(name, (int)length);
    }

    public static void Rename(LlvmValue value, string name) => SetValueName2(value, name, (nuint)Encoding.UTF8.GetByteCount(name));
}
