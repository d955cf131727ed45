using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Soquete.Dissection;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Soquete.Wire.Link;

namespace Soquete.Cli.Capture;

/// <summary>Prints packets as JSON, one object a line.</summary>
internal sealed class PacketObjects : PacketSink
{
    private readonly CaptureRequest _request;
    private readonly Func<int, string?> _interfaceName;
    private readonly PacketTextOptions _options;
    private readonly PacketOutput _output = new();
    private readonly PacketText _text;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly char[] _digits = new char[40];

    /// <param name="request">What is asked for.</param>
    /// <param name="options">What lines tell.</param>
    /// <param name="interfaceName">The name of an interface by its number in the capture.</param>
    public PacketObjects(CaptureRequest request, PacketTextOptions options, Func<int, string?> interfaceName)
    {
        (_request, _options, _interfaceName) = (request, options, interfaceName);
        _text = new PacketText(options with { Time = PacketTime.None, EndNote = null, LinkHeader = false });
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }

    public override void Take(in CapturedPacket packet)
    {
        _buffer.Clear();
        _json.Reset();
        _json.WriteStartObject();
        WriteFrame(packet);
        var facts = PacketFacts.Read(packet);
        WriteEnds(facts);
        _json.WriteString("text", _text.Describe(packet));
        WriteBytes(packet);
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteLine(_buffer.WrittenSpan);
    }

    public override void Flush() => _output.Flush();

    public override void Dispose() => _json.Dispose();

    private void WriteFrame(in CapturedPacket packet)
    {
        _json.WriteString("time", TimeOf(packet.Timestamp));
        WriteText("interface", NameOf(packet));
        _json.WriteNumber("length", packet.OriginalLength);
        _json.WriteNumber("captured", packet.Data.Length);
        if (packet.Direction != PacketDirection.Unknown)
        {
            _json.WriteString("direction", packet.Direction == PacketDirection.Outbound ? "out" : "in");
        }
    }

    /// <summary>The interface that the packet itself tells, as on <c>any</c>, or else that of the capture.</summary>
    private string? NameOf(in CapturedPacket packet) =>
        packet.LinkType == LinkType.LinuxSll2 && CookedView.TryReadSll2(packet.Data, out var header)
            ? _options.InterfaceName?.Invoke((int)header.InterfaceIndex)
            : _interfaceName(packet.InterfaceId);

    private void WriteEnds(in PacketFacts facts)
    {
        if (!facts.SourceHardware.IsEmpty)
        {
            _json.WriteString("hardware_source", $"{new MacAddress(facts.SourceHardware)}");
            _json.WriteString("hardware_destination", $"{new MacAddress(facts.DestinationHardware)}");
        }

        if (facts.VlanId is { } vlan)
        {
            _json.WriteNumber("vlan", vlan);
        }

        WriteText("network", facts.NetworkProtocol);
        WriteAddress("source", facts.Source);
        WriteNumber("source_port", facts.SourcePort);
        WriteAddress("destination", facts.Destination);
        WriteNumber("destination_port", facts.DestinationPort);
        WriteText("protocol", facts.Protocol);
        WriteNumber("ttl", facts.HopLimit);
        WriteText("flags", facts.Flags);
        WriteNumber("payload", facts.PayloadLength);
        if (_options.EndNote is { } note && facts.TryGetFlow(out var flow))
        {
            WriteText("source_process", note(flow, true));
            WriteText("destination_process", note(flow, false));
        }
    }

    /// <summary>The fields where --verbose asks for them, and the bytes where --hex does.</summary>
    private void WriteBytes(in CapturedPacket packet)
    {
        if (_request.WithTree)
        {
            _json.WriteStartArray("fields");
            foreach (var field in PacketTree.Read(packet))
            {
                _json.WriteStartObject();
                _json.WriteNumber("depth", field.Depth);
                _json.WriteString("layer", field.Layer);
                _json.WriteString("name", field.Name);
                _json.WriteString("value", field.Value);
                _json.WriteNumber("offset", field.Offset);
                _json.WriteNumber("length", field.Length);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        if (_request.WithHex)
        {
            _json.WriteString("bytes", Convert.ToHexStringLower(packet.Data));
        }
    }

    private void WriteText(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void WriteNumber(string name, long? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
    }

    private void WriteAddress(string name, ReadOnlySpan<byte> address)
    {
        if (!address.IsEmpty)
        {
            _json.WriteString(name, new System.Net.IPAddress(address).ToString());
        }
    }

    /// <summary>UTC with nanoseconds, as RFC 3339 has it.</summary>
    private ReadOnlySpan<char> TimeOf(long timestamp)
    {
        const long NanosecondsPerSecond = 1_000_000_000;
        var seconds = Math.Clamp(timestamp / NanosecondsPerSecond, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        time.TryFormat(_digits, out var written, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        _digits[written++] = '.';
        (timestamp % NanosecondsPerSecond).TryFormat(
            _digits.AsSpan(written), out var fraction, "000000000", CultureInfo.InvariantCulture);
        _digits[written + fraction] = 'Z';
        return _digits.AsSpan(0, written + fraction + 1);
    }
}
