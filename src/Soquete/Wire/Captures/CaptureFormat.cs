namespace Soquete.Wire.Captures;

/// <summary>The kinds of capture files.</summary>
public enum CaptureFormat
{
    /// <summary>pcapng (draft-ietf-opsawg-pcapng).</summary>
    Pcapng,

    /// <summary>Classic pcap (draft-ietf-opsawg-pcap).</summary>
    Pcap,
}
