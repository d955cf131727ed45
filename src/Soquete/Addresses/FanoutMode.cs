namespace Soquete.Addresses;

/// <summary>How the sockets of a fan-out group share frames (packet(7), PACKET_FANOUT).</summary>
public enum FanoutMode
{
    /// <summary>By the flow: frames of one conversation go to one socket.</summary>
    Hash = 0,

    /// <summary>One after the other (<c>lb</c>).</summary>
    RoundRobin = 1,

    /// <summary>By the core that the frame arrived on.</summary>
    Cpu = 2,

    /// <summary>To the first socket, and to the next where that has no room.</summary>
    Rollover = 3,

    /// <summary>By chance.</summary>
    Random = 4,

    /// <summary>By the queue of the hardware that the frame arrived in (<c>qm</c>).</summary>
    Queue = 5,
}
