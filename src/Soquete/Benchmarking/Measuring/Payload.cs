namespace Soquete.Benchmarking.Measuring;

/// <summary>What is sent: the same for everybody, and nothing that a link could compress.</summary>
internal static class Payload
{
    private static readonly byte[] Block = Make();

    /// <summary>So many bytes, up to <see cref="ThroughputOptions.MaxBlockBytes"/>.</summary>
    public static ReadOnlyMemory<byte> Of(int count) => Block.AsMemory(0, count);

    private static byte[] Make()
    {
        var block = GC.AllocateUninitializedArray<byte>(ThroughputOptions.MaxBlockBytes);
        Random.Shared.NextBytes(block);
        return block;
    }
}
