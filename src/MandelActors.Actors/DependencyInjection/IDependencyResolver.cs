namespace MandelActors.Actors.DependencyInjection;

/// <summary>Makes actors whose constructors take services.</summary>
public interface IDependencyResolver
{
    /// <summary>The service of that type; null if none is registered.</summary>
    object? GetService(Type type);

    /// <inheritdoc cref="GetService(Type)"/>
    object? GetService<T>();

    /// <summary>A recipe: constructor parameters come from <paramref name="args"/> where their types fit, else from the services.</summary>
    Props Props<T>(params object[] args)
        where T : ActorBase;

    /// <inheritdoc cref="Props{T}"/>
    Props Props(Type type, params object[] args);
}
