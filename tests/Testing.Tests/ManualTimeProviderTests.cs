namespace MandelActors.Testing.Tests;

public class ManualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void The_clock_moves_only_when_told()
    {
        DateTimeOffset start = _clock.GetUtcNow();
        long stamp = _clock.GetTimestamp();
        _clock.GetUtcNow().ShouldBe(start);

        _clock.Advance(Second);

        _clock.GetUtcNow().ShouldBe(start + Second);
        _clock.GetElapsedTime(stamp).ShouldBe(Second);
    }

    [Fact]
    public void Timers_fire_in_the_order_they_fall_due_with_the_clock_at_that_moment()
    {
        DateTimeOffset start = _clock.GetUtcNow();
        Timer("late", 3 * Second);
        Timer("early", Second);
        Timer("early too", Second);

        _clock.Advance(2 * Second);
        _fired.ShouldBe([$"early at {start + Second:T}", $"early too at {start + Second:T}"]);

        _clock.Advance(2 * Second);
        _fired[^1].ShouldBe($"late at {start + (3 * Second):T}");
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_each_period()
    {
        Timer("tick", Second, Second);
        _clock.Advance(3.5 * Second);
        _fired.Count.ShouldBe(3);
    }

    [Fact]
    public void A_disposed_timer_does_not_fire()
    {
        ITimer timer = Timer("never", Second);
        timer.Dispose();
        _clock.Advance(2 * Second);
        _fired.ShouldBeEmpty();
        timer.Change(Second, Timeout.InfiniteTimeSpan).ShouldBeFalse();
    }

    [Fact]
    public void A_timer_set_by_a_timer_fires_in_the_same_advance()
    {
        _clock.CreateTimer(_ => Timer("second", Second), null, Second, Timeout.InfiniteTimeSpan);
        _clock.Advance(2 * Second);
        _fired.ShouldHaveSingleItem();
        _clock.PendingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        Task delay = Task.Delay(Second, _clock);
        _clock.Advance(0.9 * Second);
        delay.IsCompleted.ShouldBeFalse();
        _clock.Advance(0.1 * Second);
        await delay;
    }

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null) =>
        _clock.CreateTimer(_ => _fired.Add($"{name} at {_clock.GetUtcNow():T}"), null, due, period ?? Timeout.InfiniteTimeSpan);
}
