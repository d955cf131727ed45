using System.Reflection.Metadata;

namespace Soquete.House.Tests.Layers;

/// <summary>Which type of the library uses which of another part of it.</summary>
internal static class Dependencies
{
    public const string Root = "Soquete";

    public static IEnumerable<Dependency> Of(ShippedAssembly assembly)
    {
        var metadata = assembly.Metadata;
        return from user in metadata.TypeDefinitions
               where IsOurs(metadata, user)
               from used in UsedBy(assembly, user)
               where IsOurs(metadata, used) && Part(metadata, used) != Part(metadata, user)
               select new Dependency(
                   TypeNames.Full(metadata, user),
                   Part(metadata, user),
                   TypeNames.Full(metadata, used),
                   Part(metadata, used));
    }

    /// <summary>The folder under the library's own: the second word of a namespace, or none for the root.</summary>
    private static string Part(MetadataReader metadata, TypeDefinitionHandle type)
    {
        var words = TypeNames.Namespace(metadata, type).Split('.');
        return words.Length > 1 ? words[1] : Root;
    }

    private static bool IsOurs(MetadataReader metadata, TypeDefinitionHandle type) =>
        TypeNames.Namespace(metadata, type).Split('.')[0] == Root;

    private static HashSet<TypeDefinitionHandle> UsedBy(ShippedAssembly assembly, TypeDefinitionHandle handle)
    {
        var metadata = assembly.Metadata;
        var type = metadata.GetTypeDefinition(handle);
        var types = new TypeCollector(metadata);
        types.Add(type.BaseType.IsNil ? handle : type.BaseType);
        foreach (var contract in type.GetInterfaceImplementations())
        {
            types.Add(metadata.GetInterfaceImplementation(contract).Interface);
        }

        foreach (var field in type.GetFields())
        {
            types.Add(metadata.GetFieldDefinition(field));
        }

        foreach (var method in type.GetMethods())
        {
            AddMethod(assembly, metadata.GetMethodDefinition(method), types);
        }

        return types.Own;
    }

    private static void AddMethod(ShippedAssembly assembly, MethodDefinition method, TypeCollector types)
    {
        types.Add(method);
        foreach (var handle in assembly.HeldTypes(method))
        {
            types.Add(handle);
        }

        foreach (var token in Instructions.Tokens(assembly.Body(method) ?? []))
        {
            types.Add(token);
        }
    }
}
