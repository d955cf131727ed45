using System.Net.Sockets;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>A server's socket of this process, and a relay before it that is started and listens; or none.</summary>
internal sealed class RelayUnderTest : IDisposable
{
    /// <param name="command">The relay's command line for its port and the server's; null for none.</param>
    public RelayUnderTest(Func<int, int, string[]>? command)
    {
        Participants = new Participants(countsThisProcess: true, watchesMemory: true);
        Server = Loopback.Listen();
        Port = Loopback.PortOf(Server);
        if (command is not null)
        {
            var target = Port;
            Port = Loopback.FreePort();
            Participants.StartListener(command(Port, target));
        }
    }

    public Participants Participants { get; }

    public Socket Server { get; }

    /// <summary>Where the client connects to.</summary>
    public int Port { get; }

    public void Dispose()
    {
        Server.Dispose();
        Participants.Dispose();
    }
}
