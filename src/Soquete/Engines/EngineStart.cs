using Soquete.Engines.IoUring;
using Soquete.Engines.Portable;

namespace Soquete.Engines;

/// <summary>Starts the engine that options ask for, or the one that can be had.</summary>
internal static class EngineStart
{
    public static Engine Start(EngineOptions options)
    {
        var sound = options.Checked();
        if (sound.Kind == EngineKind.Portable)
        {
            return Engine.Portable;
        }

        var reason = RingGroup.Start(sound, out var rings);
        if (rings is not null)
        {
            return new IoUringEngine(rings, Execution.ThreadPool, readsAhead: false);
        }

        return sound.Kind == EngineKind.Auto
            ? new PortableEngine(reason)
            : throw new SoqueteException(FailureKind.Other, null, reason!);
    }
}
