using Soquete.Interop;

namespace Soquete.Tests.Datagrams;

/// <summary>A theory that needs root's authority, and says so where it lacks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = ThisProcess.EffectiveUserId == 0 ? null : "it needs root";
}
