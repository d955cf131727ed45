using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Soquete.House.Tests.Layers;

/// <summary>Collects the types that tokens and signatures name: those of this assembly, and the names of all.</summary>
internal sealed class TypeCollector(MetadataReader metadata) : ISignatureTypeProvider<bool, bool>
{
    public HashSet<TypeDefinitionHandle> Own { get; } = [];

    public List<string> Names { get; } = [];

    /// <summary>Adds what a token names: a type, or the type that holds a member, and its signature's types.</summary>
    public void Add(EntityHandle handle)
    {
        _ = handle.Kind switch
        {
            HandleKind.TypeDefinition => GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0),
            HandleKind.TypeReference => GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0),
            HandleKind.TypeSpecification =>
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, false),
            HandleKind.MethodDefinition => Add((MethodDefinitionHandle)handle),
            HandleKind.FieldDefinition => Add((FieldDefinitionHandle)handle),
            HandleKind.MemberReference => Add(metadata.GetMemberReference((MemberReferenceHandle)handle)),
            HandleKind.MethodSpecification => Add(metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
            HandleKind.StandaloneSignature => AddLocals((StandaloneSignatureHandle)handle),
            _ => false,
        };
    }

    public void Add(MethodDefinition method) => method.DecodeSignature(this, false);

    public void Add(FieldDefinition field) => field.DecodeSignature(this, false);

    public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Names.Add(TypeNames.Full(reader, handle));
        return Own.Add(handle);
    }

    public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        Names.Add(TypeNames.Full(reader, handle));
        return true;
    }

    public bool GetTypeFromSpecification(
        MetadataReader reader, bool genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public bool GetArrayType(bool elementType, ArrayShape shape) => true;

    public bool GetByReferenceType(bool elementType) => true;

    public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

    public bool GetGenericMethodParameter(bool genericContext, int index) => true;

    public bool GetGenericTypeParameter(bool genericContext, int index) => true;

    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

    public bool GetPinnedType(bool elementType) => true;

    public bool GetPointerType(bool elementType) => true;

    public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

    public bool GetSZArrayType(bool elementType) => true;

    private bool Add(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        Add(method);
        return Own.Add(method.GetDeclaringType());
    }

    private bool Add(FieldDefinitionHandle handle)
    {
        var field = metadata.GetFieldDefinition(handle);
        Add(field);
        return Own.Add(field.GetDeclaringType());
    }

    private bool Add(MemberReference member)
    {
        Add(member.Parent);
        _ = member.GetKind() == MemberReferenceKind.Method
            ? member.DecodeMethodSignature(this, false).ReturnType
            : member.DecodeFieldSignature(this, false);
        return true;
    }

    private bool Add(MethodSpecification method)
    {
        Add(method.Method);
        method.DecodeSignature(this, false);
        return true;
    }

    private bool AddLocals(StandaloneSignatureHandle handle)
    {
        metadata.GetStandaloneSignature(handle).DecodeLocalSignature(this, false);
        return true;
    }
}
