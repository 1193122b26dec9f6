using Marketplace.BrowserTests.Support;

[assembly: Xunit.v3.TestPipelineStartup(typeof(MarketBeforeTurn))]
[assembly: AssemblyFixture(typeof(Market))]

// Two pages at a time: the browser, the application and the waiting between them leave one of two cores idle otherwise.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]
