using System.CommandLine;

namespace MandelActors.Console.Shell;

/// <summary>A command of the program, with examples that its help shows.</summary>
internal sealed class Verb : Command
{
    /// <param name="name">What is typed.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="examples">Command lines, each with a few words that say what it does.</param>
    public Verb(string name, string description, params (string CommandLine, string Does)[] examples)
        : base(name, description) => Examples = examples;

    public IReadOnlyList<(string CommandLine, string Does)> Examples { get; }
}
