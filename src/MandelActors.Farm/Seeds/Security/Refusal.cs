namespace MandelActors.Farm.Seeds.Security;

/// <summary>Why somebody is turned away before an endpoint sees what they want.</summary>
internal enum Refusal
{
    /// <summary>No token was shown where one is demanded.</summary>
    NoToken,

    /// <summary>A token was shown that is none of this farm's.</summary>
    WrongToken,

    /// <summary>The token has not the role that is demanded.</summary>
    Role,

    /// <summary>Too many requests.</summary>
    Rate,

    /// <summary>A page of another site asks.</summary>
    Origin,

    /// <summary>A connection did not become one of TLS.</summary>
    Handshake,
}
