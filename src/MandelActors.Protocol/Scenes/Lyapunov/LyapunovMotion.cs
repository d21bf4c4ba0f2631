namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>What moves letters beyond B along the film.</summary>
public abstract record LyapunovMotion
{
    private LyapunovMotion()
    {
    }

    /// <summary>The word under <c>motion.kind</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The letters it moves: C … Z, each once.</summary>
    public abstract IEnumerable<char> Letters { get; }

    /// <summary>Where its letters are in one frame.</summary>
    /// <param name="frame">0 … <paramref name="frameCount"/> − 1.</param>
    /// <param name="frameCount">Frames of the film.</param>
    public abstract IEnumerable<(char Letter, double Value)> At(int frame, int frameCount);

    /// <summary>What its letters lie between, whatever the number of frames.</summary>
    public abstract IEnumerable<(char Letter, double Least, double Most)> Reach();

    /// <summary>Nothing moves.</summary>
    public sealed record None : LyapunovMotion
    {
        public override string Kind => "none";

        public override IEnumerable<char> Letters => [];

        public override IEnumerable<(char Letter, double Value)> At(int frame, int frameCount) => [];

        public override IEnumerable<(char Letter, double Least, double Most)> Reach() => [];
    }

    /// <summary>Two letters go round a point: the first one is x − radius·sin θ, the second one y + radius·cos θ, and θ begins at −π.</summary>
    /// <param name="Pair">The letters and their way round.</param>
    /// <param name="Radius">At least 0.</param>
    public sealed record Circle(LyapunovOrbit Pair, double Radius) : LyapunovMotion
    {
        public override string Kind => "circle";

        public override IEnumerable<char> Letters => Pair.Letters;

        public override IEnumerable<(char Letter, double Value)> At(int frame, int frameCount)
        {
            var angle = Pair.AngleAt(frame, frameCount);
            return [(Pair.First, Pair.CentreFirst - Radius * Math.Sin(angle)), (Pair.Second, Pair.CentreSecond + Radius * Math.Cos(angle))];
        }

        public override IEnumerable<(char Letter, double Least, double Most)> Reach() => Pair.Around(Radius, Radius);
    }

    /// <summary>The same with a radius for each letter, the whole turned by an angle from the first letter's axis towards the second's.</summary>
    /// <param name="Pair">The letters and their way round.</param>
    /// <param name="RadiusFirst">At least 0.</param>
    /// <param name="RadiusSecond">At least 0.</param>
    /// <param name="TiltDegrees">The angle.</param>
    public sealed record Ellipse(LyapunovOrbit Pair, double RadiusFirst, double RadiusSecond, double TiltDegrees) : LyapunovMotion
    {
        public override string Kind => "ellipse";

        public override IEnumerable<char> Letters => Pair.Letters;

        private (double Sin, double Cos) Tilt => Math.SinCos(TiltDegrees * Math.PI / 180);

        public override IEnumerable<(char Letter, double Value)> At(int frame, int frameCount)
        {
            var angle = Pair.AngleAt(frame, frameCount);
            var (first, second) = (-RadiusFirst * Math.Sin(angle), RadiusSecond * Math.Cos(angle));
            var (sin, cos) = Tilt;
            return [(Pair.First, Pair.CentreFirst + first * cos - second * sin), (Pair.Second, Pair.CentreSecond + first * sin + second * cos)];
        }

        public override IEnumerable<(char Letter, double Least, double Most)> Reach()
        {
            var (sin, cos) = Tilt;
            return Pair.Around(double.Hypot(RadiusFirst * cos, RadiusSecond * sin), double.Hypot(RadiusFirst * sin, RadiusSecond * cos));
        }
    }

    /// <summary>Any letters go straight from one value to another: the first in the first frame, the second in the last.</summary>
    /// <param name="Ways">Each letter's, in alphabetical order.</param>
    public sealed record Line(IReadOnlyList<(char Letter, double From, double To)> Ways) : LyapunovMotion
    {
        public override string Kind => "line";

        public override IEnumerable<char> Letters => Ways.Select(way => way.Letter);

        public override IEnumerable<(char Letter, double Value)> At(int frame, int frameCount)
        {
            var position = frameCount == 1 ? 0 : (double)frame / (frameCount - 1);
            return Ways.Select(way => (way.Letter, way.From + (way.To - way.From) * position));
        }

        public override IEnumerable<(char Letter, double Least, double Most)> Reach() =>
            Ways.Select(way => (way.Letter, Math.Min(way.From, way.To), Math.Max(way.From, way.To)));
    }
}
