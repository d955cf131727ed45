using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>Where captured packets go.</summary>
internal abstract class PacketSink : IDisposable
{
    /// <summary>Takes a packet, whose bytes are good until this returns.</summary>
    public abstract void Take(in CapturedPacket packet);

    /// <summary>Nothing more comes for now: whoever reads along sees what came.</summary>
    public abstract void Flush();

    /// <summary>The capture has ended.</summary>
    public virtual void Complete(in CaptureStatistics statistics)
    {
    }

    public abstract void Dispose();
}
