using MandelActors.Farm.Leadership;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Leadership;

public sealed class LeaderTermTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_term_is_over_when_its_lease_has_run_out_without_anybody_doing_anything()
    {
        LeaderTerm term = new(1, _clock.GetTimestamp(), Lease, _clock);
        _clock.Advance(Lease - TimeSpan.FromTicks(1));
        term.IsOver.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromTicks(1));

        term.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_renewal_counts_from_when_it_was_sent_not_from_its_answer()
    {
        LeaderTerm term = new(1, _clock.GetTimestamp(), Lease, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        long sent = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(2));

        term.TryRenew(sent).ShouldBeTrue();

        _clock.Advance(TimeSpan.FromSeconds(2));
        term.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_term_that_is_over_stays_over()
    {
        LeaderTerm term = new(1, _clock.GetTimestamp(), Lease, _clock);
        _clock.Advance(TimeSpan.FromHours(1));

        term.TryRenew(_clock.GetTimestamp()).ShouldBeFalse();

        term.IsOver.ShouldBeTrue();
    }
}
