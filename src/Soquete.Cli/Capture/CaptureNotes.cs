using System.Net;
using Soquete.Diagnostics;
using Soquete.Dissection;

namespace Soquete.Cli.Capture;

/// <summary>What lines tell beside what packets hold: names of interfaces, hosts and processes.</summary>
internal sealed class CaptureNotes
{
    private readonly Dictionary<int, string> _unknown = [];
    private readonly SocketOwners _owners = new();

    public CaptureNotes(CaptureRequest request)
    {
        var names = request.WithNames ? new HostNames(waits: request.Read is not null) : null;
        Options = request.Text with
        {
            InterfaceName = request.Read is null ? new InterfaceNames().Find : NameInFile,
            HostName = names is null ? null : names.Find,
            EndNote = request.WithProcesses ? FindOwner : null,
        };
    }

    public PacketTextOptions Options { get; }

    private string? FindOwner(in PacketFlow flow, bool isSource)
    {
        var source = new IPEndPoint(new IPAddress(flow.Source), flow.SourcePort);
        var destination = new IPEndPoint(new IPAddress(flow.Destination), flow.DestinationPort);
        var (local, remote) = isSource ? (source, destination) : (destination, source);
        return _owners.TryFind(flow.Protocol, local, remote, out var owner) ? owner!.ToString() : null;
    }

    /// <summary>The numbers of a file are another machine's, so their names here would be wrong.</summary>
    private string NameInFile(int index)
    {
        if (!_unknown.TryGetValue(index, out var name))
        {
            name = _unknown[index] = InterfaceNames.NameOfUnknown(index);
        }

        return name;
    }
}
