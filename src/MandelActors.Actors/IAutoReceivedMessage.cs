namespace MandelActors.Actors;

/// <summary>Marks messages the kernel itself handles on the actor's behalf, in mailbox order.</summary>
public interface IAutoReceivedMessage;
