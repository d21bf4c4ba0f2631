namespace MandelActors.Protocol.Api;

/// <summary>Why something was refused, in the shape of RFC 9457.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Detail">One line: what was wrong, where, and what was expected.</param>
public sealed record ProblemReply(string Title, int Status, string Detail);
