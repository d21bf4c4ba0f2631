namespace MandelActors.Protocol.Links;

/// <summary>One message of a link: <c>{"number": 12, "to": 3, "from": 7, "type": "request-frames.v1", "body": {…}}</c>.</summary>
/// <param name="To">The receiver, by the number the receiver's side gave it; null for the link itself.</param>
/// <param name="From">The sender, by the number the sender's side gave it; null for nobody.</param>
/// <param name="Message">What is said: one of the types that <see cref="LinkCodec"/> has a name for.</param>
public readonly record struct LinkEnvelope(int? To, int? From, object Message)
{
    /// <summary>Which message of its side it is, counted from 1; null from a side that does not count.</summary>
    public long? Number { get; init; }
}
