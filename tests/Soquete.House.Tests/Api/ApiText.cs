using System.Globalization;
using System.Reflection;

namespace Soquete.House.Tests.Api;

/// <summary>Types and members much as they are declared.</summary>
internal static class ApiText
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Heading(Type type)
    {
        var named = string.Join(", ", type.IsEnum ? [] : Above(type).Concat(Contracts(type)));
        return $"{Kind(type)} {type.Namespace}.{TypeText.Of(type)}{(named.Length == 0 ? "" : $" : {named}")}";
    }

    public static string Member(MemberInfo member) => member switch
    {
        ConstructorInfo made => $"{Reach(made)}new({Parameters(made)})",
        MethodInfo method =>
            $"{Reach(method)}{Return(method)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property => Property(property),
        FieldInfo { IsLiteral: true } field => $"const {Field(field)} = {Value(field.GetRawConstantValue())}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{Field(field)}",
        EventInfo raised =>
            $"{Reach(raised.AddMethod!)}event {TypeText.Of(raised.EventHandlerType!)} {raised.Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "A member that is not shown."),
    };

    private static IEnumerable<string> Above(Type type) =>
        type.BaseType is null || type.BaseType == typeof(object) || type.BaseType == typeof(ValueType)
            ? []
            : [TypeText.Of(type.BaseType)];

    /// <summary>The interfaces that a type adds to those of the class above it.</summary>
    private static IEnumerable<string> Contracts(Type type) => type.GetInterfaces()
        .Except(type.BaseType?.GetInterfaces() ?? [])
        .Where(contract => contract.IsVisible)
        .Select(TypeText.Of)
        .Order(StringComparer.Ordinal);

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when type.BaseType == typeof(MulticastDelegate) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => $"abstract {ClassOrRecord(type)}",
        { IsSealed: true } => $"sealed {ClassOrRecord(type)}",
        _ => ClassOrRecord(type),
    };

    private static string ClassOrRecord(Type type) => type.GetMethod("<Clone>$") is null ? "class" : "record";

    private static string Field(FieldInfo field) =>
        $"{TypeText.Of(field.FieldType, Nullability.Create(field))} {field.Name}";

    private static string Reach(MethodBase method)
    {
        var reach = method.IsPublic ? "" : "protected ";
        var bound = method switch
        {
            { DeclaringType.IsInterface: true, IsStatic: false } => "",
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            MethodInfo { IsVirtual: true } own when own.GetBaseDefinition() != own =>
                own.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false } => "virtual ",
            _ => "",
        };
        return reach + bound;
    }

    private static string Return(MethodInfo method) =>
        TypeText.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Of))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var pass = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        var type = TypeText.Of(parameter.ParameterType, Nullability.Create(parameter));
        var instead = parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue)}" : "";
        return $"{pass}{type} {parameter.Name}{instead}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var writes = property.SetMethod is { } set && accessors.Contains(set);
        var isInit = writes && property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
        var reads = property.GetMethod is { } get && accessors.Contains(get);
        var body = $"{(reads ? "get; " : "")}{(isInit ? "init; " : writes ? "set; " : "")}";
        var index = string.Join(", ", property.GetIndexParameters().Select(Parameter));
        var name = index.Length == 0 ? property.Name : $"this[{index}]";
        var type = TypeText.Of(property.PropertyType, Nullability.Create(property));
        return $"{Reach(accessors[0])}{type} {name} {{ {body}}}";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
