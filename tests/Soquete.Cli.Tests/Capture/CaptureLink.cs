using Soquete.Cli.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Cli.Tests.Capture;

/// <summary>Two namespaces with a link between them, on whose left end something captures.</summary>
internal sealed class CaptureLink : IAsyncDisposable
{
    private readonly VethPair _pair;

    private CaptureLink(VethPair pair) => _pair = pair;

    public LinkEnd Left => _pair.Left;

    public LinkEnd Right => _pair.Right;

    public static async Task<CaptureLink> CreateAsync() => new(await VethPair.CreateAsync());

    /// <summary>Starts the command on the left, and waits until it captures.</summary>
    public async Task<Child> CaptureAsync(params string[] arguments)
    {
        var child = Program(Left, CommandPath.Value, ["capture", .. arguments]);
        await child.ErrorLineAsync("capturing");
        return child;
    }

    public static Child Program(LinkEnd end, string program, params string[] arguments) =>
        Child.Program("ip", end.Namespace.Words(program, arguments));

    /// <summary>Runs a bash script on one side to its end.</summary>
    public static async Task<Run> RunAsync(LinkEnd end, string script)
    {
        await using var child = Program(end, "bash", "-c", script);
        child.CompleteInput();
        return await child.EndAsync();
    }

    /// <summary>Sends datagrams from the left to a port on the right where nobody is.</summary>
    public async Task SendAsync(int count, int port = 9999)
    {
        var run = await RunAsync(
            Left, $"for i in $(seq {count}); do printf 'number %d' $i > /dev/udp/{Right.IPv4}/{port}; done");
        Assert.True(run.Status == 0, run.ToString());
    }

    public ValueTask DisposeAsync() => _pair.DisposeAsync();
}
