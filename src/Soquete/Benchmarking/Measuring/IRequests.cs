namespace Soquete.Benchmarking.Measuring;

/// <summary>The requests of one connection.</summary>
internal interface IRequests : IAsyncDisposable
{
    FlowMeter Meter { get; }

    /// <summary>Lets requests pass; null where they need no leave.</summary>
    RequestGate? Gate { get; }

    Addresses.Association? Association { get; }

    /// <summary>Sends requests and takes replies, until no more are to be sent and all have been replied to.</summary>
    Task RunAsync();

    /// <summary>Gives up requests whose reply is overdue.</summary>
    void Expire(long now);

    /// <summary>Asks the kernel about the connection.</summary>
    void ReadTcp();
}
