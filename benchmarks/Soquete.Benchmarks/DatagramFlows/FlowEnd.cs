namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>
/// One end of a flow, in a process of its own. The loops are the ends' own: one that they shared would put a state
/// machine around each call and measure that.
/// </summary>
internal abstract class FlowEnd(FlowSettings settings)
{
    /// <summary>As the peers in C ask for; the window fits what the kernel makes of it.</summary>
    public const int ReceiveBufferBytes = 4 * 1024 * 1024;

    protected FlowSettings Settings => settings;

    /// <summary>Sends or receives to the end, and reports.</summary>
    public abstract Task RunAsync();
}

/// <summary>The ends by what they measure: a new method is a line in each, and one in the scenario.</summary>
internal static class FlowEnds
{
    public static FlowEnd Sender(string method, FlowSettings settings) => method switch
    {
        "soquete" => new SoqueteSender(settings, offload: true),
        "soquete-plain" => new SoqueteSender(settings, offload: false),
        "soquete-thread" => new SoqueteThreadSender(settings, offload: true),
        "soquete-thread-plain" => new SoqueteThreadSender(settings, offload: false),
        "socket" => new SocketSender(settings),
        _ => throw new ArgumentException($"nobody sends by {method}"),
    };

    public static FlowEnd Receiver(string method, FlowSettings settings) => method switch
    {
        "soquete" => new SoqueteReceiver(settings, offload: true),
        "soquete-plain" => new SoqueteReceiver(settings, offload: false),
        "soquete-thread" => new SoqueteThreadReceiver(settings, offload: true),
        "soquete-thread-plain" => new SoqueteThreadReceiver(settings, offload: false),
        "socket" => new SocketReceiver(settings),
        _ => throw new ArgumentException($"nobody receives by {method}"),
    };
}
