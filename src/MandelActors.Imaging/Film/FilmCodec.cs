namespace MandelActors.Imaging.Film;

/// <summary>What a film is made of.</summary>
public enum FilmCodec
{
    /// <summary>H.264 in MP4, 8 bits, 4:2:0: plays everywhere.</summary>
    H264,

    /// <summary>H.264 in MP4, 8 bits RGB, every pixel kept: for further editing; browsers refuse it.</summary>
    H264Lossless,

    /// <summary>H.265 in MP4, 8 bits, 4:2:0.</summary>
    H265,

    /// <summary>FFV1 in Matroska, 8 or 16 bits RGB, every pixel kept, a checksum in every slice.</summary>
    Ffv1,

    /// <summary>Animated PNG, 8 or 16 bits RGB, every pixel kept: needs no ffmpeg.</summary>
    Apng,
}
