using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MpiWasm.Embedding.Tests;

/// <summary>
/// The public members of an assembly as text, one a line, sorted: what a program that uses it can see. What
/// every record has goes without saying.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(nint)] = "nint",
        [typeof(string)] = "string", [typeof(object)] = "object",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.GetMethod("<Clone>$") is not null ? type.IsAbstract ? "abstract record" : "record"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        IEnumerable<string> bases = type.IsEnum
            ? []
            : type.GetInterfaces()
                .Where(i => i.IsPublic && !(i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>))
                    && type.BaseType?.IsAssignableTo(i) != true)
                .Select(Name)
                .Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)
            && parent != typeof(MulticastDelegate))
            bases = bases.Prepend(Name(parent));
        var list = typeof(Delegate).IsAssignableFrom(type) ? "" : string.Join(", ", bases);
        return $"{kind} {Name(type)}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"{f.Name} = {Convert.ToInt64(f.GetRawConstantValue())}");
        if (typeof(Delegate).IsAssignableFrom(type))
            return [Method(type.GetMethod("Invoke")!)];
        var fields = type.GetFields(Declared)
            .Where(f => f.IsPublic || f.IsFamily)
            .Select(f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}");
        var constructors = type.GetConstructors(Declared & ~BindingFlags.Static)
            .Where(c => IsVisible(c) && !IsGenerated(c))
            .Select(c => $"{Plain(type)}({Parameters(c)})");
        var properties = type.GetProperties(Declared).Select(Property).OfType<string>();
        var methods = type.GetMethods(Declared)
            .Where(m => IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !IsGenerated(m))
            .Select(Method);
        return [.. fields, .. constructors, .. properties, .. methods];
    }

    private static string? Property(PropertyInfo property)
    {
        var get = property.GetMethod is { } g && IsVisible(g) ? "get; " : "";
        var set = property.SetMethod is { } s && IsVisible(s)
            ? s.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ? "init; " : "set; "
            : "";
        if (get.Length + set.Length == 0 || property.Name == "EqualityContract")
            return null;
        var index = property.GetIndexParameters();
        var isStatic = (property.GetMethod ?? property.SetMethod)!.IsStatic;
        var nullable = Nullability.Create(property).ReadState == NullabilityState.Nullable;
        return $"{(isStatic ? "static " : "")}{Name(property.PropertyType, nullable)} "
            + $"{(index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name)} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var nullable = Nullability.Create(method.ReturnParameter).ReadState == NullabilityState.Nullable
            && !method.ReturnType.IsGenericParameter;
        return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType, nullable)} "
            + $"{method.Name}{generics}({Parameters(method)}){Constraints(method)}";
    }

    private static string Constraints(MethodInfo method) => string.Concat(method.GetGenericArguments()
        .Where(a => a.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        .Select(a => $" where {a.Name} : "
            + $"{(a.GetCustomAttributesData().Any(d => d.AttributeType.Name == "IsUnmanagedAttribute") ? "unmanaged" : "struct")}"));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var mode = parameter.IsOut ? "out "
            : type.IsByRef ? "ref "
            : parameter.GetCustomAttributesData().Any(a => a.AttributeType.Name.StartsWith("Param", StringComparison.Ordinal)) ? "params "
            : "";
        var nullable = Nullability.Create(parameter).ReadState == NullabilityState.Nullable && !type.IsGenericParameter;
        var standard = parameter.HasDefaultValue ? $" = {Constant(parameter.DefaultValue)}" : "";
        return $"{mode}{Name(type.IsByRef ? type.GetElementType()! : type, nullable)} {parameter.Name}{standard}";
    }

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static bool IsGenerated(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Name(Type type, bool nullable) => Name(type) + (nullable && !type.IsValueType ? "?" : "");

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value) + "?";
        var arguments = type.GetGenericArguments();
        return Plain(type) + (arguments.Length > 0 ? $"<{string.Join(", ", arguments.Select(Name))}>" : "");
    }

    private static string Plain(Type type) => type.Name.Split('`')[0];
}
