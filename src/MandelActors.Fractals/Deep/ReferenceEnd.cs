namespace MandelActors.Fractals.Deep;

/// <summary>Why a reference orbit ends where it does.</summary>
public enum ReferenceEnd
{
    /// <summary>It is a nucleus's and has come back to 0: it goes on at its beginning.</summary>
    Closed = 0,

    /// <summary>It has escaped.</summary>
    Escaped = 1,

    /// <summary>It has come to rest on an attracting cycle, so that nothing new follows.</summary>
    Settled = 2,

    /// <summary>The limit was reached. No pixel may be followed past its last index: what is left of its δ there is lost.</summary>
    Cut = 3,
}
