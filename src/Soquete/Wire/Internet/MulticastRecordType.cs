namespace Soquete.Wire.Internet;

/// <summary>
/// What a record of a membership report says of a group and its sources (RFC 3376 section 4.2.12, RFC 3810 section
/// 5.2.12).
/// </summary>
public enum MulticastRecordType : byte
{
    /// <summary>Only these sources are listened to: the state, as the answer to a query (MODE_IS_INCLUDE).</summary>
    ModeIsInclude = 1,

    /// <summary>All sources but these are listened to: the state, as the answer to a query (MODE_IS_EXCLUDE).</summary>
    ModeIsExclude = 2,

    /// <summary>From now on only these sources are listened to; none is to leave (CHANGE_TO_INCLUDE_MODE).</summary>
    ChangeToInclude = 3,

    /// <summary>From now on all sources but these are listened to; none is to join (CHANGE_TO_EXCLUDE_MODE).</summary>
    ChangeToExclude = 4,

    /// <summary>These sources are listened to as well (ALLOW_NEW_SOURCES).</summary>
    AllowNewSources = 5,

    /// <summary>These sources are not listened to any more (BLOCK_OLD_SOURCES).</summary>
    BlockOldSources = 6,
}
