using System.Net.NetworkInformation;
using System.Net.Sockets;
using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Capture;

/// <summary>What <c>capture</c> alone prints: the interfaces that there are.</summary>
internal static class InterfaceList
{
    public static string Of(bool asJson, bool? colour)
    {
        var all = InterfaceNames.All().Select(each => each.Interface).ToList();
        return asJson ? string.Concat(all.Select(Json)) : Table(all, colour);
    }

    private static string Table(List<NetworkInterface> all, bool? colour)
    {
        var palette = new Palette(TerminalText.IsColoured(StandardDescriptor.Output, colour));
        var width = all.Select(each => each.Name.Length).Append("any".Length).Max();
        var lines = all.Select(each => $"{Column(each.Name)}  {State(each),-4}  {Addresses(each)}");
        return string.Concat(lines.Append($"{Column("any")}        all of them at once").Select(
            line => line.TrimEnd() + "\n"));

        string Column(string name) => palette.Name(name) + new string(' ', width - name.Length);
    }

    private static string Json(NetworkInterface each) => JsonLine.Of(
        ("interface", each.Name), ("state", State(each)), ("hardware_address", HardwareAddress(each)),
        ("addresses", AddressesOf(each))) + "\n";

    private static string State(NetworkInterface each) =>
        each.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown ? "up" : "down";

    private static string Addresses(NetworkInterface each) => string.Join(
        ", ", HardwareAddress(each) is { } hardware ? AddressesOf(each).Prepend(hardware) : AddressesOf(each));

    private static string[] AddressesOf(NetworkInterface each) =>
        [.. each.GetIPProperties().UnicastAddresses.OrderBy(
            address => address.Address.AddressFamily == AddressFamily.InterNetworkV6).Select(
            address => $"{address.Address.ToString().Split('%')[0]}/{address.PrefixLength}")];

    private static string? HardwareAddress(NetworkInterface each)
    {
        var bytes = each.GetPhysicalAddress().GetAddressBytes();
        return bytes.Length == 6 && bytes.Any(value => value != 0)
            ? string.Join(':', bytes.Select(value => value.ToString("x2")))
            : null;
    }
}
