using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace MpiWasm.House;

/// <summary>
/// Which types of an assembly use which others of it, and in which files they stand: bases, fields, signatures, local variables and
/// instructions from the metadata, files from the symbols. Constants, which the compiler copies, are looked for in the text.
/// </summary>
internal sealed partial class AssemblyReader : IDisposable
{
    /// <summary>Custom debug information that lists the files of a type without code (Portable PDB, "type definition documents").</summary>
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly MetadataReaderProvider _symbolsFile;
    private readonly MetadataReader _symbols;
    private readonly string _sources;

    /// <param name="assembly">Path of the assembly; its symbols lie beside it.</param>
    /// <param name="sources">Directory of the project.</param>
    public AssemblyReader(string assembly, string sources)
    {
        _file = new PEReader(File.OpenRead(assembly));
        _metadata = _file.GetMetadataReader();
        _symbolsFile = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        _symbols = _symbolsFile.GetMetadataReader();
        _sources = sources;
    }

    /// <summary>The types, without nested ones and what the compiler adds, and the file of each, relative to the project.</summary>
    public Dictionary<TypeDefinitionHandle, string> Files()
    {
        var files = new Dictionary<TypeDefinitionHandle, string>();
        foreach (var handle in _metadata.TypeDefinitions)
        {
            if (Outermost(handle) is var outer && !files.ContainsKey(outer) && FileOf(handle) is { } file)
                files[outer] = file;
        }

        return files;
    }

    public string NameOf(TypeDefinitionHandle type) => Plain(_metadata.GetString(_metadata.GetTypeDefinition(type).Name));

    public string NamespaceOf(TypeDefinitionHandle type) => _metadata.GetString(_metadata.GetTypeDefinition(type).Namespace);

    /// <summary>Pairs of types of which the first uses the second.</summary>
    public HashSet<(TypeDefinitionHandle From, TypeDefinitionHandle To)> Uses()
    {
        var uses = new HashSet<(TypeDefinitionHandle, TypeDefinitionHandle)>();
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var seen = new TypeCollector();
            Read(_metadata.GetTypeDefinition(handle), seen);
            foreach (var used in seen.Types.Select(Outermost).Where(used => used != Outermost(handle)))
                uses.Add((Outermost(handle), used));
        }

