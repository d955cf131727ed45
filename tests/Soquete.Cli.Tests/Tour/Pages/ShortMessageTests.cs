using Soquete.Cli.Verbs.Tour.Pages;

namespace Soquete.Cli.Tests.Tour.Pages;

/// <summary>Arguments as strace(1) prints them, and what of them the columns show.</summary>
public class ShortMessageTests
{
    private const string Sender = "msg_name={sa_family=AF_INET, sin_port=htons(5), sin_addr=inet_addr(\"127.0.0.1\")}";

    [Fact]
    public void Datagram_WhenShortened_ThenNameAndBytesStay() => Assert.Equal(
        $$"""4, {{{Sender}}, msg_iov=[{iov_base="a\n"}]}, 0""",
        ShortMessage.Of(
            $$"""4, {{{Sender}}, msg_namelen=16, msg_iov=[{iov_base="a\n", iov_len=2}], msg_iovlen=1, """
            + "msg_control=[{cmsg_len=28, cmsg_level=SOL_IP, cmsg_type=IP_PKTINFO}, {cmsg_len=20, cmsg_level=SOL_IP, "
            + "cmsg_type=IP_TTL, cmsg_data=[64]}], msg_controllen=56, msg_flags=0}, 0"));

    [Fact]
    public void Descriptors_WhenShortened_ThenStayWithCredentialsAndFlags() => Assert.Equal(
        """4, {msg_name=NULL, msg_iov=[{iov_base=""}], msg_control=[{cmsg_type=SCM_CREDENTIALS, """
        + "cmsg_data={pid=1, uid=2, gid=3}}, {cmsg_type=SCM_RIGHTS, cmsg_data=[5, 6]}], msg_flags=MSG_TRUNC}, 0",
        ShortMessage.Of(
            """4, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="", iov_len=0}], msg_iovlen=1, """
            + "msg_control=[{cmsg_len=28, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, "
            + "cmsg_data={pid=1, uid=2, gid=3}}, {cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, "
            + "cmsg_data=[5, 6]}], msg_controllen=56, msg_flags=MSG_TRUNC}, 0"));

    [Fact]
    public void Batch_WhenShortened_ThenEachMessageIs() => Assert.Equal(
        """4, [{msg_hdr={msg_name=NULL, msg_iov=[{iov_base="a"}]}, msg_len=1}, ...], 8, 0, NULL""",
        ShortMessage.Of(
            """4, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="a", iov_len=1}], msg_iovlen=1, """
            + "msg_controllen=0, msg_flags=0}, msg_len=1}, ...], 8, 0, NULL"));

    /// <summary>What a peer sends or is called must not be taken for the notation.</summary>
    [Theory]
    [InlineData("""\", msg_flags=0}, [{(""")]
    [InlineData("""iov_len=1, \\""")]
    [InlineData("\"...")]
    public void Bytes_WhenTheyLookLikeNotation_ThenStayWhole(string bytes)
    {
        var text = bytes.EndsWith("...", StringComparison.Ordinal) ? $"\"{bytes}" : $"\"{bytes}\"";
        Assert.Equal(
            $"4, {{msg_name={{sun_path={text}}}, msg_iov=[{{iov_base={text}}}]}}, 0",
            ShortMessage.Of(
                $"4, {{msg_name={{sun_path={text}}}, msg_namelen=2, msg_iov=[{{iov_base={text}, iov_len=9}}], "
                + "msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0"));
    }

    [Theory]
    [InlineData("4, {...}, MSG_DONTWAIT")]
    [InlineData("""3, {sa_family=AF_UNIX, sun_path="/a, iov_len=1"}, 12""")]
    [InlineData("""3, "a, b, ", 6, MSG_NOSIGNAL""")]
    [InlineData("3, SOL_SOCKET, SO_RCVBUF, [1], 4")]
    public void Call_WhenItHasNoMessage_ThenStaysAsItIs(string arguments) =>
        Assert.Equal(arguments, ShortMessage.Of(arguments));
}
