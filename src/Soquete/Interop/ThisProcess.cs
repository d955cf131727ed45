namespace Soquete.Interop;

/// <summary>The process that this runs in.</summary>
internal static class ThisProcess
{
    /// <summary>Whose authority it has (geteuid(2)).</summary>
    public static uint EffectiveUserId => LibC.EffectiveUser();

    /// <summary>Its group (getegid(2)).</summary>
    public static uint EffectiveGroupId => LibC.EffectiveGroup();

    public static int Id => Environment.ProcessId;
}
