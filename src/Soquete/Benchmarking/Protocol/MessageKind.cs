namespace Soquete.Benchmarking.Protocol;

/// <summary>The frames. Each of a client's is answered by one of the server's, and nothing else is sent.</summary>
internal enum MessageKind : byte
{
    /// <summary>The client: who is there?</summary>
    Hello = 1,

    /// <summary>The server: its version, and the client's token.</summary>
    Welcome = 2,

    /// <summary>The client: what is to be measured.</summary>
    Plan = 3,

    /// <summary>The client, first on a data connection: whose it is, and which.</summary>
    Join = 4,

    /// <summary>The client: every connection has joined; the server's bytes may come.</summary>
    Start = 5,

    /// <summary>The client: from now on it counts.</summary>
    Mark = 6,

    /// <summary>The client: the server is to end what it sends.</summary>
    Finish = 7,

    /// <summary>The client: what has passed? It shows as well that the client is there.</summary>
    Ask = 8,

    /// <summary>The client: what has passed on one connection?</summary>
    AskConnection = 9,

    /// <summary>The client: that is all.</summary>
    Bye = 10,

    /// <summary>The server: so it is. The answer to what asks for nothing.</summary>
    Done = 11,

    /// <summary>The server: what has passed.</summary>
    Counts = 12,

    /// <summary>The server: what has passed on one connection, and what its kernel knows of it.</summary>
    Connection = 13,

    /// <summary>The server: no, and why. It closes the connection then.</summary>
    Problem = 14,
}
