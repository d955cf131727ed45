using System.Globalization;
using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Datagrams;
using Soquete.Relaying;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>
/// Numbered datagrams through a link that loses, doubles and reorders on purpose. Both of its sides are of the unix
/// domain, which does none of that, so whatever goes wrong is the link's doing.
/// </summary>
internal static class LossyStop
{
    private const string Sender = "sender";
    private const string Link = "link";
    private const string Receiver = "receiver";
    private const string Counts = "counts";
    private const string Over = "that was all";
    private const int Datagrams = 12;

    /// <summary>With this seed a dozen is enough to see all three, more than once.</summary>
    private static readonly Impairment BadWeather = new() { Loss = 0.2, Duplicate = 0.2, Reorder = 0.2, Seed = 3 };

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    public static Stop Definition { get; } = new("lossy", "a bad link: datagrams lost, doubled and out of order")
    {
        Roles =
        [
            new(Sender, SendAsync) { ConnectsTo = Link },
            new(Link, RelayAsync) { ListensOn = scratch => AddressOf(scratch, Link), ConnectsTo = Receiver },
            new(Receiver, CountAsync) { ListensOn = scratch => AddressOf(scratch, Receiver) },
        ],
        Lessons =
        [
            new(Sender, "sendto", "Each datagram has a number. Without it, nobody could tell which one is missing."),
            new(Sender, "bind",
                "Unix datagrams are neither lost nor reordered: whatever goes wrong here, the link does on purpose."),
            new(Link, "sendto",
                "The link loses, doubles and holds back by chance. With the same seed it makes the same choices."),
            new(Receiver, "recvmsg", "What arrives is whole. Whether, how often and in which order it does is open.")
            {
                Result = 1,
            },
        ],
        Checks = [SameCounts, AllSeen],
    };

    private static string AddressOf(Scratch scratch, string name) =>
        new UnixDatagramAddress(scratch.PathOf(name)).ToString();

    private static async Task SendAsync(Part part)
    {
        await using var socket = await part.ConnectDatagramsAsync(await part.OrderedAsync(Order.Connect));
        for (var number = 1; number <= Datagrams; number++)
        {
            await part.SendAsync(socket, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task RelayAsync(Part part)
    {
        var from = await part.OrderedAsync(Order.Listen);
        var to = (UnixDatagramAddress)await part.OrderedAsync(Order.Connect);
        var relay = new RelayServer(from, to with { Impairment = BadWeather })
        {
            OnBound = socket => part.TellListening(socket.Address),
        };
        using var all = CancellationTokenSource.CreateLinkedTokenSource(part.Stopping);
        var relaying = relay.RunAsync(all.Token);
        while (relay.Report.Forward.Impairment is not { Received: >= Datagrams } && !relaying.IsCompleted)
        {
            await Task.Delay(BetweenLooks, part.Stopping);
        }

        // What is under way is still delivered.
        await all.CancelAsync();
        await relaying;
        var done = relay.Report.Forward.Impairment!.Value;
        part.Tell(Counts, new Tally(done.Delivered, done.Lost, done.Duplicated, done.Reordered).ToString());
        await using var direct = await part.ConnectDatagramsAsync(to);
        await part.SendAsync(direct, Over);
    }

    private static async Task CountAsync(Part part)
    {
        await using var socket = await part.BindAsync();
        part.TellListening(socket.Address);
        var arrived = new List<int>();
        while (await TextAsync(part, socket) is var text && text != Over)
        {
            arrived.Add(int.Parse(text, CultureInfo.InvariantCulture));
        }

        var arrivals = new Arrivals(arrived);
        part.Tell("lost", Text(arrivals.LostOf(Datagrams)));
        part.Tell("twice", Text(arrivals.Twice));
        part.Tell("late", Text(arrivals.Late));
        part.Tell(Counts, arrivals.ToTally(Datagrams).ToString());
    }

    private static async Task<string> TextAsync(Part part, DatagramSocket socket) =>
        (await part.ReceiveAsync(socket)).Text;

    private static string Text(IEnumerable<int> numbers) =>
        string.Join(", ", numbers) is { Length: > 0 } text ? text : "none";

    private static string? SameCounts(Evidence evidence)
    {
        var (made, seen) = (evidence[Link].Fact(Counts), evidence[Receiver].Fact(Counts));
        return made is not null && made == seen ? null : $"the link made it '{made}', and the receiver saw '{seen}'";
    }

    private static string? AllSeen(Evidence evidence) =>
        evidence[Receiver].Fact(Counts) is { } counts && !counts.Contains(" 0 ", StringComparison.Ordinal)
            ? null
            : "not all of loss, duplication and reordering was seen";
}