        return uses;
    }

    /// <summary>The names of the constants a type has; enums have nothing else.</summary>
    public IEnumerable<string> ConstantsOf(TypeDefinitionHandle type) =>
        _metadata.GetTypeDefinition(type).GetFields().Select(_metadata.GetFieldDefinition)
            .Where(field => field.Attributes.HasFlag(FieldAttributes.Literal)).Select(field => _metadata.GetString(field.Name));

    public void Dispose()
    {
        _symbolsFile.Dispose();
        _file.Dispose();
    }

    private void Read(TypeDefinition type, TypeCollector seen)
    {
        Token(type.BaseType, seen);
        foreach (var implemented in type.GetInterfaceImplementations())
            Token(_metadata.GetInterfaceImplementation(implemented).Interface, seen);
        foreach (var attribute in type.GetCustomAttributes())
            Token(_metadata.GetCustomAttribute(attribute).Constructor, seen);
        foreach (var field in type.GetFields())
            _metadata.GetFieldDefinition(field).DecodeSignature(seen, null);
        foreach (var constraint in type.GetGenericParameters().SelectMany(p => _metadata.GetGenericParameter(p).GetConstraints()))
            Token(_metadata.GetGenericParameterConstraint(constraint).Type, seen);
        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            method.DecodeSignature(seen, null);
            if (method.RelativeVirtualAddress != 0)
                Read(_file.GetMethodBody(method.RelativeVirtualAddress), seen);
        }
    }

    private void Read(MethodBodyBlock body, TypeCollector seen)
    {
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(seen, null);
        foreach (var region in body.ExceptionRegions)
            Token(region.CatchType, seen);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            switch (Operands[first == 0xFE ? (0xFE << 8) | code.ReadByte() : first])
            {
                case OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok
                    or OperandType.InlineSig:
                    Token(MetadataTokens.EntityHandle(code.ReadInt32()), seen);
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
            }
        }
    }

    /// <summary>The types behind whatever an instruction or a declaration refers to.</summary>
    private void Token(EntityHandle token, TypeCollector seen)
    {
        if (token.IsNil)
            return;
        switch (token.Kind)
        {
            case HandleKind.TypeDefinition:
                seen.Types.Add((TypeDefinitionHandle)token);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(seen, null);
                break;
            case HandleKind.MethodDefinition:
                var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)token);
                seen.Types.Add(method.GetDeclaringType());
                method.DecodeSignature(seen, null);
                break;
            case HandleKind.FieldDefinition:
                var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)token);
                seen.Types.Add(field.GetDeclaringType());
                field.DecodeSignature(seen, null);
                break;
            case HandleKind.MethodSpecification:
                var specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                specification.DecodeSignature(seen, null);
                Token(specification.Method, seen);
                break;
            case HandleKind.MemberReference:
                Token(_metadata.GetMemberReference((MemberReferenceHandle)token).Parent, seen);
                break;
            case HandleKind.StandaloneSignature:
                _metadata.GetStandaloneSignature((StandaloneSignatureHandle)token).DecodeMethodSignature(seen, null);
                break;
        }
    }

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle type)
    {
        while (_metadata.GetTypeDefinition(type).GetDeclaringType() is var outer && !outer.IsNil)
            type = outer;
        return type;
    }

    private string? FileOf(TypeDefinitionHandle type)
    {
        var documents = _metadata.GetTypeDefinition(type).GetMethods().Select(method => _symbols.GetMethodDebugInformation(method))
            .SelectMany(information => information.Document.IsNil
                ? information.GetSequencePoints().Select(point => point.Document)
                : [information.Document])
            .Concat(DocumentsOf(type));
        return documents.Select(InProject).FirstOrDefault(path => path is not null);
    }

    private IEnumerable<DocumentHandle> DocumentsOf(TypeDefinitionHandle type)
    {
        foreach (var information in _symbols.GetCustomDebugInformation(type).Select(_symbols.GetCustomDebugInformation))
        {
            if (_symbols.GetGuid(information.Kind) != TypeDocuments)
                continue;
            var reader = _symbols.GetBlobReader(information.Value);
            while (reader.RemainingBytes > 0)
                yield return MetadataTokens.DocumentHandle(reader.ReadCompressedInteger());
        }
    }

    /// <summary>The file's path below the project; null where it lies elsewhere or is made by the build.</summary>
    private string? InProject(DocumentHandle document)
    {
        if (document.IsNil)
            return null;
        var path = Path.GetRelativePath(_sources, _symbols.GetString(_symbols.GetDocument(document).Name)).Replace('\\', '/');
        return path.StartsWith("../", StringComparison.Ordinal) || path.StartsWith("obj/", StringComparison.Ordinal) ? null : path;
    }

    private static string Plain(string name) => Arity().Replace(name, "");

    [GeneratedRegex(@"`\d+$")]
    private static partial Regex Arity();

    /// <summary>Collects the assembly's own types of whatever signature is read with it.</summary>
    private sealed class TypeCollector : ISignatureTypeProvider<object?, object?>
    {
        public HashSet<TypeDefinitionHandle> Types { get; } = [];

        public object? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            Types.Add(handle);
            return null;
        }

        public object? GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public object? GetArrayType(object? elementType, ArrayShape shape) => null;

        public object? GetByReferenceType(object? elementType) => null;

        public object? GetFunctionPointerType(MethodSignature<object?> signature) => null;

        public object? GetGenericInstantiation(object? genericType, ImmutableArray<object?> typeArguments) => null;

        public object? GetGenericMethodParameter(object? genericContext, int index) => null;

        public object? GetGenericTypeParameter(object? genericContext, int index) => null;

        public object? GetModifiedType(object? modifier, object? unmodifiedType, bool isRequired) => null;

        public object? GetPinnedType(object? elementType) => null;

        public object? GetPointerType(object? elementType) => null;

        public object? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

        public object? GetSZArrayType(object? elementType) => null;

        public object? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => null;
    }
}
