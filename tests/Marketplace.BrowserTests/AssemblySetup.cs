using Marketplace.BrowserTests.Support;

[assembly: AssemblyFixture(typeof(Market))]

// Two cores: a browser, the application and its jobs fill them.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
