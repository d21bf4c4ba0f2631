namespace MandelActors.Console.Output;

/// <summary>Lines for people on standard error: what is worth a word and stops nothing.</summary>
public static class Remarks
{
    public static void Print(IEnumerable<string> notes)
    {
        foreach (var note in notes) System.Console.Error.WriteLine($"mandel: note: {note}");
    }
}
