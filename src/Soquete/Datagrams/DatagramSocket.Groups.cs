using System.Net;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Datagrams;

/// <content>Multicast groups.</content>
public sealed partial class DatagramSocket
{
    /// <summary>Joins a group, as the address's <c>join</c> and <c>source</c> do. Closing leaves it.</summary>
    /// <param name="group">The group (RFC 1112, RFC 4291 §2.7), in a version of IP that the socket speaks.</param>
    /// <param name="source">The only sender to hear (RFC 4607); null for any.</param>
    /// <param name="interfaceIndex">The number of the interface; 0 for the system's choice.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="group"/> is none, or is of another version of IP than the source or the socket.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// No interface leads there, it was joined before, or there are too many.
    /// </exception>
    public void Join(IPAddress group, IPAddress? source = null, int interfaceIndex = 0) =>
        Change("join", SocketSetting.Join((uint)interfaceIndex, Checked(group, source), source), group);

    /// <summary>Leaves a group, or stops hearing one of its sources.</summary>
    /// <inheritdoc cref="Join" path="/param"/>
    /// <exception cref="ArgumentException">As of <see cref="Join"/>.</exception>
    /// <exception cref="SoqueteException">It was not joined so.</exception>
    public void Leave(IPAddress group, IPAddress? source = null, int interfaceIndex = 0) =>
        Change("leave", SocketSetting.Leave((uint)interfaceIndex, Checked(group, source), source), group);

    private void Change(string what, in SocketSetting setting, IPAddress group)
    {
        RequireOpen();
        var name = SocketName.FromInternet(new IPEndPoint(group, 0));
        var part = Array.Find(_parts, part => part.Local.Domain == name.Domain)
            ?? Array.Find(_parts, part => part.Local.Domain == Domain.Inet6 && part.IsWildcard)
            ?? throw new ArgumentException($"the socket does not speak the version of IP of {group}", nameof(group));
        var error = setting.Apply(part.Socket);
        Failure.ThrowIf(error, $"setsockopt {setting.Option.NameText}", $"{Address} ({what} {group})");
    }

    private static IPAddress Checked(IPAddress group, IPAddress? source)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (!UdpAddress.IsGroup(group))
        {
            throw new ArgumentException($"{group} is no multicast group", nameof(group));
        }

        return source is null || source.AddressFamily == group.AddressFamily
            ? group
            : throw new ArgumentException("a group and its source are of one version of IP", nameof(source));
    }
}
