namespace MandelActors.Fractals;

/// <summary>A view is too deep for the number type that was to render it.</summary>
public sealed class ViewOutOfReachException(string message) : Exception(message);
