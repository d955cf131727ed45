using System.Text;
using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>What a role plays with: its addresses, and calls that report what they find, or fail.</summary>
internal sealed class Part(TourLink tour)
{
    /// <summary>Cancelled when the stop is over before the part is.</summary>
    public CancellationToken Stopping => tour.Gone;

    /// <summary>Listens on the address that the tour gives, and tells the tour where that is.</summary>
    public async Task<StreamListener> ListenAsync()
    {
        var listener = await StreamListener.ListenAsync(await OrderedAsync(Order.Listen), Stopping);
        TellListening(listener.Address);
        return listener;
    }

    /// <summary>The address that the tour gives with an order, once it does.</summary>
    public Task<Address> OrderedAsync(Order order) => tour.AddressAsync(order);

    public async Task<StreamConnection> AcceptAsync(StreamListener listener) =>
        Introduce(await listener.AcceptAsync(Stopping));

    /// <summary>Connects to the address that the tour gives, or to what is made of it.</summary>
    public async Task<StreamConnection> ConnectAsync(Func<Address, Address>? change = null)
    {
        var address = await OrderedAsync(Order.Connect);
        return Introduce(await StreamConnection.ConnectAsync(change is null ? address : change(address), Stopping));
    }

    public ValueTask SendAsync(StreamConnection connection, string text) =>
        connection.SendAsync(Encoding.ASCII.GetBytes(text), Stopping);

    /// <summary>Receives as many bytes as the text has, in however many pieces they come.</summary>
    public async Task ReceiveAsync(StreamConnection connection, string expected)
    {
        var buffer = new byte[expected.Length];
        var count = 0;
        while (count < buffer.Length)
        {
            var received = await connection.ReceiveAsync(buffer.AsMemory(count), Stopping);
            count += received;
            if (received == 0)
            {
                throw new StopFailedException($"the peer ended after {count} of {buffer.Length} bytes");
            }
        }

        Expectation.Require(expected, Encoding.ASCII.GetString(buffer));
    }

    public async Task ReceiveEndAsync(StreamConnection connection)
    {
        if (await connection.ReceiveAsync(new byte[64], Stopping) is var count and > 0)
        {
            throw new StopFailedException($"{count} bytes arrived where the end was expected");
        }
    }

    /// <summary>Reports a fact.</summary>
    public void Tell(string name, string value) =>
        tour.Tell(new FactReport(Environment.ProcessId, DateTimeOffset.UtcNow, name, value));

    /// <summary>Reports where it can be reached; who waits for that may come.</summary>
    public void TellListening(Address address) => Tell(FactReport.Listening, address.ToString());

    /// <summary>Reports who talks to whom.</summary>
    public void Tell(Association association)
    {
        var (protocol, local, remote) = association;
        tour.Tell(new AssociationReport(
            Environment.ProcessId, DateTimeOffset.UtcNow, protocol, local.ToString(), remote.ToString()));
    }

    private StreamConnection Introduce(StreamConnection connection)
    {
        Tell(connection.Association);
        return connection;
    }
}
