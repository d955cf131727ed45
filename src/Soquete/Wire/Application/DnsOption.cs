namespace Soquete.Wire.Application;

/// <summary>An option of an OPT record (RFC 6891 section 6.1.2).</summary>
/// <param name="Code">What it is (IANA, "DNS EDNS0 Option Codes"), such as 10 for a cookie (RFC 7873).</param>
/// <param name="Data">What it says.</param>
public sealed record DnsOption(ushort Code, ValueList<byte> Data);
