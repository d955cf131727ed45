namespace Soquete.Tests.Wire.Internet;

/// <summary>
/// Messages of multicast listener discovery in their IPv6 packets, with the router alert before them, as Linux sent
/// them.
/// </summary>
internal static class MldPackets
{
    /// <summary>A Linux bridge that asks.</summary>
    public const string Version1Query = "6000000000200001"
        + "fe800000000000002c452dfffef7b025ff020000000000000000000000000001"
        + "3a00050200000000"
        + "82004fb627100000"
        + "00000000000000000000000000000000";

    /// <summary>Linux with force_mld_version 1.</summary>
    public const string Version1Report = "6000000000200001"
        + "fe80000000000000000000fffe000001ff050000000000000000000000010004"
        + "3a00050200000100"
        + "8300811500000000"
        + "ff050000000000000000000000010004";

    /// <summary>Linux with force_mld_version 1.</summary>
    public const string Version1Done = "6000000000200001"
        + "fe80000000000000000000fffe000001ff020000000000000000000000000002"
        + "3a00050200000100"
        + "8400801b00000000"
        + "ff050000000000000000000000010004";

    /// <summary>A Linux bridge that asks for all groups.</summary>
    public const string Version2Query = "6000000000240001"
        + "fe800000000000005c388efffe9b4597ff020000000000000000000000000001"
        + "3a00050200000000"
        + "8200272c27100000"
        + "00000000000000000000000000000000027d0000";

    /// <summary>A Linux bridge that asks for one source of a group that was left.</summary>
    public const string Version2QueryForSource = "6000000000340001"
        + "fe800000000000005c388efffe9b4597ff350000000000000000000000000001"
        + "3a00050200000000"
        + "82004dcc03e80000"
        + "ff350000000000000000000000000001027d0001fd000003000000000000000000000009";

    /// <summary>A socket joined two sources of a group.</summary>
    public const string Version2Report = "6000000000440001"
        + "fe800000000000009c1219fffedab8c6ff020000000000000000000000000016"
        + "3a00050200000100"
        + "8f0006e700000001"
        + "05000002ff350000000000000000000000000001fd000003000000000000000000000009fd0000030000000000000000"
        + "0000000a";

    /// <summary>A host whose addresses are new.</summary>
    public const string Version2ReportOfFourGroups = "6000000000600001"
        + "00000000000000000000000000000000ff020000000000000000000000000016"
        + "3a00050200000100"
        + "8f00673600000004"
        + "04000000ff05000000000000000000000000000204000000ff02000000000000000000000000000204000000ff020000"
        + "0000000000000001ff00000204000000ff0200000000000000000001ff000001";
}
