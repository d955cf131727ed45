namespace Soquete.Benchmarks.MessageTrips;

/// <summary>One end of round trips, in a process of its own, with a loop of its own.</summary>
internal abstract class TripEnd(TripSettings settings)
{
    protected TripSettings Settings => settings;

    /// <summary>Asks or answers to the end, and reports.</summary>
    public abstract Task RunAsync();
}

/// <summary>The ends by what they measure: a new method is a line in each, and one in the scenario.</summary>
internal static class TripEnds
{
    public static TripEnd Asker(string method, TripSettings settings) => method switch
    {
        "soquete" when settings.IsConnected => new SoqueteConnectionAsker(settings),
        "soquete" => new SoqueteAsker(settings),
        "soquete-thread" => new SoqueteThreadAsker(settings),
        "soquete-spin" => new SoqueteStreamAsker(settings, StreamEngines.SpinningRing()),
        "soquete-ring" => new SoqueteStreamAsker(settings, StreamEngines.Ring()),
        "soquete-portable" => new SoqueteStreamAsker(settings, StreamEngines.Portable),
        "socket-blocking" => new SocketBlockingAsker(settings),
        "socket" => new SocketAsker(settings),
        _ => throw new ArgumentException($"nobody asks by {method}"),
    };

    public static TripEnd Answerer(string method, TripSettings settings) => method switch
    {
        "soquete" when settings.IsConnected => new SoqueteConnectionAnswerer(settings),
        "soquete" => new SoqueteAnswerer(settings),
        "soquete-thread" => new SoqueteThreadAnswerer(settings),
        "soquete-spin" => new SoqueteStreamAnswerer(settings, StreamEngines.SpinningRing()),
        "soquete-ring" => new SoqueteStreamAnswerer(settings, StreamEngines.Ring()),
        "soquete-portable" => new SoqueteStreamAnswerer(settings, StreamEngines.Portable),
        "socket-blocking" => new SocketBlockingAnswerer(settings),
        "socket" when settings.IsConnected => new SocketConnectionAnswerer(settings),
        "socket" => new SocketAnswerer(settings),
        _ => throw new ArgumentException($"nobody answers by {method}"),
    };
}
