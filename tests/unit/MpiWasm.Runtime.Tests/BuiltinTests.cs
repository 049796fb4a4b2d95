using System.Reflection;
using MpiWasm.Image;
using MpiWasm.Runtime.Instances;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>The compiler calls builtins by their signatures, which the runtime's code must have.</summary>
public sealed class BuiltinTests
{
    public static IEnumerable<object[]> All() => Enum.GetValues<Builtin>().Select(b => new object[] { b });

    [Theory]
    [MemberData(nameof(All))]
    public void A_builtin_has_the_signature_it_is_called_with(Builtin builtin)
    {
        var method = typeof(RuntimeBuiltins).GetMethod($"{builtin}", BindingFlags.NonPublic | BindingFlags.Static)!;
        var parameters = method.GetParameters().Select(p => p.ParameterType).ToArray();
        Assert.Equal(typeof(InstanceContext*), parameters[0]);
        Assert.Equal(Builtins.SignatureOf(builtin), string.Concat(parameters[1..].Prepend(method.ReturnType).Select(Letter)));
    }

    private static char Letter(Type type) =>
        type == typeof(void) ? 'v'
        : type == typeof(int) || type == typeof(uint) ? 'i'
        : type == typeof(long) || type == typeof(ulong) || type == typeof(nint) ? 'I'
        : throw new ArgumentException($"{type} is no type of a builtin's parameter");
}
