namespace MandelActors.Farm.Store;

/// <summary>A journal can be read, and holds what this version of the program does not understand: trying again will not help.</summary>
public sealed class JournalNotUnderstoodException(string message, Exception cause) : IOException(message, cause);
