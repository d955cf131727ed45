using System.Reflection.Metadata;

namespace Soquete.House.Tests.Layers;

/// <summary>Names of types in metadata; a nested type's begins with the one around it.</summary>
internal static class TypeNames
{
    public static string Full(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var around = type.GetDeclaringType();
        var name = metadata.GetString(type.Name);
        return around.IsNil ? Join(metadata, type.Namespace, name) : $"{Full(metadata, around)}.{name}";
    }

    public static string Full(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Full(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : Join(metadata, type.Namespace, name);
    }

    /// <summary>The namespace of a type, also of a nested one.</summary>
    public static string Namespace(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType().IsNil
            ? metadata.GetString(type.Namespace)
            : Namespace(metadata, type.GetDeclaringType());
    }

    private static string Join(MetadataReader metadata, StringHandle space, string name) =>
        space.IsNil ? name : $"{metadata.GetString(space)}.{name}";
}
