namespace Soquete.Tests.Wire.Internet;

/// <summary>IGMP messages in their IPv4 packets, as Linux sent them between namespaces.</summary>
internal static class IgmpPackets
{
    /// <summary>Linux with force_igmp_version 1.</summary>
    public const string Version1Report = "46c00020000040000102e9100a010001ef01020494040000"
        + "1200fcf9ef010204";

    /// <summary>A Linux bridge that asks.</summary>
    public const string Version2Query = "46c00020000040000102041700000000e000000194040000"
        + "1164ee9b00000000";

    /// <summary>Linux with force_igmp_version 2.</summary>
    public const string Version2Report = "46c00020000040000102e90f0a010001ef01020594040000"
        + "1600f8f8ef010205";

    /// <summary>Linux with force_igmp_version 2.</summary>
    public const string LeaveGroup = "46c00020000040000102fa130a010001e000000294040000"
        + "1700f7f8ef010205";

    /// <summary>A Linux bridge that asks for all groups.</summary>
    public const string Version3Query = "46c00024000040000102041300000000e000000194040000"
        + "1164ec1e00000000"
        + "027d0000";

    /// <summary>A Linux bridge that asks for one source of a group that was left.</summary>
    public const string Version3QueryForSource = "46c00028000040000102fb0d00000000e801010194040000"
        + "110af968e8010101"
        + "027d00010a030009";

    /// <summary>A socket joined two sources of a group.</summary>
    public const string Version3Report = "46c00030000040000102f9ec0a030002e000001694040000"
        + "2200dbe000000001"
        + "05000002e80101010a0300090a03000a";

    /// <summary>A source of one group, and all of another.</summary>
    public const string Version3ReportOfTwoGroups = "46c00034000040000102f9eb0a010001e000001694040000"
        + "2200f0f100000002"
        + "05000001e80101010a02000104000000ef010203";
}
