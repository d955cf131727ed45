namespace Soquete.Mapping.Serving;

/// <summary>How a map is kept live in a browser.</summary>
public sealed record MapPageServerOptions
{
    /// <summary>How long after one map the next one is captured, while somebody looks; a second by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether an address may be listened on that other machines can reach; false by default. What they are sent can be
    /// read on the way: the page is served in the clear.
    /// </summary>
    public bool AllowRemote { get; init; }

    /// <summary>
    /// What is shown; everything by default. It is called by one thread at a time. A <see cref="SoqueteException"/> is
    /// shown in the page, and what else it throws ends the server.
    /// </summary>
    public Func<ProcessMap> Capture { get; init; } = OneAfterTheOther();

    /// <summary>How many may look at once; 32 by default. Others are told to come back later.</summary>
    public int MostViewers { get; init; } = 32;

    /// <summary>
    /// How long a request may take to come, and a viewer to take a map, before its connection is dropped; 10 seconds by
    /// default.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    private static Func<ProcessMap> OneAfterTheOther()
    {
        var capture = new MapCapture();
        return () => capture.Next();
    }
}
