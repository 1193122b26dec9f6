namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>The tables that say where each sample of an MP4 file lies and how long it lasts.</summary>
internal sealed class Mp4Samples(Mp4Tree tree)
{
    /// <summary>Every sample lies in the file, in media data, and lasts; what is media data and no sample is emptied.</summary>
    /// <returns>For how many milliseconds they sound; nothing when a table is wrong.</returns>
    public long? Keep()
    {
        if (!tree.IsTable("stts", 8) || !tree.IsTable("stsc", 12) || !Edits() || SizesOf() is not { } sizes || Chunks() is not { } chunks)
        {
            return null;
        }

        var (times, count, length) = (tree["stts"], 0L, UInt128.Zero);
        for (var at = 8; at < 8 + ((int)tree.Number(times, 4) * 8); at += 8)
        {
            count += tree.Number(times, at);
            length += (UInt128)tree.Number(times, at) * tree.Number(times, at + 4);
        }

        var (scale, movieScale) = (ScaleIn("mdhd"), ScaleIn("mvhd"));
        if (scale == 0 || movieScale == 0 || length == 0 || count != sizes.Count || Sounding(sizes, chunks) is not { } sounding)
        {
            return null;
        }

        foreach (var box in tree.Media)
        {
            for (var at = box.Content; at < box.End; at++)
            {
                tree.File[at] = sounding[at] ? tree.File[at] : (byte)0;
            }
        }

        return Math.Max(Mp4Audio.Milliseconds(length, scale), Mp4Audio.Milliseconds(Played(), movieScale));
    }

    /// <summary>Which bytes are samples; nothing when one is not where it should be.</summary>
    private bool[]? Sounding(SampleSizes sizes, List<long> chunks)
    {
        var (runs, run, sample) = (tree["stsc"], -1, 0L);
        var runCount = (int)tree.Number(runs, 4);
        var sounding = new bool[tree.File.Length];
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            while (run + 1 < runCount && tree.Number(runs, 8 + ((run + 1) * 12)) <= chunk + 1)
            {
                run++;
            }

            if (run < 0 || sizes.Of(sample, tree.Number(runs, 8 + (run * 12) + 4)) is not { } bytes
                || !tree.Media.Exists(box => chunks[chunk] >= box.Content && chunks[chunk] + bytes <= box.End))
            {
                return null;
            }

            sample += tree.Number(runs, 8 + (run * 12) + 4);
            sounding.AsSpan((int)chunks[chunk], (int)bytes).Fill(true);
        }

        return sample == sizes.Count ? sounding : null;
    }

    private SampleSizes? SizesOf()
    {
        if (!tree.Has("stsz", out var box) || box.Length < 12)
        {
            return null;
        }

        var (size, count) = (tree.Number(box, 4), tree.Number(box, 8));
        if (count == 0 || !box.Cut(tree.File, 12 + (size == 0 ? count * 4L : 0)))
        {
            return null;
        }

        // Sums from the first sample on. One that counts more than the file holds would keep us busy for nothing.
        List<long> sums = [0];
        for (var sample = 0L; size == 0 && sample < count; sample++)
        {
            sums.Add(sums[^1] + tree.Number(box, 12 + (int)(sample * 4)));
        }

        return (size == 0 ? sums[^1] : size * (long)count) <= tree.File.Length ? new SampleSizes(size, count, sums) : null;
    }

    private List<long>? Chunks()
    {
        var isLong = tree.Has("co64", out _);
        if (isLong ? tree.Has("stco", out _) || !tree.IsTable("co64", 8) : !tree.IsTable("stco", 4))
        {
            return null;
        }

        var box = tree[isLong ? "co64" : "stco"];
        List<long> chunks = [];
        for (var chunk = 0; chunk < (int)tree.Number(box, 4); chunk++)
        {
            var place = isLong ? tree.LongNumber(box, 8 + (chunk * 8)) : tree.Number(box, 8 + (chunk * 4));
            if (place > (ulong)tree.File.Length)
            {
                return null;
            }

            chunks.Add((long)place);
        }

        return chunks;
    }

    /// <summary>What is skipped at the beginning, as telephones say it; and the balance of the sound. Neither has to be there.</summary>
    private bool Edits() =>
        (!tree.Has("elst", out var edits) || (edits.Length >= 8 && tree.IsTable("elst", tree.Of(edits)[0] == 1 ? 20 : 12)))
        && (!tree.Has("smhd", out var balance) || balance.Cut(tree.File, 8));

    /// <summary>In units of the whole. Edits may play the same sound again and again, or stand still in it.</summary>
    private UInt128 Played()
    {
        if (!tree.Has("elst", out var edits))
        {
            return 0;
        }

        var (isLong, played) = (tree.Of(edits)[0] == 1, UInt128.Zero);
        for (var row = 0; row < (int)tree.Number(edits, 4); row++)
        {
            played += isLong ? tree.LongNumber(edits, 8 + (row * 20)) : tree.Number(edits, 8 + (row * 12));
        }

        return played;
    }

    private uint ScaleIn(string header) => tree.Number(tree[header], tree.Of(tree[header])[0] == 1 ? 20 : 12);

    /// <param name="One">Of each, where all are alike; otherwise nought.</param>
    /// <param name="Count">Of all.</param>
    /// <param name="Sums">Of those before each.</param>
    private sealed record SampleSizes(uint One, uint Count, List<long> Sums)
    {
        /// <summary>How many bytes so many samples take; nothing when there are not so many.</summary>
        public long? Of(long first, long samples) => first + samples > Count ? null : One != 0 ? One * samples : Sums[(int)(first + samples)] - Sums[(int)first];
    }
}
