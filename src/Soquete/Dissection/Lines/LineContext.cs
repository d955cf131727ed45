using Soquete.Wire;

namespace Soquete.Dissection.Lines;

/// <summary>What the writers of a line have in common: the line, the options, and what is remembered.</summary>
internal sealed class LineContext(PacketTextOptions options)
{
    /// <summary>How many packets may lie within packets: tunnels in tunnels, and quoted packets.</summary>
    public const int MaxDepth = 8;

    public LineBuffer Line { get; } = new();

    public PacketTextOptions Options => options;

    public TcpSequences Sequences { get; } = new();

    public LinkType LinkType { get; private set; }

    /// <summary>How many packets this one lies within.</summary>
    public int Depth { get; set; }

    public void Begin(LinkType linkType) => (LinkType, Depth) = (linkType, 0);

    /// <summary>An address, or its name where names are asked for.</summary>
    public LineBuffer AddHost(ReadOnlySpan<byte> address) =>
        options.HostName?.Invoke(address) is { } name ? Line.AddEscaped(name) : Line.AddAddress(address);

    /// <summary><c>10.0.0.1 > 10.0.0.2: </c>.</summary>
    public void AddHosts(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination)
    {
        AddHost(source).Add(" > ");
        AddHost(destination).Add(": ");
    }

    /// <summary><c>10.0.0.1.40312 > 10.0.0.2.80: </c>, with what is noted of the ends.</summary>
    public void AddEnds(in PacketFlow flow)
    {
        AddHost(flow.Source).Add('.').Add(flow.SourcePort);
        AddNote(flow, isSource: true);
        Line.Add(" > ");
        AddHost(flow.Destination).Add('.').Add(flow.DestinationPort);
        AddNote(flow, isSource: false);
        Line.Add(": ");
    }

    private void AddNote(in PacketFlow flow, bool isSource)
    {
        if (options.EndNote?.Invoke(flow, isSource) is { } note)
        {
            Line.Add(" (").AddEscaped(note).Add(')');
        }
    }
}
