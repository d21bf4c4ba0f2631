namespace MandelActors.Protocol.Registry;

/// <summary>What a command leads to: an event, where it changes anything, and the reply that may be sent once it is in the journal.</summary>
public readonly record struct RegistryDecision(RegistryProtocol.IRegistryReply Reply, RegistryProtocol.IRegistryEvent? Event = null);
