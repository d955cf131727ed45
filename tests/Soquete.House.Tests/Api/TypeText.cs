using System.Reflection;

namespace Soquete.House.Tests.Api;

/// <summary>A type as C# writes it, with the question marks of what may be null.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string",
        [typeof(bool)] = "bool", [typeof(char)] = "char", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, null);

    public static string Of(Type type, NullabilityInfo? info)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, info);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying)}?";
        }

        var mark = info is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        return Name(type, info) + mark;
    }

    private static string Name(Type type, NullabilityInfo? info)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, info?.ElementType)}[]";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var around = type is { IsNested: true, IsGenericParameter: false } ? $"{Of(type.DeclaringType!)}." : "";
        return type.IsGenericType ? $"{around}{type.Name.Split('`')[0]}<{Arguments(type, info)}>" : around + type.Name;
    }

    private static string Arguments(Type type, NullabilityInfo? info)
    {
        var known = info?.GenericTypeArguments ?? [];
        return string.Join(", ", type.GetGenericArguments()
            .Select((argument, index) => Of(argument, index < known.Length ? known[index] : null)));
    }
}
