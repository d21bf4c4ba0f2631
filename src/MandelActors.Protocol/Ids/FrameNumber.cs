using System.Globalization;
using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

/// <summary>The place of a frame in its film, counted from 0.</summary>
[JsonConverter(typeof(FrameNumberConverter))]
public readonly record struct FrameNumber(int Value) : IComparable<FrameNumber>
{
    public int CompareTo(FrameNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(FrameNumber left, FrameNumber right) => left.Value < right.Value;

    public static bool operator >(FrameNumber left, FrameNumber right) => left.Value > right.Value;

    public static bool operator <=(FrameNumber left, FrameNumber right) => left.Value <= right.Value;

    public static bool operator >=(FrameNumber left, FrameNumber right) => left.Value >= right.Value;
}
