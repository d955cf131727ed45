// An echo over a link that loses one datagram in five. The seed makes it lose the same ones each time.
using System.Text;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Relaying;

const int Questions = 50;
await using var server = await DatagramSocket.BindAsync(Address.Parse("udp4:0"));
using var stop = new CancellationTokenSource();
var echoing = EchoAsync(server, stop.Token);

var front = new TaskCompletionSource<Address>();
var relay = new RelayServer(Address.Parse("udp4:0"), Address.Parse($"{server.Address},loss=20%,seed=7"))
{
    OnBound = socket => front.TrySetResult(socket.Address),
};
var relaying = relay.RunAsync(stop.Token);

await using var client = await DatagramSocket.ConnectAsync(await front.Task);
var answers = new HashSet<string>();
for (var i = 0; i < Questions; i++)
{
    await client.SendAsync(Encoding.ASCII.GetBytes($"question {i}"));
    await ReceiveAsync(client, answers, TimeSpan.FromMilliseconds(50));
}

while (await ReceiveAsync(client, answers, TimeSpan.FromSeconds(1)))
{
    // What came late counts too.
}

stop.Cancel();
var report = await relaying;
await echoing;
Console.WriteLine($"{Questions} questions, {answers.Count} answers");
Console.WriteLine($"to the server: {report.Forward.Impairment} (seed {report.Forward.Seed})");
Console.WriteLine($"to the client: {report.Back.Messages} sent, {report.Back.Dropped} dropped");

static async Task<bool> ReceiveAsync(DatagramSocket client, HashSet<string> answers, TimeSpan patience)
{
    using var limit = new CancellationTokenSource(patience);
    var buffer = new byte[100];
    try
    {
        var answer = await client.ReceiveAsync(buffer, limit.Token);
        answers.Add(Encoding.ASCII.GetString(buffer, 0, answer.Count));
        return true;
    }
    catch (OperationCanceledException)
    {
        return false;
    }
}

static async Task EchoAsync(DatagramSocket socket, CancellationToken cancellationToken)
{
    var buffer = new byte[100];
    try
    {
        while (true)
        {
            var question = await socket.ReceiveAsync(buffer, cancellationToken);
            await socket.ReplyAsync(buffer.AsMemory(0, question.Count), question, cancellationToken);
        }
    }
    catch (OperationCanceledException)
    {
        // The sample is over.
    }
}
