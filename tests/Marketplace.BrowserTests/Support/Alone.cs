namespace Marketplace.BrowserTests.Support;

/// <summary>Tests that watch the clock or a slow line, and have the machine to themselves after all others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
