namespace MandelActors.Kernels.Lyapunov;

/// <summary>One thread's share of a field of exponents.</summary>
internal interface ILyapunovWorker
{
    /// <summary>Works on chunks until none is left, or until it is cancelled.</summary>
    void Run(LyapunovPass pass);
}
