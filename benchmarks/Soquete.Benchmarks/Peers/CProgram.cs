using System.Collections.Concurrent;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Peers;

/// <summary>A peer in C, from <c>benchmarks/Peers</c>, compiled when it is first needed.</summary>
internal static class CProgram
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Paths = new();

    /// <summary>The binary of a source, by the source's name.</summary>
    public static string Path(string name) => Paths.GetOrAdd(name, one => new Lazy<string>(() => Compile(one))).Value;

    private static string Compile(string name)
    {
        var source = System.IO.Path.Combine(Command.Root, "benchmarks", "Peers", $"{name}.c");
        var binary = Scratch.FreePath();
        var compiler = Child.Start(
            ["cc", "-O2", "-Wall", "-o", binary, source], Nothing.Input, Nothing.Output, Nothing.Errors);
        return compiler.Wait() == 0 ? binary : throw new MeasurementException($"{source} does not compile");
    }
}
