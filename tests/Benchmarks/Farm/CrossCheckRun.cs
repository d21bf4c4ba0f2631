using System.Diagnostics;
using System.Globalization;
using MandelActors.Farm.Rendering;
using MandelActors.Fractals;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Testing;
using MandelActors.Testing.Deep;

namespace MandelActors.Benchmarks.Farm;

/// <summary>How often a sound device is called wrong, and what it costs to look: frames of all shipped scenes, deep places, and places that seeds find.</summary>
/// <remarks>Costs are processor time, so that they mean the same on a busy machine.</remarks>
internal static class CrossCheckRun
{
    private static readonly string[] Places = ["full", "seahorse-1e-3", "seahorse-1e-8", "back-to-black", "spiral", "e14", "line", "e50", "e113", "flake", "misiurewicz-1e-350", "e533"];

    public static void Run(string[] arguments)
    {
        using CpuDevice device = new();
        var folder = Path.Combine(RepositoryRoot.Path, "scenes");
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            Figure figure = new(Path.GetFileNameWithoutExtension(file));
            var scene = SceneLoader.Load(file);
            var renderer = FrameRenderer.For(scene);
            // The deepest film takes minutes a frame on a processor.
            var frames = figure.Name.Contains("1086", StringComparison.Ordinal) ? 3 : 12;
            for (var i = 0; i < frames; i++) figure.Add(device, i, sampled => renderer.Compute((int)((long)i * (scene.FrameCount - 1) / (frames - 1)), sampled, CancellationToken.None));
            figure.Print(arguments);
        }

        Figure places = new("deep places");
        foreach (var name in Places) places.AddView(device, TruthFile.Load(name).View, TruthFile.Load(name).MaxIterations);
        places.Print(arguments);
        Figure found = new("places that seeds find");
        foreach (var kind in Enum.GetValues<DeepViewKind>())
            for (var seed = 0; seed < 8; seed++)
            {
                var (_, view, limit) = DeepViews.Of(kind, 1000 + seed, -6 - 20 * seed);
                found.AddView(device, view, limit);
            }

        found.Print(arguments);
    }

    private sealed class Figure(string name)
    {
        private int _checks, _mismatches, _miscoloured;
        private long _compared, _wrong;
        private double _renderSeconds, _checkSeconds;

        public string Name => name;

        public void Add(IDevice device, int number, Func<IDevice, ComputedFrame> compute)
        {
            using SampledDevice sampled = new(device, BitConverter.GetBytes(number));
            var before = ProcessorSeconds;
            using var frame = compute(sampled);
            frame.Finish(new PngOptions()).WritePart(0, Stream.Null);
            _renderSeconds += ProcessorSeconds - before;
            Check(device, sampled);
            before = ProcessorSeconds;
            _miscoloured += frame.CountMiscoloured(sampled.Fields);
            _checkSeconds += ProcessorSeconds - before;
        }

        /// <summary>Small views in four ways: as they are, shifted, with distances, with a limit of auto.</summary>
        public void AddView(IDevice device, View small, long limit)
        {
            EscapeTask task = new(small with { Width = 160, Height = 90 }, new EscapeRule(), IterationLimit.Fixed(limit));
            foreach (var way in (EscapeTask[])[task, task with { OffsetX = 0.25, OffsetY = -0.375 }, task with { WithDistance = true }, task with { Limit = IterationLimit.Auto }])
            {
                using SampledDevice sampled = new(device, BitConverter.GetBytes(_checks));
                var before = ProcessorSeconds;
                sampled.Render(way, new double[way.FieldLength], CancellationToken.None);
                _renderSeconds += ProcessorSeconds - before;
                Check(device, sampled);
            }
        }

        public void Print(string[] arguments)
        {
            var ofFrame = _checkSeconds / _renderSeconds;
            Figures.Print(
                arguments,
                new { name, checks = _checks, mismatches = _mismatches, compared = _compared, wrong = _wrong, miscoloured = _miscoloured, ofFrame, renderSeconds = _renderSeconds },
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name,-28} {_checks,4} checks, {_mismatches} mismatches, {_compared,7} values, {_wrong} wrong, {_miscoloured} miscoloured, {_renderSeconds / _checks * 1000,8:f1} ms a frame, a check {ofFrame,7:p1} of it, at 1 in 200 {ofFrame / 200:p3}"));
        }

        private static double ProcessorSeconds => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

        private void Check(IDevice device, SampledDevice sampled)
        {
            var before = ProcessorSeconds;
            var result = CrossCheck.Run(sampled.Fields, device.References!, CancellationToken.None);
            _checkSeconds += ProcessorSeconds - before;
            _checks++;
            _mismatches += result.IsMismatch ? 1 : 0;
            _compared += result.Compared;
            _wrong += result.Wrong;
            if (result.IsMismatch) Console.Error.WriteLine($"{name}: {result}; {sampled.Fields[0]}");
        }
    }
}
