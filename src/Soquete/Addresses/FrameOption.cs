namespace Soquete.Addresses;

/// <summary>An end whose stream can carry framed messages.</summary>
internal interface IFramedAddress
{
    FrameFormat? Frame { get; }
}

/// <summary>The option <c>frame</c> of the schemes whose ends are streams.</summary>
internal static class FrameOption
{
    public static AddressOption For<TAddress>(Func<TAddress, FrameFormat?, Address> set)
        where TAddress : Address, IFramedAddress => new ValueOption<TAddress, FrameFormat?>(
            "frame", OptionUse.Relay, "how messages stand in the stream, in a relay with datagrams (default: none do)",
            ValueSyntaxes.Frame, a => a.Frame, set);
}
