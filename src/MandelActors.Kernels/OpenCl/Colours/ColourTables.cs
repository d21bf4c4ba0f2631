using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.OpenCl.Colours;

/// <summary>A picture's tables in a device's memory. What did not change since the last picture is not sent again.</summary>
internal sealed class ColourTables(OpenClContext context) : IDisposable
{
    private readonly DeviceMemory<uint> _packed = new(context), _linear = new(context);
    private readonly DeviceMemory<byte> _levels = new(context);
    private readonly DeviceMemory<double> _knots = new(context);
    private readonly DeviceMemory<int> _guide = new(context);
    private PictureColours? _colours;
    private IndexRule? _rule;

    public OpenClBuffer<uint> Packed => _packed.Buffer;

    public OpenClBuffer<uint> Linear => _linear.Buffer;

    public OpenClBuffer<byte> Levels => _levels.Buffer;

    public OpenClBuffer<double> Knots => _knots.Buffer;

    public OpenClBuffer<int> Guide => _guide.Buffer;

    /// <summary>Sees to it that the colours are there.</summary>
    public void Use(PictureColours colours)
    {
        var there = _colours;
        // Should one of them not arrive, none is taken for granted.
        _colours = null;
        Send(_packed, colours.Packed, there?.Packed);
        Send(_linear, colours.Linear, there?.Linear);
        Send(_levels, colours.Levels, there?.Levels);
        _colours = colours;
    }

    /// <summary>Sees to it that what a rule looks up is there.</summary>
    public void Use(IndexRule rule)
    {
        if (ReferenceEquals(rule, _rule)) return;
        _rule = null;
        switch (rule)
        {
            case HistogramRule histogram:
                Send(_knots, [.. histogram.Counts, .. histogram.Shares]);
                Send(_guide, histogram.Guide);
                break;
            case TableRule table:
                Send(_knots, []);
                Send(_guide, Array.ConvertAll(table.Table, index => (int)index));
                break;
            case ExponentRule exponent:
                Send(_knots, exponent.Thresholds);
                Send(_guide, [.. exponent.Places, .. exponent.Reached]);
                break;
            default:
                Send(_knots, []);
                Send(_guide, []);
                break;
        }

        _rule = rule;
    }

    public void Dispose()
    {
        _packed.Dispose();
        _linear.Dispose();
        _levels.Dispose();
        _knots.Dispose();
        _guide.Dispose();
    }

    private void Send<T>(DeviceMemory<T> memory, T[] table, T[]? there = null) where T : unmanaged
    {
        if (ReferenceEquals(table, there)) return;
        // A kernel wants a buffer even where it looks nothing up.
        var buffer = memory.Reserve(Math.Max(1, table.Length));
        if (table.Length > 0) context.Write(buffer, table.AsSpan());
    }
}
