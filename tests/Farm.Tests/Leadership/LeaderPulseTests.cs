using MandelActors.Farm.Leadership;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Leadership;

public sealed class LeaderPulseTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Silence_is_counted_from_the_first_look_that_showed_the_last_renewal()
    {
        LeaderPulse pulse = new(_clock);
        pulse.Silence.ShouldBe(TimeSpan.Zero);

        pulse.See(new LeaderSighting(3, 10, null, 77));
        _clock.Advance(TimeSpan.FromSeconds(2));
        pulse.See(new LeaderSighting(3, 10, null, 77));
        pulse.Silence.ShouldBe(TimeSpan.FromSeconds(2));

        pulse.See(new LeaderSighting(3, 11, null, 77));
        pulse.Silence.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_new_holder_of_the_lock_is_given_time_of_its_own_while_the_former_lease_goes_on_running()
    {
        LeaderPulse pulse = new(_clock);
        pulse.See(new LeaderSighting(3, 10, null, 77));
        _clock.Advance(TimeSpan.FromSeconds(4));

        pulse.See(new LeaderSighting(3, 10, null, 78));

        pulse.Silence.ShouldBe(TimeSpan.Zero);
        pulse.SinceBeat.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void A_new_term_is_a_sign_of_life_even_with_the_same_beat()
    {
        LeaderPulse pulse = new(_clock);
        pulse.See(new LeaderSighting(3, 10, null, 77));
        _clock.Advance(TimeSpan.FromSeconds(4));

        pulse.See(new LeaderSighting(4, 10, null, 77));

        pulse.SinceBeat.ShouldBe(TimeSpan.Zero);
    }
}
