namespace Soquete.Tests.Support;

/// <summary>This assembly as a program: what a test needs in a process of its own.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        Console.Error.WriteLine($"unknown part: {string.Join(' ', arguments)}");
        return 2;
    }
}
