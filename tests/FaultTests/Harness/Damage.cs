namespace MandelActors.FaultTests.Harness;

/// <summary>Ways a file comes to harm while nobody looks.</summary>
internal static class Damage
{
    public static void Delete(string file) => File.Delete(file);

    public static void Empty(string file) => File.WriteAllBytes(file, []);

    public static void Truncate(string file)
    {
        using FileStream stream = File.OpenWrite(file);
        stream.SetLength(stream.Length / 2);
    }

    /// <summary>Flips one bit in the middle; size stays.</summary>
    public static void FlipBit(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 0x10;
        File.WriteAllBytes(file, content);
    }

    public static void Swap(string left, string right)
    {
        byte[] content = File.ReadAllBytes(left);
        File.Copy(right, left, overwrite: true);
        File.WriteAllBytes(right, content);
    }
}
