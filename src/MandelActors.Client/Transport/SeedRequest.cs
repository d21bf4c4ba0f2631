using System.Net.Http.Headers;

namespace MandelActors.Client.Transport;

/// <summary>What is asked of whichever seed leads. It may be sent several times: to one seed after the other, and again.</summary>
/// <param name="Route">Path and query below a seed's address, beginning with a slash.</param>
internal sealed record SeedRequest(HttpMethod Method, string Route)
{
    /// <summary>JSON to send; null for no body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The bytes that are wanted of a file from here on; 0 for all.</summary>
    public long From { get; init; }

    /// <summary>The entity tag of the file of which a part is here already; null otherwise.</summary>
    public string? Tag { get; init; }

    /// <summary>How long to look for a seed, in place of the settings' times.</summary>
    public TimeSpan? Patience { get; init; }

    public static SeedRequest Get(string route) => new(HttpMethod.Get, route);

    /// <param name="seed">The seed's address, ending in a slash.</param>
    public Uri AddressAt(Uri seed) => new(seed, Route[1..]);

    public HttpRequestMessage MessageTo(Uri seed)
    {
        var message = new HttpRequestMessage(Method, AddressAt(seed));
        if (Body is not null) message.Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (From <= 0) return message;
        message.Headers.Range = new RangeHeaderValue(From, null);
        // Of another file the whole is sent instead of a part that would not fit.
        if (Tag is not null) message.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue(Tag));
        return message;
    }
}
