using System.Collections.Concurrent;
using Marketplace.Infrastructure.Media;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>A few drawings per motif, drawn once; products and steps of a motif share them, and the photo queue makes equal bytes once.</summary>
internal sealed class DemoPictures
{
    private const int PerMotif = 4;
    private readonly ConcurrentDictionary<(string, int), byte[]> _drawn = new();

    public Stream Of(string motif, int index) =>
        new MemoryStream(_drawn.GetOrAdd((motif, index % PerMotif), static key => Illustration.DrawPng(key.Item1, key.Item2)), writable: false);
}
