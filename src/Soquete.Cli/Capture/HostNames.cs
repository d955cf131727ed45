using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Cli.Capture;

/// <summary>The names of addresses, each asked of the resolver once.</summary>
/// <param name="waits">
/// Whether a line waits for the name. A live capture does not, or packets would be lost: its first lines have
/// addresses.
/// </param>
internal sealed class HostNames(bool waits)
{
    /// <summary>How many names are kept; further addresses are printed as they are.</summary>
    private const int Limit = 10_000;

    private readonly ConcurrentDictionary<IPAddress, string?> _names = new();

    public string? Find(ReadOnlySpan<byte> address)
    {
        var asked = new IPAddress(address);
        if (_names.TryGetValue(asked, out var name) || _names.Count >= Limit)
        {
            return name;
        }

        _names[asked] = null;
        if (waits)
        {
            return _names[asked] = LookUp(asked);
        }

        ThreadPool.UnsafeQueueUserWorkItem(each => _names[each] = LookUp(each), asked, preferLocal: false);
        return null;
    }

    private static string? LookUp(IPAddress address)
    {
        try
        {
            var name = Dns.GetHostEntry(address).HostName;
            return IPAddress.TryParse(name, out _) ? null : name;
        }
        catch (SocketException)
        {
            // It has no name, or nobody answers for it.
            return null;
        }
    }
}
