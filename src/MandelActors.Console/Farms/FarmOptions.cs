using System.CommandLine;
using MandelActors.Client;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;

namespace MandelActors.Console.Farms;

/// <summary>The options of every verb that talks to a farm.</summary>
internal sealed class FarmOptions
{
    private readonly Option<string?> _seed = SeedOption();
    private readonly Option<string?> _tokenFile = TokenFileOption();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Option<string?> SeedOption() => new("--seed")
    {
        HelpName = "URL[,URL]",
        Description = $"where the farm's seeds are; default {SeedAddress.Variable}, or {SeedAddress.Usual}",
    };

    public static Option<string?> TokenFileOption() => new("--token-file")
    {
        HelpName = "FILE",
        Description = $"holds the farm's token: the last word of its first line; default {AccessToken.Variable}",
    };

    public void AddTo(Command verb)
    {
        verb.Add(_seed);
        verb.Add(_tokenFile);
        verb.Add(_json);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Reads addresses and token; nothing is sent yet.</summary>
    /// <exception cref="Protocol.Documents.BadInputException">An address is none, or the token's file cannot be read.</exception>
    public FarmClient Open(ParseResult parsed)
    {
        var seeds = Seeds(parsed.GetValue(_seed));
        var token = Token(parsed.GetValue(_tokenFile));
        if (token is not null && seeds.FirstOrDefault(seed => seed.Scheme == Uri.UriSchemeHttp && !seed.IsLoopback) is { } open)
            Remarks.Print([$"the token travels to {open.GetLeftPart(UriPartial.Authority)} unencrypted, for everybody on the way to read; https:// keeps it"]);
        return new FarmClient(seeds, token);
    }

    /// <param name="option">What <c>--seed</c> says; null if nothing.</param>
    /// <inheritdoc cref="SeedAddress.ParseList"/>
    public static IReadOnlyList<Uri> Seeds(string? option) => option is not null
        ? SeedAddress.ParseList($"--seed {option}", option)
        : Variable(SeedAddress.Variable) is { } set ? SeedAddress.ParseList($"environment {SeedAddress.Variable}", set) : SeedAddress.ParseList("", SeedAddress.Usual);

    /// <param name="option">What <c>--token-file</c> says; null if nothing.</param>
    /// <inheritdoc cref="AccessToken.Read"/>
    public static string? Token(string? option) => (option ?? Variable(AccessToken.Variable)) is { } file ? AccessToken.Read(file) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
