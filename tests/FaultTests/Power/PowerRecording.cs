using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MandelActors.FaultTests.Power;

/// <summary>A run, call by call, from which the disk follows that a loss of power would have left at any moment.</summary>
/// <param name="Root">The folder that is looked at; empty when the run began.</param>
/// <param name="Calls">As they were recorded.</param>
internal sealed partial record PowerRecording(string Root, IReadOnlyList<SystemCall> Calls)
{
    /// <summary>The same run of a program that forgets to flush some things.</summary>
    /// <param name="forgotten">What, by path.</param>
    public PowerRecording Without(Func<string, bool> forgotten) => this with
    {
        Calls = [.. Calls.Where(call => call.Name is not ("fsync" or "fdatasync") || call.DescriptorAt(0) is not { } path || !forgotten(path))],
    };

    /// <summary>A loss of power after every call that changes the disk; disks that are the same only once.</summary>
    /// <param name="losses">In which ways.</param>
    public IEnumerable<PowerCut> Cuts(params PowerLoss[] losses)
    {
        DiskModel disk = new(Root);
        HashSet<(string, int)> seen = [];
        int promised = 0;
        foreach (SystemCall call in Calls)
        {
            promised = Math.Max(promised, PromisedBy(call));
            if (!disk.Apply(call)) continue;
            foreach (PowerLoss loss in losses)
            {
                DiskImage image = disk.After(loss);
                if (seen.Add((image.Digest, promised))) yield return new PowerCut(Describe(call), loss, image, promised);
            }
        }
    }

    private static int PromisedBy(SystemCall call)
    {
        if (call.Name is not ("write" or "writev" or "sendto" or "sendmsg")) return 0;
        int most = 0;
        foreach (Match part in Hexadecimal().Matches(string.Join(' ', call.Arguments.Skip(1))))
        {
            string said = Encoding.Latin1.GetString(Convert.FromHexString(part.Value.Replace("\\x", "", StringComparison.Ordinal)));
            foreach (Match promise in Done().Matches(said)) most = Math.Max(most, int.Parse(promise.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        return most;
    }

    private string Describe(SystemCall call) => string.Join(
        ' ', [call.Name, .. call.Arguments.Select(argument => SystemCall.Descriptor(argument) ?? (argument.StartsWith("\"\\x2f", StringComparison.Ordinal) ? new SystemCall("", [argument], "").PathAt(0) : null))
            .Where(path => path is not null && path.StartsWith(Root, StringComparison.Ordinal)).Select(path => Path.GetRelativePath(Root, path!))]);

    [GeneratedRegex(@"(?:\\x[0-9a-f]{2})+")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("\"done\":([0-9]+)")]
    private static partial Regex Done();
}
