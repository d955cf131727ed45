using Soquete.Interop;

namespace Soquete.Tests.Support;

/// <summary>A test that needs root's authority, and says so where it lacks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = ThisProcess.EffectiveUserId == 0 ? null : "it needs root";
}
