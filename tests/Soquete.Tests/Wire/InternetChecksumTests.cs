using System.Buffers.Binary;
using System.Net;
using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Internet;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire;

/// <summary>The vectorised sum against a plain loop, for each length, alignment and way to cut it.</summary>
public class InternetChecksumTests(ITestOutputHelper output)
{
    private const int LongestOfAll = 600;
    private const int Surroundings = 70;
    private const int LongestOfRest = 127;

    private delegate ulong Summing(ref ReadOnlySpan<byte> bytes);

    /// <summary>The example of RFC 1071 section 3: the words 0001, f203, f4f5, f6f7 add up to ddf2.</summary>
    [Fact]
    public void Sum_WhenOfTheRfcsExample_ThenIsTheRfcs()
    {
        byte[] bytes = [0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7];
        Assert.Equal(0x220d, InternetChecksum.Of(bytes));
    }

    [Fact]
    public void Checksum_WhenOfNothingOrOfZeros_ThenIsAllOnes()
    {
        Assert.Equal(ushort.MaxValue, InternetChecksum.Of([]));
        Assert.Equal(ushort.MaxValue, InternetChecksum.Of(new byte[LongestOfAll]));
        Assert.Equal(ushort.MaxValue, default(InternetChecksum).Finish());
    }

    [Fact]
    public void Checksum_WhenOfAnyLengthAndAlignment_ThenIsThatOfAPlainLoop()
    {
        var random = SeededRandom.Create(output);
        var buffer = new byte[LongestOfAll + (2 * Surroundings)];
        for (var length = 0; length <= LongestOfAll; length++)
        {
            // What lies around it must not count.
            random.NextBytes(buffer);
            var start = random.Next(Surroundings);
            var bytes = buffer.AsSpan(start, length);
            Assert.Equal(Plain(bytes), InternetChecksum.Of(bytes));
            random.NextBytes(buffer.AsSpan(0, start));
            random.NextBytes(buffer.AsSpan(start + length));
            Assert.Equal(Plain(bytes), InternetChecksum.Of(bytes));
        }
    }

    /// <summary>Each width by itself, also one that this machine has not: the runtime then does without it.</summary>
    [Fact]
    public void Sum_WhenMadeWithVectorsOfEachWidth_ThenIsThatOfAPlainLoop()
    {
        var random = SeededRandom.Create(output);
        Summing[] widths = [OnesComplementSum.Vectors128, OnesComplementSum.Vectors256, OnesComplementSum.Vectors512];
        for (var length = 0; length <= LongestOfAll; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            foreach (var width in widths)
            {
                var rest = (ReadOnlySpan<byte>)bytes;
                var sum = OnesComplementSum.Fold(width(ref rest));
                Assert.InRange(rest.Length, 0, Math.Min(length, LongestOfRest));
                sum = OnesComplementSum.Fold((ulong)sum + OnesComplementSum.Fold(OnesComplementSum.Scalar(rest)));
                var inOrder = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(sum) : sum;
                Assert.Equal(Plain(bytes), (ushort)~inOrder);
            }
        }
    }

