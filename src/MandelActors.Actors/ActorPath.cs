namespace MandelActors.Actors;

/// <summary>Where an actor lives: <c>akka://system/user/parent/child</c>. Equality ignores <see cref="Uid"/>, which tells lives at one path apart.</summary>
public sealed class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>Besides ASCII letters and digits, what a name may consist of (and <c>%</c> for escapes).</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    internal const long NoUid = 0;

    private readonly string _address;
    private readonly string _text;

    private ActorPath(string address, ActorPath? parent, string name, long uid)
    {
        _address = address;
        Parent = parent;
        Name = name;
        Uid = uid;
        _text = parent is null ? "/" : parent.Parent is null ? "/" + name : $"{parent._text}/{name}";
    }

    public string Name { get; }

    /// <summary>Null for the root.</summary>
    public ActorPath? Parent { get; }

    /// <summary>Differs for every actor ever started in a system; 0 where no particular life is meant.</summary>
    public long Uid { get; }

    /// <summary>The names from the root's child down.</summary>
    public IReadOnlyList<string> Elements => Parent is null ? [] : [.. Parent.Elements, Name];

    internal static ActorPath RootOf(string system) => new($"akka://{system}", null, "/", NoUid);

    internal ActorPath Child(string childName, long uid) => new(_address, this, childName, uid);

    public static ActorPath operator /(ActorPath path, string name) => path.Child(name, NoUid);

    /// <summary>Whether an actor may be called <paramref name="s"/>.</summary>
    public static bool IsValidPathElement(string s) =>
        !string.IsNullOrEmpty(s) && s[0] != '$' && s.All(c => char.IsAsciiLetterOrDigit(c) || c == '%' || ValidSymbols.Contains(c));

    public string ToStringWithoutAddress() => _text;

    public override string ToString() => _address + _text;

    public bool Equals(ActorPath? other) => other is not null && _text == other._text && _address == other._address;

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);
}
