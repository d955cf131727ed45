namespace Soquete.Tests.Support.Namespaces;

/// <summary>Starts processes of a test inside a network namespace.</summary>
internal static class ChildInNamespace
{
    public static Child Start(this NetworkNamespace inside, string program, params string[] arguments) =>
        Child.Start("ip", inside.Words(program, arguments));

    /// <summary>The test assembly as a program, inside.</summary>
    public static Child StartPart(this NetworkNamespace inside, params string[] arguments) =>
        inside.Start(Child.ThisAssembly, arguments);

    /// <summary>A bash script, inside.</summary>
    public static Child StartScript(this NetworkNamespace inside, string script) =>
        inside.Start("bash", "-c", script);
}
