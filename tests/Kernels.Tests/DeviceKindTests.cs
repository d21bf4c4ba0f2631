using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MandelActors.Fractals;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Kernels.Tests.Lyapunov;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>One device kind, one arithmetic: frames of one film may come from different machines and different days.</summary>
public sealed class DeviceKindTests
{
    /// <summary>By kind, the SHA-256 over limits and counts of <see cref="Views"/>. A new kind adds a line; a line is never changed.</summary>
    private static readonly Dictionary<string, string> Goldens = new()
    {
        ["cpu-double-v2"] = "612b7958606d8b7c352d04e63b5812c949b60d9a8d39e8bb61f98ac8c96d7d30",
        // Views opened with an escape radius of 2, and shorter blocks for whole counts.
        ["cpu-double-v3"] = "1a73df4374660538569cea3b12fdd64208b3e2150f765fed921093f52f360df3",
    };

    /// <summary>By kind, the SHA-256 over the exponents of <see cref="Planes"/>, likewise.</summary>
    private static readonly Dictionary<string, string> LyapunovGoldens = new()
    {
        ["cpu-double-v2"] = "ec8a511ccd4abf7924378a191506c650f11ec0ead39d6dbdc8da2b34df67e68b",
        ["cpu-double-v3"] = "ec8a511ccd4abf7924378a191506c650f11ec0ead39d6dbdc8da2b34df67e68b",
    };

    /// <summary>Plain and deep, with one band and with several, fixed limits and auto, smooth and whole.</summary>
    private static readonly (string Name, IterationLimit Limit, EscapeRule Rule)[] Views =
    [
        ("full", IterationLimit.Fixed(1000), Whole),
        ("full", IterationLimit.Auto, new EscapeRule()),
        ("seahorse-1e-3", IterationLimit.Auto, new EscapeRule()),
        ("e14", IterationLimit.Auto, new EscapeRule()),
        ("line", IterationLimit.Fixed(2500), new EscapeRule()),
        ("e113", IterationLimit.Fixed(35_494), new EscapeRule()),
        ("flake", IterationLimit.Auto, new EscapeRule()),
        ("misiurewicz-1e-350", IterationLimit.Fixed(20_000), Whole),
        ("e533", IterationLimit.Fixed(120_000), new EscapeRule()),
    ];

    /// <summary>A picture of the original, four letters with a warm-up and whole periods, orbits that run off.</summary>
    private static readonly LyapunovTask[] Planes =
    [
        new(new LyapunovView(900, 60, 2.5, 3.4, 3.4, 4), LyapunovSequence.Parse("BBBBBBAAAAAA"), new LyapunovRule(400)),
        new(new LyapunovView(96, 96) with { Constants = [3.2, 2.95] }, LyapunovSequence.Parse("ACDBCD"), new LyapunovRule(100, 50, true), 0.25, -0.25),
        new(new LyapunovView(96, 54, 3.9, 4.2, -3, 5), LyapunovSequence.Parse("AB"), new LyapunovRule(16)),
    ];

    [Fact]
    public void The_kind_is_raised_when_its_pixels_change()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, limit, rule) in Views)
        {
            var (field, statistics) = Render(new EscapeTask(ViewOf(TruthFile.Load(name)) with { Width = 96, Height = 54 }, rule, limit));
            hash.AppendData(BitConverter.GetBytes(statistics.Limit));
            hash.AppendData(MemoryMarshal.AsBytes<double>(field));
        }

        ShouldBeGolden(Goldens, hash);
    }

    [Fact]
    public void The_kind_is_raised_when_its_exponents_change()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var task in Planes) hash.AppendData(MemoryMarshal.AsBytes<double>(LyapunovFields.Render(task)));
        ShouldBeGolden(LyapunovGoldens, hash);
    }

    private static void ShouldBeGolden(Dictionary<string, string> goldens, IncrementalHash hash)
    {
        var actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        (goldens.GetValueOrDefault(CpuDevice.KindName) == actual).ShouldBeTrue(
            $"{CpuDevice.KindName} no longer gives the pixels it once gave, so half-rendered films would mix two arithmetics. If the change is meant, raise "
            + $"{nameof(CpuDevice)}.{nameof(CpuDevice.KindName)} and add a line for the new kind here with {actual}; if it is not, it is a defect.");
    }
}
