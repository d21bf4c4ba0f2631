using MandelActors.Console.Stills;
using MandelActors.Fractals.Deep;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Stills;

public sealed class ReferenceDisplayTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_long_reference_is_one_line_that_is_rewritten_and_removed()
    {
        using (var display = new ReferenceDisplay(_output, _time))
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            display.Report(new ReferenceProgress(1_234_567, 2_000_000, 3712));
            display.Report(new ReferenceProgress(1_234_999, 2_000_000, 3712));
            _time.Advance(TimeSpan.FromSeconds(1));
            display.Report(new ReferenceProgress(1_300_000, 2_000_000, 99));
        }

        _output.ToString().ShouldBe(
            "\rreference: 1,234,567 steps of 2,000,000 at most, 3712 bits\rreference: 1,300,000 steps of 2,000,000 at most, 99 bits  \r" + new string(' ', 56) + "\r");
    }

    [Fact]
    public void A_short_reference_leaves_no_trace()
    {
        using (var display = new ReferenceDisplay(_output, _time)) display.Report(new ReferenceProgress(4096, 10_000, 128));

        _output.ToString().ShouldBeEmpty();
    }
}
