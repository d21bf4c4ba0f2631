using System.Text;

namespace MandelActors.Protocol.Documents;

/// <summary>Reads TOML into nodes, strictly: duplicate keys are refused, dates are not understood.</summary>
/// <remarks>
/// <i>Source:</i> T. Preston-Werner et al., TOML 1.0, of which dates, times and the rule that a table is defined once are left out: no file
/// read here has them. Numbers keep their text, as in <see cref="DocumentReader"/>.
/// </remarks>
public static class TomlReader
{
    /// <summary>Reads UTF-8 text, with or without byte order mark.</summary>
    /// <exception cref="BadInputException">It is no such document; names key and line.</exception>
    public static DocumentNode.Table Read(ReadOnlySpan<byte> utf8, string origin)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[3..];
        try
        {
            return new TomlWalk(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8).ReplaceLineEndings("\n"), origin).Document();
        }
        catch (DecoderFallbackException)
        {
            throw new BadInputException(origin, "", "expected UTF-8 text, found bytes that are not");
        }
    }
}
