using Soquete.Dissection.Lines;

namespace Soquete.Dissection.Trees;

/// <summary>Gathers the fields of a packet.</summary>
internal sealed class TreeBuilder
{
    private const int LongestData = 32;

    private readonly List<DissectedField> _fields = [];
    private readonly LineBuffer _line = new();
    private readonly Stack<string> _layers = [];

    public IReadOnlyList<DissectedField> Fields => _fields;

    /// <summary>Whether there is room for no more.</summary>
    public bool IsFull => _fields.Count >= PacketTree.MaxFields;

    /// <summary>How many packets this one lies within.</summary>
    public int Tunnels { get; set; }

    private int Depth { get; set; }

    /// <summary>Begins a layer; it stands beside the layer before, not within it.</summary>
    public void Layer(string name, string summary, int offset, int length)
    {
        _layers.Clear();
        _layers.Push(name);
        Depth = 0;
        Put(name, summary, offset, length);
        Depth = 1;
    }

    /// <summary>A field that has fields of its own, until <see cref="Close"/>.</summary>
    public void Open(string name, string value, int offset, int length)
    {
        Put(name, value, offset, length);
        Depth++;
    }

    public void Close() => Depth--;

    public void Add(string name, string value, int offset, int length) => Put(name, value, offset, length);

    public void Add(string name, long value, int offset, int length) => Put(name, $"{value}", offset, length);

    public void AddHex(string name, ulong value, int digits, int offset, int length) =>
        Put(name, Text(line => line.Add("0x").AddHex(value, digits)), offset, length);

    public void AddFlag(string name, bool isSet, int offset) => Put(name, isSet ? "set" : "not set", offset, 1);

    public void AddAddress(string name, ReadOnlySpan<byte> address, int offset) =>
        Put(name, Address(address), offset, address.Length);

    /// <summary>Bytes in hexadecimal digits, the first of them.</summary>
    public void AddBytes(string name, ReadOnlySpan<byte> bytes, int offset)
    {
        _line.Clear();
        _line.AddHex(bytes[..Math.Min(bytes.Length, LongestData)]).Add(bytes.Length > LongestData ? "..." : "");
        Put(name, Taken(), offset, bytes.Length);
    }

    /// <summary>Text from the packet, escaped.</summary>
    public void AddText(string name, ReadOnlySpan<byte> bytes, int offset)
    {
        _line.Clear();
        _line.AddEscaped(bytes);
        Put(name, Taken(), offset, bytes.Length);
    }

    public void AddMalformed(string what, int offset) => Put("malformed", what, offset, 0);

    /// <summary>A value that is written as lines are.</summary>
    public string Text(Action<LineBuffer> write)
    {
        _line.Clear();
        write(_line);
        return Taken();
    }

    public string Address(ReadOnlySpan<byte> address)
    {
        _line.Clear();
        _line.AddAddress(address);
        return Taken();
    }

    public string LinkAddress(ReadOnlySpan<byte> address)
    {
        _line.Clear();
        _line.AddLinkAddress(address);
        return Taken();
    }

    /// <summary>The room for a value that spans are written into; <see cref="Taken"/> makes text of it.</summary>
    public LineBuffer Line => _line;

    /// <summary>The same room, empty.</summary>
    public LineBuffer Start()
    {
        _line.Clear();
        return _line;
    }

    public string Taken() => _line.Finish().ToString();

    private void Put(string name, string value, int offset, int length)
    {
        if (!IsFull)
        {
            _fields.Add(new DissectedField(Depth, _layers.Peek(), name, value, offset, length));
        }
    }
}
