using System.Reflection;
using System.Runtime.CompilerServices;

namespace Soquete.House.Tests.Api;

/// <summary>
/// What the library offers, as lines: each public type, and under it what can be called or overridden. What the
/// compiler adds to a record is left out.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines);

    private static IEnumerable<string> Lines(Type type) =>
        [ApiText.Heading(type), .. Members(type).Order(StringComparer.Ordinal).Select(member => $"    {member}"), ""];

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Enum.Format(type, Enum.Parse(type, name), "D")}");
        }

        return type.GetMembers(Declared).Where(IsOffered).Select(ApiText.Member);
    }

    private static bool IsOffered(MemberInfo member) => member switch
    {
        MethodBase method when method.IsDefined(typeof(CompilerGeneratedAttribute)) => false,
        MethodInfo { IsSpecialName: true } method => IsOperator(method) && IsVisible(method),
        MethodBase method => IsVisible(method),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo { Name: "EqualityContract" } => false,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo raised => IsVisible(raised.AddMethod!),
        _ => false,
    };

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
