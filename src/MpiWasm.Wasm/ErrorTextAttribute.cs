namespace MpiWasm;

/// <summary>
/// What docs/errors.md says of an error code. It stands where the code is defined, a constant or a <c>TrapCode</c>; a test writes the
/// page from it (<c>make generate</c>), and fails where a code has none.
/// </summary>
/// <param name="meaning">What the code says happened: a sentence.</param>
/// <param name="cause">What brings it about: sentences.</param>
/// <param name="remedy">What to do: sentences.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ErrorTextAttribute(string meaning, string cause, string remedy) : Attribute
{
    public string Meaning { get; } = meaning;

    public string Cause { get; } = cause;

    public string Remedy { get; } = remedy;
}
