using System.Numerics;

namespace MandelActors.Protocol.Jobs;

/// <summary>A set of frame numbers as one bit each, with its smallest member at hand.</summary>
internal sealed class FrameSet
{
    private readonly ulong[] _words;
    private int _firstWord;

    /// <param name="capacity">Numbers from 0 up to this, exclusive.</param>
    public FrameSet(int capacity)
    {
        _words = new ulong[(capacity + 63) / 64];
        _firstWord = _words.Length;
    }

    public int Count { get; private set; }

    public bool Contains(int frame) => (_words[frame / 64] & Bit(frame)) != 0;

    public void Add(int frame)
    {
        int word = frame / 64;
        if ((_words[word] & Bit(frame)) != 0) return;
        _words[word] |= Bit(frame);
        _firstWord = Math.Min(_firstWord, word);
        Count++;
    }

    public void Remove(int frame)
    {
        if (!Contains(frame)) return;
        _words[frame / 64] &= ~Bit(frame);
        Count--;
    }

    /// <summary>The smallest member that is at least <paramref name="from"/>, or −1.</summary>
    public int Next(int from)
    {
        int word = Math.Max(from / 64, _firstWord);
        while (word < _words.Length)
        {
            ulong members = _words[word];
            // Words below the first one that holds anything are skipped from now on: handing out n frames costs O(n) in all.
            if (members == 0 && word == _firstWord) _firstWord++;
            if (word == from / 64) members &= ulong.MaxValue << (from % 64);
            if (members != 0) return (word * 64) + BitOperations.TrailingZeroCount(members);
            word++;
        }

        return -1;
    }

    private static ulong Bit(int frame) => 1UL << (frame % 64);
}
