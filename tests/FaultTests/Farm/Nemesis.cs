using MandelActors.Testing;
using MandelActors.Testing.Network;

namespace MandelActors.FaultTests.Farm;

/// <summary>Does harm to a farm at random, one fault after the other, and makes each good again after a while.</summary>
/// <param name="farm">Seeds on one journal, nodes that reach them over <paramref name="networks"/>.</param>
/// <param name="database">The journal's server.</param>
/// <param name="networks">Between nodes and each seed, and between seeds and the database.</param>
/// <param name="random">Decides on everything: the same numbers, the same faults.</param>
internal sealed class Nemesis(FarmCluster farm, PostgresCluster database, IReadOnlyList<TcpProxy> networks, Random random)
{
    private const int LongestPauseMs = 4000;

    private const int LongestAbsenceMs = 3000;

    /// <summary>Longer than anybody's patience with a silent peer.</summary>
    private const int LongestSilenceMs = 9000;

    /// <summary>Faults that landed, by name.</summary>
    public SortedDictionary<string, int> Landed { get; } = new(StringComparer.Ordinal);

    /// <summary>Goes on until cancelled; whatever it broke is whole again then.</summary>
    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(random.Next(LongestPauseMs), CancellationToken.None);
            string fault = await StrikeAsync();
            Landed[fault] = Landed.GetValueOrDefault(fault) + 1;
            await output.WriteLineAsync($"  {fault}");
        }
    }

    /// <returns>What was done, and has been made good.</returns>
    private async Task<string> StrikeAsync()
    {
        switch (random.Next(9))
        {
            case 0:
            case 1:
                await KillAsync(Any(farm.Nodes));
                return "node killed";
            case 2:
                await HaltAsync(Any(farm.Nodes));
                return "node halted";
            case 3:
            case 4:
                await KillAsync(Any(farm.Seeds));
                return "seed killed";
            case 5:
                await HaltAsync(Any(farm.Seeds));
                return "seed halted";
            case 6:
                database.Kill();
                await AbsenceAsync(LongestAbsenceMs);
                database.Restart();
                return "database killed";
            case 7:
                Any(networks).Cut();
                return "connections cut";
            default:
                TcpProxy network = Any(networks);
                network.Pause((ProxyDirection)random.Next(1, 4));
                await AbsenceAsync(LongestSilenceMs);
                network.Resume();
                return "network silent";
        }
    }

    private async Task KillAsync(FarmProcess process)
    {
        await process.KillAsync();
        await AbsenceAsync(LongestAbsenceMs);
        process.Start();
        if (process.Address is not null) await process.UntilListeningAsync();
    }

    private async Task HaltAsync(FarmProcess process)
    {
        await process.HaltAsync();
        await AbsenceAsync(LongestSilenceMs);
        process.Continue();
    }

    private Task AbsenceAsync(int longestMs) => Task.Delay(random.Next(longestMs), CancellationToken.None);

    private T Any<T>(IReadOnlyList<T> choice) => choice[random.Next(choice.Count)];
}
