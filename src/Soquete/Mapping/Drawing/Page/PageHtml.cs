using System.Security.Cryptography;

namespace Soquete.Mapping.Drawing.Page;

/// <summary>The page, put together of its parts.</summary>
internal static class PageHtml
{
    private const int NonceBytes = 16;
    private const string Data = "{{data}}";

    /// <summary>Writes the page.</summary>
    /// <param name="data">What <see cref="PageData"/> gives; nothing where the page asks for it
    /// (<c>events</c>).</param>
    /// <param name="writer">Where to.</param>
    /// <returns>Its policy, which an answer says as well.</returns>
    public static string Write(ReadOnlySpan<byte> data, TextWriter writer)
    {
        var isLive = data.IsEmpty;
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        var policy = Policy(nonce, isLive);
        var page = PageText.Html.Replace("{{policy}}", policy).Replace("{{nonce}}", nonce)
            .Replace("{{live}}", isLive ? "true" : "false").Replace("{{style}}", PageText.Style)
            .Replace("{{script}}", PageText.Script);
        // What came from outside is put in last, and nothing is looked for in it.
        var place = page.IndexOf(Data, StringComparison.Ordinal);
        writer.Write(page.AsSpan(0, place));
        writer.Write(isLive ? "null" : System.Text.Encoding.ASCII.GetString(data));
        writer.Write(page.AsSpan(place + Data.Length));
        return policy;
    }

    /// <summary>
    /// Only the page's own style and script, and of a live page its own events (Content Security Policy, level 3).
    /// </summary>
    private static string Policy(string nonce, bool isLive) =>
        $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        + $"img-src data:; connect-src {(isLive ? "'self'" : "'none'")}; base-uri 'none'; form-action 'none'";
}
