namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>What the tour tells a process of a stop, with an address.</summary>
internal enum Order
{
    Listen,
    Connect,
}

/// <summary>An order as one line of text: <c>listen ADDRESS</c> or <c>connect ADDRESS</c>.</summary>
internal static class OrderLine
{
    public static string Of(Order order, string address) =>
        $"{(order == Order.Listen ? "listen" : "connect")} {address}";

    public static (Order Order, string Address) Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var order = line[..Math.Max(space, 0)] switch
        {
            "listen" => Order.Listen,
            "connect" => Order.Connect,
            _ => throw new FormatException($"no order: {line}"),
        };
        return (order, line[(space + 1)..]);
    }
}
