namespace MandelActors.Actors;

/// <summary>Chooses what happens to a child that failed.</summary>
public interface IDecider
{
    Directive Decide(Exception cause);
}
