namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Something that is made when it is first asked for, and anew after it was let go or could not be made. Used by one caller at a time.</summary>
internal sealed class OnDemand<T>(Func<T> make) : IDisposable where T : class, IDisposable
{
    private T? _value;

    public T Value => _value ??= make();

    /// <summary>Lets go of it, if it was made.</summary>
    public void Dispose()
    {
        _value?.Dispose();
        _value = null;
    }
}
