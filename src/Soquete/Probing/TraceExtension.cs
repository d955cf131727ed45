using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>The label stacks that an ICMP error tells of behind what it quotes (RFC 4884, RFC 4950).</summary>
internal static class TraceExtension
{
    /// <summary>Where an extension begins in the quoted packet where no length is stated (RFC 4884 §5.1).</summary>
    private const int UnstatedOffset = 128;

    /// <param name="bytes">What an error quotes, behind the headers that the kernel took off.</param>
    /// <param name="stated">Where the extension begins there; 0 where the message does not say.</param>
    /// <param name="headers">How many bytes were taken off.</param>
    public static ValueList<MplsLabel> LabelsIn(ReadOnlySpan<byte> bytes, int stated, int headers)
    {
        var offset = stated > 0 ? stated : UnstatedOffset - headers;
        if (offset > bytes.Length || !IcmpExtensionView.TryRead(bytes[offset..], out var extension)
            || !extension.IsChecksumValid || (stated == 0 && extension.Checksum == 0))
        {
            return default;
        }

        foreach (var item in extension.Objects)
        {
            if (item.IsMplsLabelStack)
            {
                return item.Labels.ToList();
            }
        }

        return default;
    }
}
