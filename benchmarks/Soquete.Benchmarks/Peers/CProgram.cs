using System.Collections.Concurrent;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Peers;

/// <summary>A peer in C, from <c>benchmarks/Peers</c>, compiled when it is first needed.</summary>
internal static class CProgram
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Paths = new();

    /// <summary>The binary of a source, by the source's name, with the libraries that it needs.</summary>
    public static string Path(string name, params string[] libraries) =>
        Paths.GetOrAdd(name, one => new Lazy<string>(() => Compile(one, libraries))).Value;

    private static string Compile(string name, string[] libraries)
    {
        var source = System.IO.Path.Combine(Command.Root, "benchmarks", "Peers", $"{name}.c");
        var binary = Scratch.FreePath();
        string[] command =
            ["cc", "-O2", "-Wall", "-o", binary, source, .. libraries.Select(library => $"-l{library}")];
        var compiler = Child.Start(command, Nothing.Input, Nothing.Output, Nothing.Errors);
        return compiler.Wait() == 0 ? binary : throw new MeasurementException($"{source} does not compile");
    }
}
