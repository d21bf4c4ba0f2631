namespace MandelActors.Actors.Event;

/// <summary>Marks messages whose loss is nobody's business: they become <see cref="SuppressedDeadLetter"/>.</summary>
public interface IDeadLetterSuppression;
