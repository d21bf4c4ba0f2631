namespace MandelActors.Testing.Deep;

/// <summary>What a view for tests shows.</summary>
public enum DeepViewKind
{
    /// <summary>A minibrot fills part of the picture: pixels inside, and counts from one to some dozen periods.</summary>
    AroundMinibrot,

    /// <summary>The same on the real axis, where the imaginary part of the centre is exactly 0.</summary>
    AroundRealMinibrot,

    /// <summary>Every pixel lies inside a minibrot.</summary>
    InsideMinibrot,

    /// <summary>A minibrot lies unseen in the middle of its surroundings.</summary>
    FarAroundMinibrot,

    /// <summary>The same on the real axis.</summary>
    FarAroundRealMinibrot,

    /// <summary>The centre's orbit runs into a cycle without being part of it; it never escapes, and no nucleus is near.</summary>
    OnMisiurewiczPoint,

    /// <summary>The same on the real axis.</summary>
    OnRealMisiurewiczPoint,

    /// <summary>A point of the set's edge without further distinction.</summary>
    AtTheEdge,

    /// <summary>A minibrot's surroundings, centred on a point that escapes far earlier than others in view.</summary>
    EarlyEscapeBesideMinibrot,

    /// <summary>A Misiurewicz point's surroundings, centred on a point that escapes earlier than others in view.</summary>
    EarlyEscapeBesideMisiurewiczPoint,
}
