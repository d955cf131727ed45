namespace Soquete.Wire.Netlink;

/// <summary>The flags of a message (netlink(7)).</summary>
[Flags]
internal enum NetlinkFlags : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>NLM_F_REQUEST.</summary>
    Request = 1,

    /// <summary>NLM_F_MULTI: there are more parts, up to NLMSG_DONE.</summary>
    Multipart = 2,

    /// <summary>NLM_F_ACK: success is to be told as well.</summary>
    Acknowledge = 4,

    /// <summary>NLM_F_DUMP_INTR: what is read changed meanwhile, and was told of in part.</summary>
    DumpInterrupted = 0x10,

    /// <summary>NLM_F_DUMP: everything is asked for.</summary>
    Dump = 0x300,
}
