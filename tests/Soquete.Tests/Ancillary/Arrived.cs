using Soquete.Ancillary;

namespace Soquete.Tests.Ancillary;

/// <summary>What came, whatever the type of the socket.</summary>
internal sealed record Arrived(
    int Count, int Length, PassedDescriptors? Descriptors, MessageCredentials? Credentials, bool AreMissing = false);
