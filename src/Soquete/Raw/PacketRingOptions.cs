namespace Soquete.Raw;

/// <summary>How large a ring is, and when the kernel gives a block. Immutable.</summary>
public sealed record PacketRingOptions
{
    /// <summary>The most memory that a ring takes: 1 GiB.</summary>
    public const int MaxBytes = 1 << 30;

    /// <summary>
    /// What the length of a block is a multiple of: 64 KiB, which is a page's length or a multiple of it.
    /// </summary>
    public const int BlockUnit = 64 * 1024;

    /// <summary>
    /// How long a block is, in bytes: a multiple of <see cref="BlockUnit"/>; 512 KiB unless set. A frame that is longer
    /// is cut.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no such multiple, or more than <see cref="MaxBytes"/>.
    /// </exception>
    public int BlockBytes
    {
        get;
        init => field = value is >= BlockUnit and <= MaxBytes && value % BlockUnit == 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"A block has a multiple of {BlockUnit} bytes.");
    } = 8 * BlockUnit;

    /// <summary>
    /// How many blocks there are, 2 or more; 16 unless set. All of them together are what may come in before frames are
    /// dropped, and no more than <see cref="MaxBytes"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2.</exception>
    public int Blocks
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A ring has two blocks at least.");
    } = 16;

    /// <summary>
    /// After how long the kernel gives a block that is not full, so that a frame is seen in time: whole milliseconds, 1
    /// ms to 1 minute; 40 ms unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter or longer.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A block is kept for 1 ms to 1 minute.");
    } = TimeSpan.FromMilliseconds(40);
}