    /// <summary>All ones carry with each step, in every lane.</summary>
    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x80)]
    [InlineData(0x7F)]
    [InlineData(0x01)]
    public void Checksum_WhenEachStepCarries_ThenNoCarryIsLost(byte value)
    {
        for (var length = 0; length <= LongestOfAll; length++)
        {
            var bytes = Enumerable.Repeat(value, length).ToArray();
            Assert.Equal(Plain(bytes), InternetChecksum.Of(bytes));
        }
    }

    [Theory]
    [InlineData(1_500)]
    [InlineData(65_535)]
    [InlineData(1 << 20)]
    [InlineData((32 << 20) + 13)]
    public void Checksum_WhenOfManyBytes_ThenIsThatOfAPlainLoop(int length)
    {
        var bytes = new byte[length];
        SeededRandom.Create(output).NextBytes(bytes);
        Assert.Equal(Plain(bytes), InternetChecksum.Of(bytes));
        Array.Fill(bytes, byte.MaxValue);
        Assert.Equal(Plain(bytes), InternetChecksum.Of(bytes));
    }

    [Fact]
    public void Checksum_WhenAddedInAnyPieces_ThenIsThatOfTheWhole()
    {
        var random = SeededRandom.Create(output);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(LongestOfAll)];
            random.NextBytes(bytes);
            var sum = default(InternetChecksum);
            for (var at = 0; at < bytes.Length;)
            {
                var piece = Math.Min(random.Next(random.Pick(3, 40, LongestOfAll)), bytes.Length - at);
                sum.Add(bytes.AsSpan(at, piece));
                at += piece;
            }

            Assert.Equal(Plain(bytes), sum.Finish());
        }
    }

    [Fact]
    public void Update_WhenBytesChange_ThenIsTheChecksumOfTheNewOnes()
    {
        var random = SeededRandom.Create(output);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[2 * random.Next(16, 40)];
            random.NextBytes(bytes);
            var before = (byte[])bytes.Clone();
            var checksum = InternetChecksum.Of(bytes);
            var at = 2 * random.Next(bytes.Length / 2);
            var length = random.Pick(2, 4, bytes.Length - at);
            length = Math.Min(length, bytes.Length - at);
            var change = bytes.AsSpan(at, length);
            random.NextBytes(change);
            var old = before.AsSpan(at, length);
            Assert.Equal(InternetChecksum.Of(bytes), InternetChecksum.Update(checksum, old, change));
            if (length == sizeof(uint))
            {
                Assert.Equal(InternetChecksum.Of(bytes), InternetChecksum.Update(
                    checksum, BinaryPrimitives.ReadUInt32BigEndian(old), BinaryPrimitives.ReadUInt32BigEndian(change)));
            }
        }
    }

    /// <summary>The case of RFC 1624 section 4 that the equation of RFC 1141 got wrong.</summary>
    [Fact]
    public void Update_WhenTheSumBecomesZero_ThenIsTheRfcs() =>
        Assert.Equal(0x0000, InternetChecksum.Update(0xDD2F, (ushort)0x5555, (ushort)0x3285));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", 17, 9U, "c0000201c000020200110009")]
    [InlineData("2001:db8::1", "2001:db8::2", 6, 70_000U,
        "20010db800000000000000000000000120010db80000000000000000000000020001117000000006")]
    public void PseudoHeader_WhenAdded_ThenIsThatOfTheRfc(
        string source, string destination, byte protocol, uint length, string bytes)
    {
        var (from, to) = (IPAddress.Parse(source), IPAddress.Parse(destination));
        Assert.Equal(
            Plain(Convert.FromHexString(bytes)),
            InternetChecksum.PseudoHeader(from, to, protocol, length).Finish());
        Assert.Throws<ArgumentException>(
            () => InternetChecksum.PseudoHeader(from, IPAddress.Any.Equals(to) ? to : Other(to), protocol, length));
    }

    [Fact]
    public void Pieces_WhenOfDifferentLengths_ThenAreRefused()
    {
        Assert.Throws<ArgumentException>(() => InternetChecksum.Update(0, new byte[2], new byte[4]));
        Assert.Throws<ArgumentException>(
            () => InternetChecksum.PseudoHeader(new byte[8], new byte[8], IpProtocol.Udp, 8));
    }

    private static IPAddress Other(IPAddress address) =>
        address.GetAddressBytes().Length == Ipv4View.AddressLength ? IPAddress.IPv6Any : IPAddress.Any;

    /// <summary>RFC 1071 section 4.1, a word at a time.</summary>
    private static ushort Plain(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            sum += i % 2 == 0 ? (uint)bytes[i] << 8 : bytes[i];
            sum = (sum >> 16) + (sum & 0xFFFF);
        }

        return (ushort)~sum;
    }
}
