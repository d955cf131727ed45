using System.Buffers.Binary;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire.Internet;
using Xunit.Abstractions;

namespace Soquete.Tests.Probing;

/// <summary>Answers that are not what they should be, from a responder in the kernel's place.</summary>
public sealed class PingAnswerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private VethPair _pair = null!;

    public async Task InitializeAsync() => _pair = await VethPair.CreateAsync();

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [RootFact]
    public async Task Run_WhenARequestIsAnsweredTwice_ThenTheSecondIsADuplicate()
    {
        var outcome = await PingAsync(
            request => [EchoResponder.Reply(request), EchoResponder.Reply(request)],
            PingInside.Patient with { Count = 4 });
        Assert.Equal((4, 4, 0), (outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.Lost));
        // The last one's second answer may come when all is over.
        Assert.InRange(outcome.Summary.Duplicates, 3, 4);
        Assert.Equal(outcome.Summary.Duplicates, outcome.Count(PingEventKind.Duplicate));
    }

    [RootFact]
    public async Task Run_WhenAnAnswerWaitsForTheNextRequest_ThenItIsToldAsReordered()
    {
        byte[]? held = null;
        var outcome = await PingAsync(
            request =>
            {
                if (EchoResponder.SequenceOf(request) == 1)
                {
                    held = EchoResponder.Reply(request);
                    return [];
                }

                return [EchoResponder.Reply(request), held!];
            },
            PingInside.Patient with { Count = 2 });
        Assert.Equal([2L, 1], outcome.Events.Select(what => what.Sequence));
        Assert.Equal([false, true], outcome.Events.Select(what => what.IsReordered));
        Assert.Equal((2, 1), (outcome.Summary.Received, outcome.Summary.Reordered));
    }

    [RootFact]
    public async Task Run_WhenAnAnswerComesAfterTheTimeout_ThenItIsLateAndNoLoss()
    {
        byte[]? held = null;
        var told = new TaskCompletionSource();
        using var pinger = await OpenAsync(PingInside.Brief with { Count = 400 });
        await using var responder = await EchoResponder.StartAsync(_pair.Right, request =>
        {
            if (EchoResponder.SequenceOf(request) == 1)
            {
                held = EchoResponder.Reply(request);
                return [];
            }

            var isNow = told.Task.IsCompleted && held is not null;
            return isNow ? [Interlocked.Exchange(ref held, null)!] : [];
        });
        using var stopping = new CancellationTokenSource();
        var late = new List<PingEvent>();
        var running = pinger.RunAsync(
            what =>
            {
                if (what is { Kind: PingEventKind.Unanswered, Sequence: 1 })
                {
                    told.SetResult();
                }
                else if (what.Kind == PingEventKind.Late)
                {
                    late.Add(what);
                    stopping.Cancel();
                }
            }, stopping.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
        Assert.Equal(1, Assert.Single(late).Sequence);
        Assert.True(late[0].RoundTrip >= PingInside.Brief.Timeout);
        Assert.Equal((1, 1), (pinger.Summary.Late, pinger.Summary.Received));
    }

    [RootTheory]
    [InlineData(8, 0)]
    [InlineData(17, 9)]
    [InlineData(40, 32)]
    [InlineData(63, 55)]
    public async Task Run_WhenAByteIsChanged_ThenTheAnswerIsCorruptedThere(int place, int told)
    {
        var outcome = await PingAsync(
            request => [EchoResponder.Changed(request, reply =>
            {
                reply[place] ^= 0x10;
                return reply;
            })], PingInside.Brief);
        Assert.Equal(told, outcome.Single(PingEventKind.Corrupted).DamagedAt);
        Assert.Equal((1, 1), (outcome.Summary.Corrupted, outcome.Summary.Lost));
        Assert.Equal(1, outcome.Count(PingEventKind.Unanswered));
    }

    [RootFact]
    public async Task Run_WhenTheChecksumIsWrong_ThenTheAnswerIsCorruptedThoughItsBytesAreRight()
    {
        var outcome = await PingAsync(
            request =>
            {
                var reply = EchoResponder.Reply(request);
                reply[2] ^= 1;
                return [reply, EchoResponder.Reply(request)];
            });
        Assert.Null(outcome.Single(PingEventKind.Corrupted).DamagedAt);
        Assert.Equal((1, 1, 0), (outcome.Summary.Corrupted, outcome.Summary.Received, outcome.Summary.Lost));
    }

    [RootFact]
    public async Task Run_WhenTheAnswerIsCut_ThenThatIsTold()
    {
        var outcome = await PingAsync(request => [EchoResponder.Changed(request, reply => reply[..30])]);
        var reply = outcome.Single(PingEventKind.Reply);
        Assert.Equal((true, 30), (reply.IsTruncated, reply.Length));
    }

    [RootFact]
    public async Task Run_WhenTheAnswerIsLonger_ThenItIsCorruptedBehindWhatWasSent()
    {
        var outcome = await PingAsync(
            request => [EchoResponder.Changed(request, reply => [.. reply, 1, 2, 3])], PingInside.Brief);
        Assert.Equal(56, outcome.Single(PingEventKind.Corrupted).DamagedAt);
    }

    [RootFact]
    public async Task Run_WhenTheIdentifierIsAnothers_ThenTheAnswerWakesNobody()
    {
        var outcome = await PingAsync(
            request => [EchoResponder.Changed(request, reply =>
            {
                reply[4] ^= 1;
                return reply;
            })], PingInside.Brief with { Count = 3 });
        Assert.Equal((3, 0, 0, 3), (
            outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.Unmatched, outcome.Summary.Lost));
    }

    [RootFact]
    public async Task Run_WhenTheSequenceWasNeverSent_ThenTheAnswerIsCountedAsUnmatched()
    {
        var outcome = await PingAsync(
            request => [EchoResponder.Changed(request, reply =>
            {
                BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(6), 999);
                return reply;
            })], PingInside.Brief);
        Assert.Equal((1, 0), (outcome.Summary.Unmatched, outcome.Summary.Received));
    }

    [RootFact]
    public async Task Run_WhenARouterRedirects_ThenTheNearerOneIsTold()
    {
        var outcome = await PingAsync(request => [Redirect(request), EchoResponder.Reply(request)]);
        var redirect = outcome.Single(PingEventKind.Redirect);
        Assert.Equal((1L, "10.99.0.7", _pair.Right.IPv4), (
            redirect.Sequence, $"{redirect.Error!.Gateway}", redirect.Source));
        Assert.Equal((1, 0), (outcome.Summary.Received, outcome.Summary.Errors));
    }

    /// <summary>The lossy hop, whose losses are the same for everybody: each fifth request, by its sequence.</summary>
    [RootFact]
    public async Task Run_WhenEachFifthIsLost_ThenTheLossIsThatOfIputils()
    {
        await using var responder = await EchoResponder.StartAsync(
            _pair.Right, request => EchoResponder.SequenceOf(request) % 5 == 0 ? [] : [EchoResponder.Reply(request)]);
        // At the end it waits twice as long as the slowest answer took, which may be too short on a slow machine.
        await Eventually.HoldsAsync(async () =>
        {
            await using var peer = _pair.Left.Namespace.Start(
                "ping", "-n", "-c", "40", "-i", "0.01", "-W", "1", $"{_pair.Right.IPv4}");
            var told = await peer.EndAsync(0);
            output.WriteLine(told);
            return told.Contains("40 packets transmitted, 32 received, 20% packet loss", StringComparison.Ordinal);
        });
        var outcome = await _pair.Left.Namespace.PingAsync($"{_pair.Right.IPv4}", PingInside.Patient with
        {
            Count = 40, Timeout = TimeSpan.FromSeconds(3),
        });
        Assert.Equal((40, 32, 20.0), (outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.LossPercent));
        Assert.All(
            outcome.Events, what => Assert.Equal(what.Sequence % 5 == 0, what.Kind == PingEventKind.Unanswered));
    }

    /// <summary>Messages like answers, and like anything else: none does more than be counted.</summary>
    [RootFact]
    public async Task Run_WhenAnswersAreMutatedThousandsOfTimes_ThenAllIsCountedOrLeftOut()
    {
        const int Rounds = 300;
        const int EachRound = 20;
        var random = SeededRandom.Create(output);
        var outcome = await PingAsync(
            request => [.. Enumerable.Range(0, EachRound).Select(_ => Mutated(request, random)),
                EchoResponder.Reply(request)],
            PingInside.Patient with { Count = Rounds, Flood = true, Size = 40 });
        var summary = outcome.Summary;
        output.WriteLine($"{summary}");
        // The last one's right answer comes too late where an error about it came before.
        Assert.Equal(Rounds, summary.Sent);
        Assert.InRange(summary.Received, Rounds - 1, Rounds);
        Assert.True(summary.Corrupted > Rounds && summary.Errors > Rounds / 2, $"{summary}");
        Assert.InRange(
            summary.Received + summary.Corrupted + summary.Duplicates + summary.Unmatched + summary.Errors, Rounds,
            Rounds * (EachRound + 1));
    }

    private static byte[] Mutated(byte[] request, Random random)
    {
        var message = random.Coin()
            ? EchoResponder.Reply(request)
            : Quoting(request, random.Pick(
                IcmpType.Redirect, IcmpType.DestinationUnreachable, IcmpType.TimeExceeded, IcmpType.ParameterProblem));
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            message[random.Next(message.Length)] = (byte)random.Next(256);
        }

        // Of ICMP the kernel wants type and code before it sends anything.
        message = message[..random.Pick(message.Length, message.Length, random.Next(2, message.Length + 1))];
        return random.Coin() || message.Length < 4
            ? message
            : WithChecksum(message);
    }

    private static byte[] WithChecksum(byte[] message)
    {
        var type = message[0];
        return EchoResponder.Changed(message, same =>
        {
            same[0] = type;
            return same;
        });
    }

    private static byte[] Redirect(byte[] request) => Quoting(request, IcmpType.Redirect);

    /// <summary>An error about a request, of which it quotes what every router does.</summary>
    private static byte[] Quoting(byte[] request, byte type)
    {
        byte[] header =
        [
            0x45, 0, 0, (byte)(20 + request.Length), 0, 0, 0, 0, 64, 1, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
        ];
        return EchoResponder.Changed([5, 1, 0, 0, 10, 99, 0, 7, .. header, .. request[..8]], message =>
        {
            message[0] = type;
            return message;
        });
    }

    private async Task<PingOutcome> PingAsync(
        Func<byte[], IEnumerable<byte[]>> answer, PingOptions? options = null)
    {
        await using var responder = await EchoResponder.StartAsync(_pair.Right, answer);
        return await _pair.Left.Namespace.PingAsync($"{_pair.Right.IPv4}", options);
    }

    private Task<Pinger> OpenAsync(PingOptions options) =>
        _pair.Left.Namespace.OpenAsync($"{_pair.Right.IPv4}", options);
}
