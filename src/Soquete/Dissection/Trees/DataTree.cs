namespace Soquete.Dissection.Trees;

/// <summary>Bytes that are nobody's header.</summary>
internal static class DataTree
{
    public static void Read(TreeBuilder tree, ReadOnlySpan<byte> bytes, int at)
    {
        if (!bytes.IsEmpty)
        {
            tree.Layer("data", $"{bytes.Length} bytes", at, bytes.Length);
            tree.AddBytes("bytes", bytes, at);
        }
    }
}
