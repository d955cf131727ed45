using System.Reflection;
using Soquete.Engines;
using Xunit.Sdk;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>
/// Runs a theory over TCP and unix sockets, on the portable engine and, where it can be had, on io_uring, with the
/// thread pool and inline.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryCarrierAttribute : DataAttribute
{
    private static readonly Lazy<bool> HasIoUring = new(Probe);

    /// <summary>Which domain alone; null for both.</summary>
    public string? Only { get; init; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from isUnix in new[] { false, true }
        where Only is null || Only == (isUnix ? "unix" : "tcp")
        from engine in new[] { EngineKind.Portable, EngineKind.IoUring }
        where engine == EngineKind.Portable || HasIoUring.Value
        from execution in new[] { Execution.ThreadPool, Execution.Inline }
        where engine != EngineKind.Portable || execution == Execution.ThreadPool
        select new object[] { new Carrier { IsUnix = isUnix, Engine = engine, Execution = execution } };

    private static bool Probe()
    {
        try
        {
            _ = Engine.Start(new EngineOptions { Kind = EngineKind.IoUring, Threads = 1 }).DisposeAsync().AsTask();
            return true;
        }
        catch (SoqueteException)
        {
            return false;
        }
    }
}
