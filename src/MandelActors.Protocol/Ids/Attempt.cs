using System.Globalization;
using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

/// <summary>The fencing number of one try at one frame: of two tries the one with the larger number is the later.</summary>
/// <remarks>
/// <para>Decimal digits tell where it comes from: 3000000017 is the 17th grant of the job's 3rd incarnation. The incarnation is
/// journalled before its first grant, so numbers grow across crashes although no grant is ever journalled.</para>
/// <para><i>Why:</i> journalling each lease would double the writes on the path of every frame
/// (src/decisions/0006-frame-commit.md).</para>
/// </remarks>
[JsonConverter(typeof(AttemptConverter))]
public readonly record struct Attempt(long Value) : IComparable<Attempt>
{
    /// <summary>Grants one incarnation can hand out.</summary>
    public const long GrantsPerIncarnation = 1_000_000_000;

    /// <param name="incarnation">Counted from 1.</param>
    /// <param name="grant">Counted from 1 within the incarnation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The incarnation has no number left, or either count is below 1.</exception>
    public static Attempt Of(int incarnation, long grant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(incarnation, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(grant, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(grant, GrantsPerIncarnation);
        return new Attempt((incarnation * GrantsPerIncarnation) + grant);
    }

    public int CompareTo(Attempt other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Attempt left, Attempt right) => left.Value < right.Value;

    public static bool operator >(Attempt left, Attempt right) => left.Value > right.Value;

    public static bool operator <=(Attempt left, Attempt right) => left.Value <= right.Value;

    public static bool operator >=(Attempt left, Attempt right) => left.Value >= right.Value;
}
